"""The fields of the API as an editor shows them, from the published schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.kube.api import schema
from cluster_sim.world.shell.editor.outline import ITEM

Definition = dict[str, Any]

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


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its definition with references followed, and the words about it."""

    name: str
    schema: Definition
    description: str

    @classmethod
    def of_kind(cls, api_version: str, kind: str) -> Field | None:
        """The whole object of a kind, None when there is no such kind."""
        name = schema.name_for(api_version, kind)
        return None if name is None else cls._made({"$ref": f"#/$defs/{name}"})

    @classmethod
    def _made(cls, prop: Definition) -> Field:
        found = schema.resolve(prop)
        description = prop.get("description") or found.get("description") or ""
        return cls(schema.referred(prop) or "", found, description)

    @property
    def title(self) -> str:
        """The short name of a struct: ``PodSpec``; empty for what has none."""
        return self.name.rsplit(".", 1)[-1]

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that must be there."""
        return tuple(self.schema.get("required", ()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The JSON types that it may have; none when it may have any."""
        choices = self.schema.get("oneOf", [self.schema])
        listed = [kind for choice in choices for kind in _listed(choice.get("type"))]
        if not listed and self.schema.get("properties"):
            return ("object",)
        return tuple(each for each in listed if each != "null")

    def fields(self) -> dict[str, Field]:
        """The fields inside by name."""
        properties = self.schema.get("properties", {})
        return {name: Field._made(prop) for name, prop in properties.items()}

    def step(self, step: str) -> Field | None:
        """The field under a key, or that of a list's items for ``[]``; None when unknown."""
        if step == ITEM:
            items = self.schema.get("items")
            return Field._made(items) if isinstance(items, dict) else None
        prop = self.schema.get("properties", {}).get(step)
        if prop is None:
            prop = self.schema.get("additionalProperties")
        return Field._made(prop) if isinstance(prop, dict) else None

    @property
    def shown(self) -> str:
        """The type as ``kubectl explain`` writes it, without its brackets: ``[]Container``."""
        if self.schema.get("properties"):
            return self.title
        kinds = self.kinds
        if "array" in kinds:
            inner = self.step(ITEM)
            return f"[]{inner.shown if inner else 'Object'}"
        if "object" in kinds:
            values = self.step("")
            return f"map[string]{values.shown}" if values else self.title or "Object"
        return self.title or (kinds[0] if kinds else "Object")


def _listed(kinds: str | list[str] | None) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds or []


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
