"""HorizontalPodAutoscaler controller: as many replicas as what they use asks for.

pkg/controller/podautoscaler/horizontal.go. Every autoscaler is looked at every fifteen seconds,
the first time fifteen seconds after it was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import full_name, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_limits import (
    Outcome,
    Past,
    Range,
    rescaled,
    ruled,
    usual,
)
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_status import (
    ABLE,
    ACTIVE,
    LIMITED,
    Report,
)
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_survey import (
    NothingMeasured,
    forget,
    survey,
)
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_target import (
    NoScale,
    ScaleTarget,
    target_of,
)
from cluster_sim.world.kube.timings import HPA_SYNC

AUTOSCALERS: Final = "horizontalpodautoscalers.autoscaling"
_NAME: Final = "horizontal-pod-autoscaler"
_MEMORY: Final = "horizontal pod autoscalers"


def _of_new(world: World, change: Change) -> Iterator[str]:
    """Those that come; whoever is known has its turn anyway."""
    if change.old is None and change.new is not None:
        yield full_name(change.new)


def _first_turn(world: World, change: Change, key: str) -> int:
    return HPA_SYNC


def _sync(client: Client, key: str) -> int | None:
    autoscaler = client.world.store.get(AUTOSCALERS, *split_name(key))
    if autoscaler is None:
        client.world.remember(_MEMORY).pop(key, None)
        forget(client.world, key)
        return None
    _Look(client, autoscaler).take()
    return HPA_SYNC


class _Look:
    """One look at an autoscaler and what it scales."""

    def __init__(self, client: Client, autoscaler: Object) -> None:
        self.client = client
        self.autoscaler = autoscaler
        self.spec: dict[str, Any] = autoscaler["spec"]
        self.key = full_name(autoscaler)
        self.report = Report(autoscaler, client.now)

    def take(self) -> None:
        """Find out how many replicas there should be, have them, and tell."""
        try:
            target = target_of(self.client, self.autoscaler)
        except NoScale as problem:
            self.tell("FailedGetScale", str(problem))
            why = f"the HPA controller was unable to get the target's current scale: {problem}"
            self.report.note(ABLE, False, ("FailedGetScale", why))
            self.write()
            return
        got = "the HPA controller was able to get the target's current scale"
        self.report.note(ABLE, True, ("SucceededGetScale", got))
        if not self.past.recommendations:
            first = ((target.replicas, self.client.now),)
            self.remember(self.past._replace(recommendations=first))
        try:
            self._decide(target)
        except NothingMeasured as problem:
            self.report.count(target.replicas, None, problem.statuses)
            self.write()
            self.tell("FailedComputeMetricsReplicas", str(problem))

    def _decide(self, target: ScaleTarget) -> None:
        current = target.replicas
        least, most = int(self.spec.get("minReplicas", 1)), int(self.spec["maxReplicas"])
        metrics: list[Object] = []
        wanted, why = current, ""
        if current == 0 and least != 0:
            text = "scaling is disabled since the replica count of the target is zero"
            self.report.note(ACTIVE, False, ("ScalingDisabled", text))
        elif current > most:
            wanted, why = most, "Current number of replicas above Spec.MaxReplicas"
        elif current < least:
            wanted, why = least, "Current number of replicas below Spec.MinReplicas"
        else:
            found = survey(self.client, self.autoscaler, target, self.report, self.tell)
            metrics = found.statuses
            if found.replicas > current:
                why = f"{found.metric} above target"
            elif found.replicas < current:
                why = "All metrics below target"
            wanted = self._limited(current, found.replicas, least, most)
        self._rescale(target, wanted, why, metrics)

    def _limited(self, current: int, wanted: int, least: int, most: int) -> int:
        """What may be done at once about what is wanted."""
        where = Range(current, least, most, self.client.now)
        behavior = self.spec.get("behavior")
        outcome: Outcome
        if behavior is None:
            outcome, kept = usual(self.past, where, wanted)
        else:
            outcome, kept = ruled(self.past, where, wanted, behavior)
        self.remember(kept)
        self.report.note(ABLE, True, outcome.able)
        self.report.note(LIMITED, outcome.limited, outcome.limit)
        return outcome.replicas

    def _rescale(self, target: ScaleTarget, wanted: int, why: str, metrics: list[Object]) -> None:
        current = target.replicas
        if wanted == current:
            self.report.count(current, current, metrics)
            self.write()
            return
        try:
            target.scale(self.client, wanted)
        except StatusError as problem:
            said = f"New size: {wanted}; reason: {why}; error: {problem}"
            self.tell("FailedRescale", said)
            text = f"the HPA controller was unable to update the target scale: {problem}"
            self.report.note(ABLE, False, ("FailedUpdateScale", text))
            self.report.count(current, None, metrics)
            self.write()
            return
        text = f"the HPA controller was able to update the target scale to {wanted}"
        self.report.note(ABLE, True, ("SucceededRescale", text))
        self.tell("SuccessfulRescale", f"New size: {wanted}; reason: {why}", events.NORMAL)
        behavior = self.spec.get("behavior")
        self.remember(rescaled(self.past, current, wanted, behavior, self.client.now))
        self.report.count(current, wanted, metrics)
        self.report.scaled()
        self.write()

    def tell(self, reason: str, message: str, kind: str = events.WARNING) -> None:
        """Say something of the autoscaler."""
        events.record(self.client, self.autoscaler, kind, reason, message, _NAME)

    def write(self) -> None:
        """Write the status, if it is another."""
        status = self.report.status
        if status == self.autoscaler.get("status"):
            return
        try:
            self.client.update_status(AUTOSCALERS, {**self.autoscaler, "status": status})
        except StatusError as problem:
            self.tell("FailedUpdateStatus", str(problem))

    @property
    def past(self) -> Past:
        """What this autoscaler recommended and did before."""
        known = self.client.world.remember(_MEMORY).get(self.key)
        return Past(*known) if known else Past()

    def remember(self, past: Past) -> None:
        """Keep that as what it did."""
        self.client.world.remember(_MEMORY)[self.key] = tuple(past)


CONTROLLER = Controller(
    "horizontal-pod-autoscaler", {AUTOSCALERS: _of_new}, _sync, batching=_first_turn
)
