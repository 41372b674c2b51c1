"""Probes and life-cycle hooks of containers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import non_negative

Probe = dict[str, Any]

PROBES: Final = ("livenessProbe", "readinessProbe", "startupProbe")
_PROBE_HANDLERS: Final = ("exec", "httpGet", "tcpSocket", "grpc")
_HOOK_HANDLERS: Final = ("exec", "httpGet", "tcpSocket", "sleep")
_NUMBERS: Final = (
    "initialDelaySeconds",
    "timeoutSeconds",
    "periodSeconds",
    "successThreshold",
    "failureThreshold",
)
_SCHEMES: Final = ("HTTP", "HTTPS")


def validate_probes(container: dict[str, Any], path: str) -> Faults:
    """The faults of a container's probes."""
    faults: Faults = []
    for field in PROBES:
        probe = container.get(field)
        if probe is not None and not _sound[field](probe):
            faults += _validate_probe(field, probe, f"{path}.{field}")
    return faults


def validate_lifecycle(lifecycle: dict[str, Any], grace: int | None, path: str) -> Faults:
    """The faults of the hooks after the start and before the stop."""
    faults: Faults = []
    for field in ("postStart", "preStop"):
        if lifecycle.get(field) is not None:
            here = f"{path}.{field}"
            faults += _validate_handler(lifecycle[field], _HOOK_HANDLERS, grace, here)
    return faults


def validate_port(port: int | str, path: str) -> Faults:
    """The faults of a port that is a number or a name."""
    if isinstance(port, str):
        return all_invalid(path, port, names.port_name(port))
    return all_invalid(path, port, names.port_number(port))


def _validate_probe(field: str, probe: Probe, path: str) -> Faults:
    faults = _validate_handler(probe, _PROBE_HANDLERS, None, path)
    for number in _NUMBERS:
        faults += non_negative(probe.get(number), f"{path}.{number}")
    period = probe.get("terminationGracePeriodSeconds")
    here = f"{path}.terminationGracePeriodSeconds"
    if period is not None and period <= 0:
        faults.append(invalid(here, period, "must be greater than 0"))
    if field == "readinessProbe":
        if period is not None:
            faults.append(invalid(here, period, "must not be set for readinessProbes"))
    elif probe.get("successThreshold", 0) != 1:
        threshold = probe.get("successThreshold", 0)
        faults.append(invalid(f"{path}.successThreshold", threshold, "must be 1"))
    return faults


def _is_sound(field: str, probe: Probe) -> bool:
    return not _validate_probe(field, probe, field)


# The containers of pods of one template share their probes.
_sound: Final = {field: IdentityMemo(partial(_is_sound, field)) for field in PROBES}


def _validate_handler(
    handler: dict[str, Any], kinds: tuple[str, ...], grace: int | None, path: str
) -> Faults:
    given = [kind for kind in kinds if handler.get(kind) is not None]
    if not given:
        return [required(path, "must specify a handler type")]
    first, *others = given
    here = f"{path}.{first}"
    if first == "sleep":
        faults = _validate_sleep(handler[first], grace, here)
    else:
        faults = _ACTIONS[first](handler[first], here)
    detail = "may not specify more than 1 handler type"
    return faults + [forbidden(f"{path}.{kind}", detail) for kind in others]


def _validate_exec(action: dict[str, Any], path: str) -> Faults:
    return [] if action.get("command") else [required(f"{path}.command")]


def _validate_http(action: dict[str, Any], path: str) -> Faults:
    faults = [] if action.get("path") else [required(f"{path}.path")]
    faults += validate_port(action.get("port", 0), f"{path}.port")
    scheme = action.get("scheme", "")
    if scheme not in _SCHEMES:
        faults.append(not_supported(f"{path}.scheme", scheme, _SCHEMES))
    for header in action.get("httpHeaders") or ():
        name = header.get("name", "")
        faults += all_invalid(f"{path}.httpHeaders", name, names.http_header_name(name))
    return faults


def _validate_tcp(action: dict[str, Any], path: str) -> Faults:
    return validate_port(action.get("port", 0), f"{path}.port")


def _validate_sleep(action: dict[str, Any], grace: int | None, path: str) -> Faults:
    seconds = action.get("seconds", 0)
    if grace is None or 0 <= seconds <= grace:
        return []
    detail = f"must be non-negative and less than terminationGracePeriodSeconds ({grace})"
    return [invalid(path, seconds, detail)]


_ACTIONS: Final[dict[str, Callable[[dict[str, Any], str], Faults]]] = {
    "exec": _validate_exec,
    "httpGet": _validate_http,
    "tcpSocket": _validate_tcp,
    "grpc": _validate_tcp,
}
