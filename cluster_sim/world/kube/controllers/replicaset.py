"""ReplicaSet controller: as many pods as asked for, no matter what happens.

pkg/controller/replicaset/replica_set.go and pkg/controller/controller_utils.go.
ReplicationControllers, of which ReplicaSets are the heirs, are run by the same code
(pkg/controller/replication/replication_controller.go).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import labels, timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.labels import Selector
from cluster_sim.world.kube.api.meta import (
    controller_of,
    controller_reference,
    is_terminating,
    namespace_of,
    split_name,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.claiming import claim
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.pod_faces import Face, faces_of
from cluster_sim.world.kube.controllers.pod_ranking import deletion_order
from cluster_sim.world.kube.controllers.watching import of_itself, of_pods
from cluster_sim.world.kube.indexes import OWNER
from cluster_sim.world.kube.pod_state import available_in, is_finished

NAME = "replicaset-controller"
REPLICASETS = "replicasets.apps"
_BURST = 500
# µs; what filtering, counting and comparing one pod costs the real controller.
_LOOK_AT_ONE = 10
_COPIED = ("labels", "annotations", "finalizers")


@dataclass(frozen=True)
class Replicas:
    """How one kind of sets of pods is run: its controller, its key and kind, how it selects."""

    name: str
    key: str
    kind: str
    selector: Callable[[Any], Selector]

    def controller(self) -> Controller:
        """The controller of the kind."""
        watches = {self.key: of_itself, "pods": of_pods(self.key, self.kind, self._selects)}
        return Controller(self.name, watches, self._sync, self._duration)

    def _sync(self, client: Client, key: str) -> int | None:
        namespace, name = split_name(key)
        replica_set = client.world.store.get(self.key, namespace, name)
        if replica_set is None:
            return None
        owned = faces_of(client.world, self._claim_pods(client, replica_set))
        failure = None
        if not is_terminating(replica_set):
            failure = self._adjust(client, replica_set, [pod for pod, face in owned if face.active])
        # The status tells of the pods found at the start; the new ones come with the next look.
        again = self._report(client, replica_set, owned, failure)
        if failure is not None:
            raise failure
        return again

    def _claim_pods(self, client: Client, replica_set: Object) -> list[Object]:
        """The pods of the set: those that are ending stay its own whatever their labels say."""
        selector = self.selector(replica_set["spec"]["selector"])

        def fits(pod: Object) -> bool:
            return selector.matches(pod["metadata"].get("labels"))

        return claim(
            client,
            "pods",
            replica_set,
            lambda pod: fits(pod) or is_terminating(pod),
            lambda pod: not is_finished(pod) and fits(pod),
        )

    def _selects(self, replica_set: Object, pod: Object) -> bool:
        selector = self.selector(replica_set["spec"]["selector"])
        return selector.matches(pod["metadata"].get("labels"))

    def _adjust(
        self, client: Client, replica_set: Object, active: list[Object]
    ) -> StatusError | None:
        missing = replica_set["spec"]["replicas"] - len(active)
        if missing > 0:
            return self._create(client, replica_set, min(missing, _BURST))
        surplus = min(-missing, _BURST)
        if surplus == 0:
            return None
        for pod in deletion_order(client.world, active, self._related(client, replica_set))[
            :surplus
        ]:
            client.delete("pods", namespace_of(pod), pod["metadata"]["name"])
            self._tell(
                client, replica_set, "SuccessfulDelete", f"Deleted pod: {pod['metadata']['name']}"
            )
        return None

    def _related(self, client: Client, replica_set: Object) -> list[Object]:
        """The pods of all ReplicaSets that belong to the owner of this one."""
        store, owner = client.world.store, controller_of(replica_set)
        siblings = [replica_set]
        if owner is not None:
            siblings = store.by_index(self.key, OWNER, owner["uid"])
        return [
            pod
            for each in siblings
            for pod in store.by_index("pods", OWNER, each["metadata"]["uid"])
        ]

    def _create(self, client: Client, replica_set: Object, count: int) -> StatusError | None:
        """Make 1 pod, then 2, 4…: a refusal ends it, so a hopeless template costs few calls."""
        batch = 1
        while count > 0:
            refusals = [self._create_one(client, replica_set) for _ in range(min(batch, count))]
            failed = [refusal for refusal in refusals if refusal is not None]
            if failed:
                return failed[0]
            count, batch = count - len(refusals), batch * 2
        return None

    def _create_one(self, client: Client, replica_set: Object) -> StatusError | None:
        template = replica_set["spec"]["template"]
        meta = {
            **{
                field: template["metadata"][field]
                for field in _COPIED
                if field in template["metadata"]
            },
            "generateName": f"{replica_set['metadata']['name']}-",
            "ownerReferences": [controller_reference(replica_set)],
        }
        try:
            pod = client.create(
                "pods", namespace_of(replica_set), {"metadata": meta, "spec": template["spec"]}
            )
        except StatusError as refused:
            message = f"Error creating: {refused}"
            self._tell(client, replica_set, "FailedCreate", message, events.WARNING)
            return refused
        self._tell(
            client, replica_set, "SuccessfulCreate", f"Created pod: {pod['metadata']['name']}"
        )
        return None

    def _tell(
        self, client: Client, about: Object, reason: str, message: str, kind: str = events.NORMAL
    ) -> None:
        events.record(client, about, kind, reason, message, self.name)

    def _report(
        self,
        client: Client,
        replica_set: Object,
        owned: list[tuple[Object, Face]],
        failure: StatusError | None,
    ) -> int | None:
        """Write the status; the µs until the next pod becomes available, when one will."""
        current = client.world.store.get(
            self.key, namespace_of(replica_set), replica_set["metadata"]["name"]
        )
        if current is None:
            return None
        active = [pod for pod, face in owned if face.active]
        ready = [pod for pod, face in owned if face.active and face.ready]
        seconds = current["spec"].get("minReadySeconds", 0)
        waits = [available_in(pod, seconds, client.now) for pod in ready] if seconds else []
        counts = {
            "fullyLabeledReplicas": self._fully_labelled(current, active),
            "readyReplicas": len(ready),
            "availableReplicas": waits.count(0) if seconds else len(ready),
        }
        status: dict[str, Any] = {"replicas": len(active)}
        status.update({field: count for field, count in counts.items() if count})
        if self.key == REPLICASETS:
            status["terminatingReplicas"] = sum(face.ending for _, face in owned)
        status["observedGeneration"] = current["metadata"].get("generation", 1)
        conditions = _conditions(client, current, failure)
        if conditions:
            status["conditions"] = conditions
        if status != current.get("status"):
            client.update_status(self.key, {**current, "status": status})
        return min((wait for wait in waits if wait), default=None)

    def _fully_labelled(self, replica_set: Object, active: list[Object]) -> int:
        selector = labels.of_set(replica_set["spec"]["template"]["metadata"].get("labels"))
        return sum(selector.matches(pod["metadata"].get("labels")) for pod in active)

    def _duration(self, world: World, key: str) -> int:
        """A look at a set takes longer the more pods it has."""
        replica_set = world.store.get(self.key, *split_name(key))
        if replica_set is None:
            return 0
        return _LOOK_AT_ONE * len(world.store.bucket("pods", OWNER, replica_set["metadata"]["uid"]))


def _conditions(
    client: Client, replica_set: Object, failure: StatusError | None
) -> list[dict[str, Any]]:
    present = (replica_set.get("status") or {}).get("conditions") or []
    others = [found for found in present if found["type"] != "ReplicaFailure"]
    if failure is None:
        return others
    told = [found for found in present if found["type"] == "ReplicaFailure"]
    return [*others, *(told or [_replica_failure(client, failure)])]


def _replica_failure(client: Client, failure: StatusError) -> dict[str, Any]:
    return {
        "type": "ReplicaFailure",
        "status": "True",
        "reason": "FailedCreate",
        "message": str(failure),
        "lastTransitionTime": timestamps.time(client.now),
    }


CONTROLLER = Replicas(NAME, REPLICASETS, "ReplicaSet", labels.of_object).controller()
