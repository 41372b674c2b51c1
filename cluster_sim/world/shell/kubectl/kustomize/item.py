"""One object on its way through kustomizations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import Failure, error


@dataclass(frozen=True)
class Item:
    """``origin`` is the name its file gives it; ``hashed``: its name will end with a hash."""

    obj: Object
    origin: str
    hashed: bool = False

    @property
    def kind(self) -> str:
        """Its kind."""
        return str(self.obj["kind"])

    @property
    def meta(self) -> dict[str, Any]:
        """Its metadata."""
        return self.obj.get("metadata") or {}

    @property
    def name(self) -> str:
        """Its name as of now."""
        return str(self.meta.get("name", ""))

    def having(self, **meta: Any) -> Item:
        """The item with that in its metadata; None takes a field away."""
        new = {**self.meta, **meta}
        kept = {key: value for key, value in new.items() if value is not None}
        return self.being({**self.obj, "metadata": kept})

    def being(self, obj: Object) -> Item:
        """The item with another object in it."""
        return replace(self, obj=obj)


def unsupported(what: str) -> Failure:
    """What kustomize can do and this simulation cannot."""
    return error(f"invalid Kustomization: {what} is not part of this simulation")
