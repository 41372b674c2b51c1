"""One turn of work on one pod: what the steps share, and when the next turn is due."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import machines, mirror, podstatus, telling
from cluster_sim.world.kube.kubelet.podrecords import Container, Record, records, working_copy


class Turn:
    """The pod as the API has it, a working copy of its record, and the time (Unix µs)."""

    def __init__(self, world: World, key: str, pod: Object, record: Record) -> None:
        self.world = world
        self.key = key
        self.pod = pod
        self.record = working_copy(record)
        self.node: str = record["node"]
        self.name: str = record["name"]
        self.now = world.unix
        self.machine = machines.machine_of(world, self.node) or {}
        self.client = machines.client_of(world, self.node)
        self.due: list[int] = []

    @property
    def containers(self) -> list[Container]:
        """The containers of the working copy, in the manifest's order, init containers first."""
        return list(self.record["containers"].values())

    def spec_of(self, container: Container) -> dict[str, Any]:
        """The part of the manifest that describes the container."""
        for spec in self.pod["spec"][container["kind"]]:
            if spec["name"] == container["name"]:
                return dict(spec)
        raise KeyError(container["name"])

    def relist(self, after: int) -> int:
        """When the kubelet will have seen what happened at ``after``."""
        return machines.next_relist(self.machine, after)

    def wake(self, at: int | None) -> None:
        """Another turn is due at ``at``."""
        if at is not None:
            self.due.append(at)

    def normal(self, container: Container | None, reason: str, message: str) -> None:
        """Tell of a container, or of the pod."""
        telling.normal(self.client, mirror.told_of(self.pod), reason, message, _part(container))

    def warning(self, container: Container | None, reason: str, message: str) -> None:
        """Tell of a container, or of the pod, that something is wrong."""
        telling.warning(self.client, mirror.told_of(self.pod), reason, message, _part(container))

    def report(self, final: bool = False) -> None:
        """Write the pod's status if it says anything new."""
        address = self.machine["address"]
        status = podstatus.build(self.pod, self.record, address, self.now, final)
        if status != self.pod.get("status"):
            self.pod = self.client.update_status("pods", {**self.pod, "status": status})

    def remember(self) -> int | None:
        """Keep the record; µs until the next turn, None when nothing is to come."""
        records(self.world)[self.key] = self.record
        if not self.due:
            return None
        return max(min(self.due) - self.now, 1)


def _part(container: Container | None) -> str:
    if container is None:
        return ""
    return telling.part_of(container["kind"], container["name"])
