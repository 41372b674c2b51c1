"""Defaults of a container: SetDefaults_Container and those of its ports, probes and variables."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_each, with_field
from cluster_sim.world.kube.api.defaults.resources import round_resources

_DEFAULTS: Final[Fields] = {
    "resources": {},
    "terminationMessagePath": "/dev/termination-log",
    "terminationMessagePolicy": "File",
}
_PORT: Final[Fields] = {"protocol": "TCP"}
_HTTP: Final[Fields] = {"path": "/", "scheme": "HTTP"}
_GRPC: Final[Fields] = {"service": ""}
_FIELD_REF: Final[Fields] = {"apiVersion": "v1"}
_RESOURCE_REF: Final[Fields] = {"divisor": "0"}
_PROBE: Final[Fields] = {
    "timeoutSeconds": 1,
    "periodSeconds": 10,
    "successThreshold": 1,
    "failureThreshold": 3,
}
_PROBES: Final = ("livenessProbe", "readinessProbe", "startupProbe")


def default_container(container: Fields) -> Fields:
    """A container, init container or ephemeral container with its defaults."""
    container = filled(container, _DEFAULTS)
    if not container.get("imagePullPolicy"):
        policy = pull_policy(container.get("image") or "")
        container = {**container, "imagePullPolicy": policy}
    container = with_each(container, "ports", lambda port: filled(port, _PORT))
    container = with_each(container, "env", _default_variable)
    container = with_field(container, "resources", round_resources)
    container = with_field(container, "lifecycle", _default_lifecycle)
    for probe in _PROBES:
        container = with_field(container, probe, default_probe)
    return container


def pull_policy(image: str) -> str:
    """``Always`` for the tag ``latest`` (said or meant), else ``IfNotPresent``."""
    bare, _, digest = image.partition("@")
    _, colon, tag = bare.rpartition(":")
    # What follows the last colon is a port where a slash comes after it.
    tagged = bool(colon) and "/" not in tag
    latest = tag == "latest" if tagged else not digest
    return "Always" if latest and image else "IfNotPresent"


def default_probe(probe: Fields) -> Fields:
    """A probe with its period, time-out and thresholds."""
    zeros = {field: value for field, value in _PROBE.items() if not probe.get(field)}
    probe = {**probe, **zeros} if zeros else probe
    probe = with_field(probe, "grpc", lambda grpc: _with_service(grpc))
    return with_field(probe, "httpGet", lambda http: filled(http, _HTTP))


def default_reference(source: Fields) -> Fields:
    """Where a value comes from the pod itself: a field of it, or a resource of a container."""
    source = with_field(source, "fieldRef", lambda ref: filled(ref, _FIELD_REF))
    return with_field(source, "resourceFieldRef", lambda ref: filled(ref, _RESOURCE_REF))


def _with_service(grpc: Fields) -> Fields:
    return grpc if "service" in grpc else {**grpc, **_GRPC}


def _default_lifecycle(lifecycle: Fields) -> Fields:
    for moment in ("postStart", "preStop"):
        lifecycle = with_field(lifecycle, moment, _default_handler)
    return lifecycle


def _default_handler(handler: Fields) -> Fields:
    return with_field(handler, "httpGet", lambda http: filled(http, _HTTP))


def _default_variable(variable: Fields) -> Fields:
    return with_field(variable, "valueFrom", default_reference)
