"""Containers of every sort: ordinary, init and ephemeral."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.text_memo import text_memo
from cluster_sim.world.kube.api.validation.environment import validate_env, validate_env_from
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    all_invalid,
    choice,
    duplicate,
    forbidden,
    invalid,
    not_found,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.probes import (
    PROBES,
    validate_lifecycle,
    validate_probes,
)
from cluster_sim.world.kube.api.validation.resources import validate_container_resources
from cluster_sim.world.kube.api.validation.security_context import validate_container_context
from cluster_sim.world.kube.api.validation.volume_mounts import (
    validate_devices,
    validate_mounts,
)

Container = dict[str, Any]

_PROTOCOLS: Final = ("SCTP", "TCP", "UDP")
_PULL_POLICIES: Final = ("Always", "IfNotPresent", "Never")
_MESSAGE_POLICIES: Final = ("File", "FallbackToLogsOnError")
_RESIZE_POLICIES: Final = ("NotRequired", "RestartContainer")
_RESTART_POLICIES: Final = ("Always", "OnFailure", "Never")
_NOT_EPHEMERAL: Final = ("ports", "resources", *PROBES, "lifecycle", "restartPolicy")

label_faults = text_memo(names.dns1123_label)
_port_name_faults = text_memo(names.port_name)


class Setting(NamedTuple):
    """What a container must fit into: the rest of its pod."""

    volumes: dict[str, dict[str, Any]]
    claims: list[str]
    grace: int | None
    restart_policy: str
    host_users: bool


def validate_containers(containers: list[Container], setting: Setting, path: str) -> Faults:
    """The faults of a pod's ordinary containers."""
    if not containers:
        return [required(path)]
    faults: Faults = []
    seen: set[str] = set()
    for index, container in enumerate(containers):
        here = f"{path}[{index}]"
        faults += _validate_common(container, setting, here)
        name = container.get("name", "")
        if name in seen:
            faults.append(duplicate(f"{here}.name", name))
        seen.add(name)
        faults += _validate_hooks(container, setting, here)
        policy = container.get("restartPolicy")
        if policy is not None and policy not in _RESTART_POLICIES:
            supported = sorted(_RESTART_POLICIES)
            faults.append(not_supported(f"{here}.restartPolicy", policy, supported))
    return faults + _host_port_conflicts(containers, path)


def validate_init_containers(
    containers: list[Container], ordinary: list[Container], setting: Setting, path: str
) -> Faults:
    """The faults of init containers; one that restarts always is a sidecar."""
    faults: Faults = []
    seen = {container.get("name", "") for container in ordinary}
    for index, container in enumerate(containers):
        here, name = f"{path}[{index}]", container.get("name", "")
        faults += _validate_common(container, setting, here)
        policy = container.get("restartPolicy")
        if policy is not None and policy not in _RESTART_POLICIES:
            supported = sorted(_RESTART_POLICIES)
            faults.append(not_supported(f"{here}.restartPolicy", policy, supported))
        if name in seen:
            faults.append(duplicate(f"{here}.name", name))
        elif name:
            seen.add(name)
        faults += _host_port_conflicts([container], path)
        if policy == "Always":
            faults += _validate_hooks(container, setting, here)
        else:
            detail = "may not be set for init containers without restartPolicy=Always"
            given = [f for f in ("lifecycle", *PROBES) if container.get(f) is not None]
            faults += [forbidden(f"{here}.{field}", detail) for field in given]
    return faults


def validate_ephemeral_containers(spec: dict[str, Any], setting: Setting, path: str) -> Faults:
    """The faults of containers added to look at a running pod."""
    faults: Faults = []
    lists = [*(spec.get("containers") or ()), *(spec.get("initContainers") or ())]
    others = {container.get("name", "") for container in lists}
    seen = set(others)
    for index, container in enumerate(spec.get("ephemeralContainers") or ()):
        here, name = f"{path}[{index}]", container.get("name", "")
        faults += _validate_common(container, setting, here)
        faults += validate_image_blanks(container, here)
        if name in seen:
            faults.append(duplicate(f"{here}.name", name))
        seen.add(name)
        target = container.get("targetContainerName")
        if target and target not in others:
            faults.append(not_found(f"{here}.targetContainerName", target))
        detail = "cannot be set for an Ephemeral Container"
        given = [field for field in _NOT_EPHEMERAL if container.get(field)]
        faults += [forbidden(f"{here}.{field}", detail) for field in given]
    return faults


def validate_image_blanks(container: Container, path: str) -> Faults:
    """A fault for blanks around the name of an image, which templates may have."""
    image = container.get("image", "")
    if image == image.strip():
        return []
    return [invalid(f"{path}.image", image, "must not have leading or trailing whitespace")]


