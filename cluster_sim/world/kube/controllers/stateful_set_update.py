"""One look at a StatefulSet: make the next pod, take the next one away, update the next one.

pkg/controller/statefulset/stateful_set_control.go: updateStatefulSet
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.intstr import scaled_value
from cluster_sim.world.kube.api.meta import is_terminating, name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller_history import template_of
from cluster_sim.world.kube.controllers.stateful_set_claims import (
    claims_match_policy,
    follow_policy,
    has_stale_claim,
)
from cluster_sim.world.kube.controllers.stateful_set_identity import (
    first_ordinal,
    identity_matches,
    in_range,
    new_pod,
    ordinal_of,
    revision_of,
    storage_matches,
)
from cluster_sim.world.kube.controllers.stateful_set_pods import (
    create_missing_claims,
    create_pod,
    delete_pod,
    mend_pod,
)
from cluster_sim.world.kube.controllers.stateful_set_revisions import Revisions
from cluster_sim.world.kube.controllers.stateful_set_status import (
    Counts,
    count,
    is_available,
    is_created,
    is_running_and_ready,
    is_unavailable,
)
from cluster_sim.world.kube.pod_state import is_finished, phase_of

# Says whether nothing more may be done this time.
Step = Callable[[Object], bool]

# A look makes at most so many pods, and those it makes call for the next one: somebody may ask
# for two billion.
_MOST_MISSING = 100


@dataclass
class Look:
    """A set and its pods as they were when the look began.

    ``replicas``: the pods of the ordinals asked for, the first of those that are missing made up
    but not yet created; ``condemned``: the others, the highest ordinal first.
    ``waits_for_claims``: a claim must go before its pod may come back.
    """

    client: Client
    stateful_set: Object
    revisions: Revisions
    pods: list[Object]
    replicas: list[Object] = field(init=False)
    condemned: list[Object] = field(init=False)
    counts: Counts = field(init=False)
    refusal: StatusError | None = None
    waits_for_claims: bool = False

    def __post_init__(self) -> None:
        present = {ordinal_of(pod): pod for pod in self.pods if in_range(self.stateful_set, pod)}
        start = first_ordinal(self.stateful_set)
        asked = range(start, start + int(self.stateful_set["spec"]["replicas"]))
        missing = islice((each for each in asked if each not in present), _MOST_MISSING)
        self.replicas = [
            present[each] if each in present else self._made_up(each)
            for each in sorted([*present, *missing])
        ]
        others = [pod for pod in self.pods if not in_range(self.stateful_set, pod)]
        self.condemned = sorted(others, key=ordinal_of, reverse=True)
        self.counts = self._counted(self.pods)

    def _made_up(self, ordinal: int) -> Object:
        revision = self.revisions.update
        if ordinal < first_ordinal(self.stateful_set) + self._kept_back():
            revision = self.revisions.current
        template = template_of(revision)
        return new_pod(self.stateful_set, template, name_of(revision), ordinal)

    def _kept_back(self) -> int:
        """How many pods from the first one on are made from the present revision."""
        strategy = self.stateful_set["spec"]["updateStrategy"]
        if strategy.get("rollingUpdate") is not None:
            return int(strategy["rollingUpdate"]["partition"])
        if strategy["type"] != "RollingUpdate":
            return 0
        return int((self.stateful_set.get("status") or {}).get("currentReplicas", 0))

    def _counted(self, pods: list[Object]) -> Counts:
        return count(self.stateful_set, pods, self.revisions, self.client.now)

    @property
    def one_by_one(self) -> bool:
        """Whether each pod waits for the one before it."""
        return bool(self.stateful_set["spec"]["podManagementPolicy"] != "Parallel")

    def is_unavailable(self, pod: Object) -> bool:
        """Whether the pod cannot be counted on now."""
        return is_unavailable(pod, self.stateful_set, self.client.now)

    def bring_closer(self) -> None:
        """Do what may be done now. A refusal of the API server ends it and is kept."""
        if is_terminating(self.stateful_set):
            return
        try:
            if self._establish():
                self._update()
        except StatusError as refused:
            self.refusal = refused

    def _establish(self) -> bool:
        """Whether the pods asked for are there and the others gone, so that updates may begin."""
        missed = self._first_unavailable()
        try:
            return not (
                self._for_all(self.replicas, self._tend)
                or self._for_all(self.condemned, self._settle_claims)
                or self._for_all(self.condemned, lambda pod: self._dismiss(pod, missed))
            )
        finally:
            self.counts = self._counted([*self.replicas, *self.condemned])

    def _first_unavailable(self) -> Object | None:
        ascending = [*self.replicas, *reversed(self.condemned)]
        return next((pod for pod in ascending if self.is_unavailable(pod)), None)

    def _for_all(self, pods: list[Object], step: Step) -> bool:
        """Whether a pod ended the round: in order the first that says so, in parallel none.

        In parallel 1, 2, 4… are done at a time; a refusal lets the others of its batch be done.
        """
        if self.one_by_one:
            return any(step(pod) for pod in pods)
        place, size = 0, 1
        while place < len(pods):
            refused = [self._tried(step, pod) for pod in pods[place : place + size]]
            for each in refused:
                if each is not None:
                    raise each
            place, size = place + size, size * 2
        return False

    def _tried(self, step: Step, pod: Object) -> StatusError | None:
        try:
            step(pod)
        except StatusError as refused:
            return refused
        return None

    def _tend(self, pod: Object) -> bool:
        """Create, replace, or mend one of the pods asked for."""
        client, wanted = self.client, self.stateful_set
        if is_created(pod) and is_finished(pod):
            if not is_terminating(pod):
                delete_pod(client, wanted, pod)
            return True
        if not is_created(pod):
            return self._create(pod)
        if phase_of(pod) == "Pending":
            create_missing_claims(client, wanted, pod)
        if self.one_by_one and (
            is_terminating(pod)
            or not is_running_and_ready(pod)
            or not is_available(pod, wanted, client.now)
        ):
            return True
        if not self._is_consistent(pod):
            mend_pod(client, wanted, pod)
        return False

    def _create(self, pod: Object) -> bool:
        if has_stale_claim(self.client, self.stateful_set, pod):
            self.waits_for_claims = True
            return True
        create_pod(self.client, self.stateful_set, pod)
        return True

    def _is_consistent(self, pod: Object) -> bool:
        return (
            identity_matches(self.stateful_set, pod)
            and storage_matches(self.stateful_set, pod)
            and claims_match_policy(self.client, self.stateful_set, pod)
        )

    def _settle_claims(self, pod: Object) -> bool:
        if not claims_match_policy(self.client, self.stateful_set, pod):
            follow_policy(self.client, self.stateful_set, pod)
        return False

    def _dismiss(self, pod: Object, missed: Object | None) -> bool:
        """Delete one that is too many; in order only a healthy one or the first unhealthy one."""
        if is_terminating(pod):
            return True
        healthy = is_running_and_ready(pod) and is_available(
            pod, self.stateful_set, self.client.now
        )
        if self.one_by_one and not healthy and pod is not missed:
            return True
        delete_pod(self.client, self.stateful_set, pod)
        return True

    def _update(self) -> None:
        """Delete the pods with the highest ordinals that are of an old revision."""
        strategy = self.stateful_set["spec"]["updateStrategy"]
        if strategy["type"] == "OnDelete":
            return
        rolling = strategy.get("rollingUpdate") or {}
        targets = self.replicas[rolling.get("partition", 0) :]
        if rolling.get("maxUnavailable") is None:
            self._update_next(targets)
        else:
            self._update_several(targets, rolling["maxUnavailable"])

    def _update_next(self, targets: list[Object]) -> None:
        for pod in reversed(targets):
            if self._is_old(pod):
                self._replace(pod)
                return
            if self.is_unavailable(pod):
                return

    def _update_several(self, targets: list[Object], most: int | str) -> None:
        """As many as may be missed at once, rounded down but at least one."""
        allowed = max(1, scaled_value(most, len(self.replicas), round_up=False))
        left = allowed - sum(map(self.is_unavailable, self.replicas))
        old = [pod for pod in reversed(targets) if self._is_old(pod)]
        for pod in old[: max(0, left)]:
            self._replace(pod)

    def _is_old(self, pod: Object) -> bool:
        return revision_of(pod) != name_of(self.revisions.update) and not is_terminating(pod)

    def _replace(self, pod: Object) -> None:
        delete_pod(self.client, self.stateful_set, pod)
        left = self.counts["currentReplicas"] - 1
        self.counts = {**self.counts, "currentReplicas": left}
