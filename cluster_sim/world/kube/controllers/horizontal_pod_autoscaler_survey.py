"""All metrics of a HorizontalPodAutoscaler together: the one that asks for most decides.

pkg/controller/podautoscaler/horizontal.go (computeReplicasForMetrics)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels, quantity
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_metrics import (
    Failure,
    Measured,
    Target,
    measure,
)
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_replicas import (
    Situation,
    Tolerance,
)
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_status import ACTIVE, Report
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_target import ScaleTarget
from cluster_sim.world.kube.indexes import NAMESPACE

Tell = Callable[[str, str], None]

_AUTOSCALERS = "horizontalpodautoscalers.autoscaling"
_SELECTORS = "selectors of horizontal pod autoscalers"
_UNKNOWN: Object = {"type": ""}


class NothingMeasured(Exception):
    """No number of replicas can be told; ``statuses`` are those of the metrics."""

    def __init__(self, why: str, statuses: list[Object]) -> None:
        super().__init__(why)
        self.statuses = statuses


class Survey(NamedTuple):
    """The replicas that the metrics ask for, the metric that asks for most, and their statuses."""

    replicas: int
    metric: str
    statuses: list[Object]


def survey(
    client: Client, autoscaler: Object, target: ScaleTarget, report: Report, tell: Tell
) -> Survey:
    """Measure everything. Raises NothingMeasured where that leads nowhere."""
    pods = _pods(client.world, autoscaler, target, report, tell)
    seen = Situation(pods, target.replicas, client.now, _tolerance(autoscaler["spec"]))
    where = Target(namespace_of(autoscaler), target.selector, seen)
    metrics = autoscaler["spec"]["metrics"]
    found: list[Measured] = []
    failed: list[Failure] = []
    statuses = [_UNKNOWN] * len(metrics)
    for at, metric in enumerate(metrics):
        try:
            measured = measure(client, where, metric)
        except Failure as problem:
            tell(problem.reason, str(problem))
            failed.append(problem)
            continue
        found.append(measured)
        statuses[at] = measured.status
    # The first of those that ask for as much.
    best = max(found, key=lambda each: each.replicas, default=None)
    if best is None or (failed and best.replicas < target.replicas):
        _refuse(failed, len(metrics), report, statuses)
    assert best is not None
    text = f"the HPA was able to successfully calculate a replica count from {best.name}"
    report.note(ACTIVE, True, ("ValidMetricFound", text))
    return Survey(best.replicas, best.name, statuses)


def forget(world: World, key: str) -> None:
    """The autoscaler ``key`` (namespace/name) is no more, and its selector nobody's rival."""
    world.remember(_SELECTORS).pop(key, None)


def _refuse(failed: list[Failure], count: int, report: Report, statuses: list[Object]) -> None:
    """Fewer replicas are not asked for while one of the metrics is not known."""
    first = failed[0]
    text = f"the HPA was unable to compute the replica count: {first}"
    report.note(ACTIVE, False, (first.reason, text))
    why = f"invalid metrics ({len(failed)} invalid out of {count}), first error is: {first.within}"
    raise NothingMeasured(why, statuses)


def _tolerance(spec: Object) -> Tolerance:
    """The usual tolerance, or those of its own rules (HPAConfigurableTolerance, on by default)."""
    behavior, usual = spec.get("behavior") or {}, Tolerance()
    given = [(behavior.get(field) or {}).get("tolerance") for field in ("scaleDown", "scaleUp")]
    down, up = (None if each is None else float(quantity.parse(each).value) for each in given)
    return Tolerance(usual.down if down is None else down, usual.up if up is None else up)


def _pods(
    world: World, autoscaler: Object, target: ScaleTarget, report: Report, tell: Tell
) -> list[Object]:
    """The pods of the target, which no other autoscaler scales."""
    text = target.selector
    if not text:
        tell("SelectorRequired", "selector is required")
        why = "the HPA target's scale is missing a selector"
        report.note(ACTIVE, False, ("InvalidSelector", why))
        raise NothingMeasured("selector is required", [])
    try:
        selector = labels.parse(text)
    except SelectorError as problem:
        why = f"couldn't convert selector into a corresponding internal selector object: {problem}"
        tell("InvalidSelector", why)
        report.note(ACTIVE, False, ("InvalidSelector", why))
        raise NothingMeasured(why, []) from problem
    namespace = namespace_of(autoscaler)
    every = world.store.by_index("pods", NAMESPACE, namespace)
    pods = [pod for pod in every if selector.matches(pod["metadata"].get("labels"))]
    rivals = _rivals(world, autoscaler, text, pods)
    if rivals:
        names = " ".join(f"{{{namespace} {name}}}" for name in rivals)
        why = f"pods by selector {text} are controlled by multiple HPAs: [{names}]"
        tell("AmbiguousSelector", why)
        report.note(ACTIVE, False, ("AmbiguousSelector", why))
        raise NothingMeasured(why, [])
    return pods


def _rivals(world: World, autoscaler: Object, text: str, pods: list[Object]) -> list[str]:
    """The autoscalers, this one with them, whose selectors choose one of the pods; or nobody."""
    namespace, name = namespace_of(autoscaler), name_of(autoscaler)
    known = world.remember(_SELECTORS)
    known[f"{namespace}/{name}"] = text
    found = []
    for _, other in world.store.bucket(_AUTOSCALERS, NAMESPACE, namespace):
        chosen = known.get(f"{namespace}/{other}", "")
        if other == name or not chosen:
            continue
        selector = labels.parse(chosen)
        if any(selector.matches(pod["metadata"].get("labels")) for pod in pods):
            found.append(other)
    return sorted([name, *found]) if found else []
