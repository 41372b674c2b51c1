"""A pod template as messages show it: the server's internal structs, every field told.

The order of the fields is the one of pkg/apis/core/types.go. What lies deeper than the structs
named here is told with the fields that it has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.validation.field_errors import Literal
from cluster_sim.world.kube.api.validation.go_structs import security_context_text
from cluster_sim.world.kube.api.validation.pod_diff import go_name

Fields = dict[str, Any]

# What stands for a field that is not set: a pointer, a list or a map is null.
_TEXT, _FALSE, _ZERO = '""', "false", "0"

_META: Final = ("name", "generateName", "namespace", "labels", "annotations", "finalizers")
_SPEC: Final = (
    *("Volumes", "InitContainers", "Containers", "EphemeralContainers", "RestartPolicy"),
    *("TerminationGracePeriodSeconds", "ActiveDeadlineSeconds", "DNSPolicy", "NodeSelector"),
    *("ServiceAccountName", "AutomountServiceAccountToken", "NodeName", "SecurityContext"),
    *("ImagePullSecrets", "Hostname", "Subdomain", "SetHostnameAsFQDN", "Affinity"),
    *("SchedulerName", "Tolerations", "HostAliases", "PriorityClassName", "Priority"),
    *("PreemptionPolicy", "DNSConfig", "ReadinessGates", "RuntimeClassName", "Overhead"),
    *("EnableServiceLinks", "TopologySpreadConstraints", "OS", "SchedulingGates"),
    *("ResourceClaims", "Resources", "HostnameOverride", "SchedulingGroup"),
)
_POD_CONTEXT: Final = (
    *("HostNetwork", "HostPID", "HostIPC", "ShareProcessNamespace", "HostUsers"),
    *("SELinuxOptions", "WindowsOptions", "RunAsUser", "RunAsGroup", "RunAsNonRoot"),
    *("SupplementalGroups", "SupplementalGroupsPolicy", "FSGroup", "FSGroupChangePolicy"),
    *("Sysctls", "SeccompProfile", "AppArmorProfile", "SELinuxChangePolicy"),
)
# In the manifest these belong to the spec itself, in the internal structs to its context.
_OF_CONTEXT: Final = (*("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers"),)
_CONTAINER: Final = (
    *("Name", "Image", "Command", "Args", "WorkingDir", "Ports", "EnvFrom", "Env", "Resources"),
    *("ResizePolicy", "RestartPolicy", "RestartPolicyRules", "VolumeMounts", "VolumeDevices"),
    *("LivenessProbe", "ReadinessProbe", "StartupProbe", "Lifecycle", "TerminationMessagePath"),
    *("TerminationMessagePolicy", "ImagePullPolicy", "SecurityContext", "Stdin", "StdinOnce"),
    "TTY",
)
_PORT: Final = ("Name", "HostPort", "ContainerPort", "Protocol", "HostIP")
_VARIABLE: Final = ("Name", "Value", "ValueFrom")
_MOUNT: Final = (
    *("Name", "ReadOnly", "RecursiveReadOnly", "MountPath", "SubPath", "MountPropagation"),
    "SubPathExpr",
)
_VOLUME: Final = (
    *("Name", "HostPath", "EmptyDir", "GCEPersistentDisk", "AWSElasticBlockStore", "GitRepo"),
    *("Secret", "NFS", "ISCSI", "Glusterfs", "PersistentVolumeClaim", "RBD", "Quobyte"),
    *("FlexVolume", "Cinder", "CephFS", "Flocker", "DownwardAPI", "FC", "AzureFile", "ConfigMap"),
    *("VsphereVolume", "AzureDisk", "PhotonPersistentDisk", "Projected", "PortworxVolume"),
    *("ScaleIO", "StorageOS", "CSI", "Ephemeral", "Image"),
)
_RESOURCES: Final = ("Limits", "Requests", "Claims")


def template_text(template: Fields) -> Literal:
    """The template, ``{"labels":{…},"Spec":{…}}``."""
    meta, spec = template.get("metadata") or {}, template.get("spec") or {}
    parts = [f'"{field}":{json_text(meta[field])}' for field in _META if meta.get(field)]
    return Literal("{" + ",".join([*parts, f'"Spec":{_spec(spec)}']) + "}")


def _spec(spec: Fields) -> str:
    context = dict(spec.get("securityContext") or {})
    for field in _OF_CONTEXT:
        if field in spec:
            context[field] = spec[field]
    shown = {field: value for field, value in spec.items() if field not in _OF_CONTEXT}
    shown["securityContext"] = context
    return _struct(
        shown,
        _SPEC,
        dict.fromkeys(
            (
                *("RestartPolicy", "DNSPolicy", "ServiceAccountName", "NodeName", "Hostname"),
                *("Subdomain", "SchedulerName", "PriorityClassName"),
            ),
            _TEXT,
        ),
        {
            "Volumes": _each(_volume),
            "InitContainers": _each(_container),
            "Containers": _each(_container),
            "SecurityContext": _pod_context,
        },
    )


def _pod_context(context: Fields) -> str:
    unset = dict.fromkeys(("HostNetwork", "HostPID", "HostIPC"), _FALSE)
    return _struct(context, _POD_CONTEXT, unset, {})


def _container(container: Fields) -> str:
    unset = dict.fromkeys(
        ("Name", "Image", "WorkingDir", "TerminationMessagePath", "TerminationMessagePolicy"),
        _TEXT,
    )
    unset |= {"ImagePullPolicy": _TEXT, "Stdin": _FALSE, "StdinOnce": _FALSE, "TTY": _FALSE}
    shown = {"resources": {}, **container}
    return _struct(
        shown,
        _CONTAINER,
        unset,
        {
            "Ports": _each(_port),
            "Env": _each(lambda found: _struct(found, _VARIABLE, {"Value": _TEXT}, {})),
            "Resources": lambda found: _struct(found, _RESOURCES, {}, _QUANTITIES),
            "VolumeMounts": _each(_mount),
            "SecurityContext": lambda found: str(security_context_text(found)),
        },
    )


def _port(port: Fields) -> str:
    unset = {"Name": _TEXT, "HostPort": _ZERO, "Protocol": _TEXT, "HostIP": _TEXT}
    return _struct(port, _PORT, unset, {})


def _mount(mount: Fields) -> str:
    unset = {"ReadOnly": _FALSE, "SubPath": _TEXT, "SubPathExpr": _TEXT}
    return _struct(mount, _MOUNT, unset, {})


def _volume(volume: Fields) -> str:
    return _struct(volume, _VOLUME, {}, {})


def _each(one: Callable[[Fields], str]) -> Callable[[Any], str]:
    return lambda items: "[" + ",".join(map(one, items)) + "]"


def _struct(
    obj: Fields,
    names: tuple[str, ...],
    unset: dict[str, str],
    inner: dict[str, Callable[[Any], str]],
) -> str:
    """A struct with these Go names: each field told by ``inner``, or as what it holds."""
    held = {go_name(field): value for field, value in obj.items() if value is not None}
    parts = []
    for name in names:
        value = held.get(name)
        if value is None or (value == [] and name not in inner):
            text = unset.get(name, "null")
        else:
            text = inner.get(name, _plain)(value)
        parts.append(f'"{name}":{text}')
    return "{" + ",".join(parts) + "}"


def _plain(value: Any) -> str:
    if isinstance(value, dict) and not _is_map(value):
        parts = [f'"{go_name(field)}":{_plain(held)}' for field, held in value.items()]
        return "{" + ",".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_plain, value)) + "]"
    return json_text(value)


def _is_map(value: Fields) -> bool:
    """Whether the keys are somebody's own words, and not names of fields."""
    return any(not key.isalnum() or key == "app" for key in value)


_QUANTITIES: Final[dict[str, Callable[[Any], str]]] = {"Limits": json_text, "Requests": json_text}
