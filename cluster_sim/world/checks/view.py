"""What expressions see of a world: the lists of its objects, and ``time`` in seconds."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.cel.expression import Expression
from cluster_sim.world.kernel.world import SECOND, World

# The lists that an expression may speak of, and the resource behind each.
LISTS = {
    "pods": "pods",
    "nodes": "nodes",
    "services": "services",
    "namespaces": "namespaces",
    "configmaps": "configmaps",
    "secrets": "secrets",
    "endpoints": "endpoints",
    "endpointslices": "endpointslices.discovery.k8s.io",
    "deployments": "deployments.apps",
    "replicasets": "replicasets.apps",
    "events": "events",
    "hosts": "hosts",
    "vms": "vms",
    "flows": "flows",
    "commands": "commands",
}
VARIABLES = (*LISTS, "time")
TIME = "time"
_CACHE = "checks"


class View:
    """A world at one moment. What was found at an earlier one counts until its lists change."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._values: dict[str, Any] = {TIME: world.now // SECOND}
        self._changed, self._known = _memory(world)

    def holds(self, expression: Expression) -> bool:
        """Whether the expression is true; a field that is missing makes it false."""
        found = self._known.get(expression.text)
        if found is not None and found[0] >= self._newest(expression):
            return bool(found[1])
        holds = expression.holds(self._read(expression.names))
        self._known[expression.text] = (self._world.revision, holds)
        return holds

    def _read(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The values of these variables, each list made once."""
        for name in names:
            if name not in self._values:
                self._values[name] = list(self._world.store.all(LISTS[name]))
        return {name: self._values[name] for name in names}

    def _newest(self, expression: Expression) -> int:
        """The last revision that what the expression reads has changed at."""
        if TIME in expression.names:
            return self._world.revision + 1
        return max((self._changed.get(LISTS[name], 0) for name in expression.names), default=0)


def _memory(world: World) -> tuple[dict[str, int], dict[str, tuple[int, bool]]]:
    """When each resource last changed since looking began, and what was found at which revision."""
    memory = world.caches.setdefault(_CACHE, {"upto": world.revision, "changed": {}, "known": {}})
    for change in world.history.since(memory["upto"]):
        memory["changed"][change.key.resource] = change.revision
    memory["upto"] = world.revision
    return memory["changed"], memory["known"]
