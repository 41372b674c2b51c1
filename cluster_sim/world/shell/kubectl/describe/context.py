"""What a describer may ask for beside the object itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object


class Client(Protocol):
    """Reads the cluster; ``now`` is in Unix microseconds. ``get`` raises StatusError."""

    @property
    def now(self) -> int:
        """Now."""

    def get(self, resource: str, namespace: str, name: str, /) -> Object:
        """One object."""

    def list(
        self, resource: str, namespace: str | None = None, labels: str = "", fields: str = ""
    ) -> Object:
        """A List."""


@dataclass(frozen=True, slots=True)
class Context:
    """The client of a description, and whether its events are wanted."""

    client: Client
    show_events: bool = True

    @property
    def now(self) -> int:
        """Now, in Unix microseconds."""
        return self.client.now

    def items(
        self, resource: str, namespace: str | None = None, labels: str = "", fields: str = ""
    ) -> list[Object]:
        """The objects that both selectors choose."""
        found = self.client.list(resource, namespace, labels=labels, fields=fields)
        return list(found["items"])

    def pods_of(self, obj: Object) -> list[Object]:
        """The pods that a controller with a label selector controls."""
        selector = str(labels.of_object(obj["spec"].get("selector")))
        uid = obj["metadata"].get("uid")
        pods = self.items("pods", obj["metadata"].get("namespace"), labels=selector)
        return [pod for pod in pods if (controller_of(pod) or {}).get("uid") == uid]


def controller_of(obj: Object) -> dict[str, Any] | None:
    """The owner reference that controls the object, if there is one."""
    for owner in obj["metadata"].get("ownerReferences") or []:
        if owner.get("controller"):
            return dict(owner)
    return None


def controlled_by(obj: Object) -> str:
    """``ReplicaSet/web-1``, empty for an object of its own."""
    owner = controller_of(obj)
    return f"{owner['kind']}/{owner['name']}" if owner else ""
