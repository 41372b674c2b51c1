"""The values and keys that people usually write in a field."""

from __future__ import annotations

import re
from typing import Final

from cluster_sim.world.shell.kubectl.schema_fields import Field

_QUOTED: Final = re.compile(r"`\"([A-Za-z0-9]+)\"`")
_PLAIN: Final = {
    "imagePullPolicy": ("Always", "IfNotPresent", "Never"),
    "restartPolicy": ("Always", "OnFailure", "Never"),
    "protocol": ("TCP", "UDP", "SCTP"),
    "sessionAffinity": ("None", "ClientIP"),
    "terminationMessagePolicy": ("File", "FallbackToLogsOnError"),
    "dnsPolicy": ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"),
    "effect": ("NoSchedule", "PreferNoSchedule", "NoExecute"),
    "topologyKey": ("kubernetes.io/hostname", "topology.kubernetes.io/zone"),
    "whenUnsatisfiable": ("DoNotSchedule", "ScheduleAnyway"),
    "externalTrafficPolicy": ("Cluster", "Local"),
    "internalTrafficPolicy": ("Cluster", "Local"),
    "scheme": ("HTTP", "HTTPS"),
}
_BY_HOLDER: Final = {
    ("DeploymentStrategy", "type"): ("RollingUpdate", "Recreate"),
    ("ServiceSpec", "type"): ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
    ("Toleration", "operator"): ("Equal", "Exists"),
    ("LabelSelectorRequirement", "operator"): ("In", "NotIn", "Exists", "DoesNotExist"),
    ("NodeSelectorRequirement", "operator"): (
        *("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"),
    ),
}


# Keys that maps of any texts usually have.
_MAP_KEYS: Final = {
    "limits": ("cpu", "memory", "ephemeral-storage"),
    "requests": ("cpu", "memory", "ephemeral-storage"),
    "labels": ("app",),
    "matchLabels": ("app",),
    "selector": ("app",),
    "nodeSelector": ("kubernetes.io/hostname", "kubernetes.io/arch", "kubernetes.io/os"),
}


def known_keys(path: tuple[str, ...]) -> tuple[str, ...]:
    """Keys that are usual in the map at a path, where any text may be one."""
    return _MAP_KEYS.get(path[-1], ()) if path else ()


def known_values(field: Field, holder: Field, key: str) -> list[str]:
    """The values that an enumeration takes, ``true`` and ``false`` for a switch, or none."""
    if "boolean" in field.kinds:
        return ["true", "false"]
    if field.schema.get("enum"):
        return [str(each) for each in field.schema["enum"] if each is not None]
    listed = _QUOTED.findall(field.description)
    special = _BY_HOLDER.get((holder.title, key)) or _PLAIN.get(key, ())
    return list(dict.fromkeys(special or listed)) if field.kinds[:1] == ("string",) else []
