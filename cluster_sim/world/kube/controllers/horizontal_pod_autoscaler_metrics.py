"""What a HorizontalPodAutoscaler measures: its metrics, one by one, and what each asks for.

pkg/controller/podautoscaler/horizontal.go (computeStatusFor…Metric) and
metrics/rest_metrics_client.go
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, NamedTuple

from cluster_sim.world.kube.api import duration, quantity, registry, timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_pods import (
    MetricsError,
    Reading,
)
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_replicas import (
    Proposal,
    Situation,
    by_utilization,
    by_value,
)

Fields = dict[str, Any]

PODS: Final = "pods.metrics.k8s.io"
_UNKNOWN: Final = "the server could not find the requested resource (get {})"
_NO_RESOURCE: Final = "no metrics returned from resource metrics API"
# Nothing here serves the APIs of metrics that are no resources: an adapter would.
_CUSTOM: Final = (
    "unable to fetch metrics from custom metrics API: no custom metrics API "
    "(custom.metrics.k8s.io) registered"
)
_EXTERNAL: Final = (
    "unable to fetch metrics from external metrics API: "
    "the server could not find the requested resource (get {}.external.metrics.k8s.io)"
)


class Target(NamedTuple):
    """Whose pods are measured: namespace, selector as text, and what is known of them."""

    namespace: str
    selector: str
    seen: Situation


class Measured(NamedTuple):
    """What one metric asks for: replicas, its name for people, and its status."""

    replicas: int
    name: str
    status: Fields


class Failure(Exception):
    """A metric that cannot be had: the event's and condition's reason, what they say (the text of
    the exception), and the same within the sentence about all metrics.
    """

    def __init__(self, reason: str, why: str, within: str) -> None:
        super().__init__(why)
        self.reason = reason
        self.within = within


def measure(client: Client, target: Target, metric: Fields) -> Measured:
    """One metric of ``spec.metrics``. Raises Failure."""
    return _KINDS[metric["type"]](client, target, metric)


def _resource(client: Client, target: Target, metric: Fields) -> Measured:
    source = metric["resource"]
    name, goal = source["name"], source["target"]
    try:
        found, what = _used(client, target, name, goal, "")
    except MetricsError as problem:
        within = f"failed to get {name} resource metric value: {problem}"
        raise Failure("FailedGetResourceMetric", str(problem), within) from problem
    return Measured(
        found.replicas,
        f"{name} resource{what}",
        {"type": "Resource", "resource": {"name": name, "current": _current(found, goal)}},
    )


def _container_resource(client: Client, target: Target, metric: Fields) -> Measured:
    source = metric["containerResource"]
    name, goal, container = source["name"], source["target"], source["container"]
    try:
        found, what = _used(client, target, name, goal, container)
    except MetricsError as problem:
        within = f"failed to get {name} container metric value: {problem}"
        raise Failure("FailedGetContainerResourceMetric", str(problem), within) from problem
    status = {"name": name, "container": container, "current": _current(found, goal)}
    called = f"{name} container resource{what}" if what else f"{name} resource"
    return Measured(
        found.replicas, called, {"type": "ContainerResource", "containerResource": status}
    )


def _pods(client: Client, target: Target, metric: Fields) -> Measured:
    name = metric["pods"]["metric"]["name"]
    why = f"unable to get metric {name}: {_CUSTOM}"
    raise Failure("FailedGetPodsMetric", why, f"failed to get pods metric value: {why}")


def _object(client: Client, target: Target, metric: Fields) -> Measured:
    source = metric["object"]
    name, on = source["metric"]["name"], source["describedObject"]
    why = f"unable to get metric {name}: {on['kind']} on {target.namespace} {on['name']}/{_CUSTOM}"
    shared = source["target"].get("type") == "AverageValue"
    before = f"failed to get {name} object metric: " if shared else ""
    raise Failure("FailedGetObjectMetric", why, f"failed to get object metric value: {before}{why}")


def _external(client: Client, target: Target, metric: Fields) -> Measured:
    source = metric["external"]
    name, chosen = source["metric"]["name"], source["metric"].get("selector")
    shown = "nil" if chosen is None else _selector_text(chosen)
    where = f"{target.namespace}/{name}/{shown}"
    why = f"unable to get external metric {where}: {_EXTERNAL.format(name)}"
    averaged = source["target"].get("averageValue") is not None
    what = f"{name} external metric" if averaged else f"external metric {name}"
    within = f"failed to get {name} external metric value: failed to get {what}: {why}"
    raise Failure("FailedGetExternalMetric", why, within)


def _selector_text(selector: Fields) -> str:
    """A selector as Go prints a pointer to one (apimachinery, generated.pb.go: String)."""
    wanted = "".join(f"{k}: {v}," for k, v in sorted((selector.get("matchLabels") or {}).items()))
    rules = "".join(
        f"LabelSelectorRequirement{{Key:{each['key']},Operator:{each['operator']},"
        f"Values:[{' '.join(each.get('values') or ())}],}},"
        for each in selector.get("matchExpressions") or ()
    )
    expressions = f"MatchExpressions:[]LabelSelectorRequirement{{{rules}}},"
    return f"&LabelSelector{{MatchLabels:map[string]string{{{wanted}}},{expressions}}}"


def _used(
    client: Client, target: Target, name: str, goal: Fields, container: str
) -> tuple[Proposal, str]:
    """What the pods use of a resource asks for, and how that is called."""
    if goal.get("averageValue") is None and goal.get("averageUtilization") is None:
        raise MetricsError(
            "invalid resource metric source: neither an average utilization target nor an "
            "average value (usage) target was set"
        )
    raw = goal.get("averageValue") is not None
    try:
        readings = _readings(client, target, name, container)
        if raw:
            milli = quantity.milli(goal["averageValue"])
            return by_value(target.seen, readings, milli, name), ""
        share = goal["averageUtilization"]
        found = by_utilization(target.seen, readings, name, share, container)
    except MetricsError as problem:
        what = "usage" if raw else "utilization"
        raise MetricsError(f"failed to get {name} {what}: {problem}") from problem
    return found, " utilization (percentage of request)"


def _readings(client: Client, target: Target, name: str, container: str) -> dict[str, Reading]:
    """What each pod uses of a resource, or one container of each."""
    prefix = f"unable to get metrics for resource {name}: "
    try:
        found = client.list(PODS, target.namespace, labels=target.selector)["items"]
    except registry.UnknownResource:
        why = f"unable to fetch metrics from resource metrics API: {_UNKNOWN.format(PODS)}"
        raise MetricsError(prefix + why) from None
    except StatusError as problem:
        why = f"unable to fetch metrics from resource metrics API: {problem}"
        raise MetricsError(prefix + why) from problem
    if not found:
        raise MetricsError(prefix + _NO_RESOURCE)
    readings = {}
    for each in found:
        value = _value(each, name, container, prefix)
        if value is not None:
            at, window = timestamps.parse(each["timestamp"]), duration.parse(each["window"])
            readings[each["metadata"]["name"]] = Reading(value, at, window)
    return readings


def _value(metrics: Object, name: str, container: str, prefix: str) -> int | None:
    """The thousandths that a pod uses, None where one of its containers says nothing of it."""
    chosen = [each for each in metrics["containers"] if container in ("", each["name"])]
    if container and not chosen:
        meta = metrics["metadata"]
        where = f"{meta['namespace']}/{meta['name']}"
        raise MetricsError(f"{prefix}container {container} not present in metrics for pod {where}")
    used = [each["usage"].get(name) for each in chosen]
    if not used or None in used:
        return None
    return sum(quantity.milli(each) for each in used)


def _current(found: Proposal, goal: Fields) -> Fields:
    """What is measured now, as the status tells it."""
    value = quantity.of(Fraction(found.average, 1000)).text
    if goal.get("averageValue") is not None:
        return {"averageValue": value}
    return {"averageUtilization": found.usage, "averageValue": value}


_KINDS: Final[dict[str, Callable[[Client, Target, Fields], Measured]]] = {
    "Resource": _resource,
    "ContainerResource": _container_resource,
    "Pods": _pods,
    "Object": _object,
    "External": _external,
}
