"""A call to the API server: in which world, by whom, how strictly, for real or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.user import ADMIN, User


def unheard(warning: str) -> None:
    """What becomes of a warning that nobody listens to."""


@dataclass(frozen=True, slots=True)
class Call:
    """``trusted`` callers are the cluster's own components: their objects are well-formed.

    Whoever is not trusted is ``user`` and may do what the cluster's rules allow this user.
    With ``dry_run`` everything happens but the write. ``field_validation`` is Strict, Warn or
    Ignore, as the query parameter of the real API. ``warn`` gets each warning that goes with the
    answer (the HTTP header ``Warning: 299``), whether the call succeeds or not. ``manager`` is
    the field manager that the caller names itself, empty when it names none.
    """

    world: World
    actor: str
    trusted: bool = True
    dry_run: bool = False
    field_validation: str = "Strict"
    warn: Callable[[str], None] = unheard
    manager: str = ""
    user: User = ADMIN

    def on_trial(self) -> Call:
        """The same call, changing nothing."""
        return replace(self, dry_run=True)

    def existing(self, resource: Resource, namespace: str, name: str) -> Object:
        """The stored object; NotFound when there is none."""
        found = self.world.store.get(resource.key, namespace, name)
        if found is None:
            raise errors.not_found(resource.group, resource.plural, name)
        return resource.of_stored(found)

    def write(self, resource: Resource, namespace: str, name: str, obj: Object) -> Object:
        """Store ``obj`` with the next resource version; the stored object."""
        if self.dry_run:
            return obj
        meta = {**obj["metadata"], "resourceVersion": str(self.world.revision + 1)}
        written = {**obj, "metadata": meta}
        self.world.write(Key(resource.key, namespace, name), resource.stored(written), self.actor)
        return written

    def remove(self, resource: Resource, namespace: str, name: str) -> Change | None:
        """Take the object out of the store."""
        if self.dry_run:
            return None
        return self.world.write(Key(resource.key, namespace, name), None, self.actor)
