"""Events of the kubelet."""

from __future__ import annotations

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.event_correlation import allowed_at
from cluster_sim.world.kube.events import NORMAL, WARNING, record

COMPONENT = "kubelet"


def normal(client: Client, about: Object, reason: str, message: str, part: str = "") -> None:
    """Tell what went as it should."""
    _tell(client, about, NORMAL, reason, message, part)


def warning(client: Client, about: Object, reason: str, message: str, part: str = "") -> None:
    """Tell what did not."""
    _tell(client, about, WARNING, reason, message, part)


def may_warn_at(world: World, uid: str, now: int) -> int:
    """When the next warning about the object will be heard (Unix µs)."""
    return allowed_at(world, COMPONENT, uid, WARNING, now)


def part_of(kind: str, container: str) -> str:
    """``spec.containers{web}``: the field path of a container in an event."""
    return f"spec.{kind}{{{container}}}"


def _tell(client: Client, about: Object, kind: str, reason: str, message: str, part: str) -> None:
    host = client.call.actor.partition("/")[2]
    record(client, about, kind, reason, message, COMPONENT, host, part)
