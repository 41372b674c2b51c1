"""How far the volumes behind the claims of a node's pods are: plain data, replaced when it changes.

Of a pod, by ``namespace/name``: ``uid``, ``since`` (when the kubelet began to look after it),
``mount`` (when the mounting is done, None before it begins), ``told`` (how often its wait was
told), ``mounted``. Times are Unix microseconds.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kernel.world import World

Waiting = dict[str, Any]

_MEMORY: Final = "kubelet claims"


def known(world: World, node: str) -> dict[str, Waiting]:
    """The pods of a node that have claims."""
    found: dict[str, Waiting] = world.remember(_MEMORY).get(node, {})
    return found


def keep(world: World, node: str, pod: str, waiting: Waiting) -> None:
    """Remember how far the volumes of a pod are."""
    keep_all(world, node, {**known(world, node), pod: waiting})


def keep_all(world: World, node: str, waiting: dict[str, Waiting]) -> None:
    """Remember how far the volumes of all pods of a node are."""
    world.remember(_MEMORY)[node] = waiting