def _validate_common(container: Container, setting: Setting, path: str) -> Faults:
    faults: Faults = []
    name = container.get("name", "")
    if not name:
        faults.append(required(f"{path}.name"))
    elif label_faults(name):
        faults += all_invalid(f"{path}.name", name, label_faults(name))
    if not container.get("image"):
        faults.append(required(f"{path}.image"))
    faults += choice(
        container.get("terminationMessagePolicy"),
        _MESSAGE_POLICIES,
        f"{path}.terminationMessagePolicy",
    )
    faults += _validate_inside(container, setting, path)
    faults += choice(container.get("imagePullPolicy"), _PULL_POLICIES, f"{path}.imagePullPolicy")
    resources = container.get("resources")
    if resources:
        here = f"{path}.resources"
        faults += validate_container_resources(resources, setting.claims, here)
    if container.get("resizePolicy"):
        here = f"{path}.resizePolicy"
        faults += _validate_resize(container["resizePolicy"], setting.restart_policy, here)
    context = container.get("securityContext")
    if context:
        here = f"{path}.securityContext"
        faults += validate_container_context(context, setting.host_users, here)
    return faults


def _validate_inside(container: Container, setting: Setting, path: str) -> Faults:
    faults: Faults = []
    if container.get("ports"):
        faults += _validate_ports(container["ports"], f"{path}.ports")
    if container.get("env"):
        faults += validate_env(container["env"], f"{path}.env")
    if container.get("envFrom"):
        faults += validate_env_from(container["envFrom"], f"{path}.envFrom")
    if container.get("volumeMounts"):
        faults += validate_mounts(container, setting.volumes, f"{path}.volumeMounts")
    if container.get("volumeDevices"):
        faults += validate_devices(container, setting.volumes, f"{path}.volumeDevices")
    return faults


def _validate_hooks(container: Container, setting: Setting, path: str) -> Faults:
    faults: Faults = []
    if container.get("lifecycle") is not None:
        here = f"{path}.lifecycle"
        faults += validate_lifecycle(container["lifecycle"], setting.grace, here)
    return faults + validate_probes(container, path)


def _validate_ports(ports: list[dict[str, Any]], path: str) -> Faults:
    faults: Faults = []
    seen: set[str] = set()
    for index, port in enumerate(ports):
        here, name = f"{path}[{index}]", port.get("name")
        if name:
            if _port_name_faults(name):
                faults += all_invalid(f"{here}.name", name, _port_name_faults(name))
            elif name in seen:
                faults.append(duplicate(f"{here}.name", name))
            seen.add(name)
        faults += _validate_numbers(port, here)
        protocol = port.get("protocol")
        if not protocol:
            faults.append(required(f"{here}.protocol"))
        elif protocol not in _PROTOCOLS:
            faults.append(not_supported(f"{here}.protocol", protocol, _PROTOCOLS))
    return faults


def _validate_numbers(port: dict[str, Any], path: str) -> Faults:
    number, host = port.get("containerPort", 0), port.get("hostPort", 0)
    faults: Faults = []
    if number == 0:
        faults.append(required(f"{path}.containerPort"))
    elif not 0 < number < 65536:
        faults += all_invalid(f"{path}.containerPort", number, names.port_number(number))
    if host and not 0 < host < 65536:
        faults += all_invalid(f"{path}.hostPort", host, names.port_number(host))
    return faults


def _host_port_conflicts(containers: list[Container], path: str) -> Faults:
    faults: Faults = []
    seen: set[str] = set()
    for index, container in enumerate(containers):
        for number, port in enumerate(container.get("ports") or ()):
            if not port.get("hostPort"):
                continue
            taken = f"{port.get('protocol', '')}/{port.get('hostIP', '')}/{port['hostPort']}"
            if taken in seen:
                here = f"{path}[{index}].ports[{number}].hostPort"
                faults.append(duplicate(here, taken))
            seen.add(taken)
    return faults


def _validate_resize(policies: list[dict[str, Any]], restart_policy: str, path: str) -> Faults:
    faults: Faults = []
    seen: set[str] = set()
    for index, policy in enumerate(policies):
        name, restart = policy.get("resourceName", ""), policy.get("restartPolicy", "")
        if name in seen:
            faults.append(duplicate(f"{path}[{index}]", Literal(json_text(name))))
        seen.add(name)
        for value, supported in ((name, ("cpu", "memory")), (restart, _RESIZE_POLICIES)):
            faults += choice(value, supported, path)
        if restart_policy == "Never" and restart != "NotRequired":
            detail = "must be 'NotRequired' when `restartPolicy` is 'Never'"
            faults.append(invalid(path, restart, detail))
    return faults
