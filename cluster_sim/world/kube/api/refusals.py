"""What people were refused lately, by access rules or admission: no object of the API tells it."""

from __future__ import annotations

from typing import Final, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.errors import StatusError

_MEMORY: Final = "refusals"
_MOST: Final = 50


class Refusal(NamedTuple):
    """``user`` asked for ``resource`` (a plural) of a namespace; ``time`` is in lab µs."""

    time: int
    user: str
    resource: str
    namespace: str
    message: str


def note(call: Call, resource: str, namespace: str, error: StatusError) -> None:
    """Remember what a person was forbidden, unless it was only asked on trial.

    The cluster's own components tell what they are refused in Events.
    """
    if call.trusted or call.dry_run:
        return
    entry = (call.world.now, call.user.name, resource, namespace, str(error))
    memory = call.world.remember(_MEMORY)
    memory["last"] = (*memory.get("last", ()), entry)[-_MOST:]


def last(world: World) -> list[Refusal]:
    """The latest refusals, newest first."""
    return [Refusal(*entry) for entry in reversed(world.recall(_MEMORY).get("last", ()))]
