"""What of the Kubernetes API is simulated: which kinds act, which are only kept, which are refused.

The page about the simulation's limits and its table in the documentation are made from this, so
that neither can say anything but what the kinds themselves declare (Resource.inert).
"""

from __future__ import annotations

from dataclasses import dataclass

from cluster_sim.world.kube.api import registry, schema

ACTS, KEPT = "acts", "kept"
_BESIDE = ("apiVersion", "kind", "metadata", "status")
# Discovery's own answers, and a kind that 1.19 gave up.
_NO_OBJECTS = ("APIGroup", "ComponentStatus")
_OLD_VERSIONS = ("alpha", "beta")
_TEMPLATE = "template.spec."


@dataclass(frozen=True, slots=True)
class Coverage:
    """A kind that the API serves; ``inert``: paths of its fields that nothing acts on."""

    group: str
    api_version: str
    kind: str
    inert: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """ACTS, or KEPT when nothing of it but its metadata has an effect."""
        if "*" in self.inert:
            return KEPT
        fields = [field for field in self._fields() if field not in _BESIDE]
        return KEPT if fields and set(fields) <= set(self.inert) else ACTS

    @property
    def own(self) -> tuple[str, ...]:
        """The inert fields without those of its pods, which are the same for every kind."""
        return tuple(path for path in self.inert if _TEMPLATE not in path)

    @property
    def makes_pods(self) -> bool:
        """Whether the inert fields of pods stand in a template of this kind too."""
        return len(self.own) < len(self.inert)

    def _fields(self) -> list[str]:
        name = schema.name_for(self.api_version, self.kind)
        return list(schema.definition(name).get("properties", ())) if name else []


def served() -> list[Coverage]:
    """The kinds that the API serves, by group and kind."""
    found = [
        Coverage(each.group, each.api_version, each.kind, each.inert)
        for each in (*registry.BUILT_IN.resources, *registry.METRICS)
    ]
    return sorted(found, key=lambda each: (each.group, each.kind, each.api_version))


def refused() -> list[tuple[str, str]]:
    """(apiVersion, kind) of what Kubernetes serves by default and this API does not know."""
    here = {(each.api_version, each.kind) for each in registry.BUILT_IN.resources}
    return sorted(set(_published()) - here)


def _published() -> list[tuple[str, str]]:
    """Kinds with a List of their own: those which are objects and not requests or parts."""
    kinds = schema.kinds()
    return [
        (version, kind)
        for version, kind in kinds
        if (version, f"{kind}List") in kinds
        and kind not in _NO_OBJECTS
        and not any(word in version for word in _OLD_VERSIONS)
    ]
