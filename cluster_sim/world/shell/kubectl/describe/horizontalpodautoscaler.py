"""``kubectl describe horizontalpodautoscaler``."""

from __future__ import annotations

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.horizontalpodautoscalers import measured
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_FIELDS = {
    "External": "external",
    "Pods": "pods",
    "Object": "object",
    "Resource": "resource",
    "ContainerResource": "containerResource",
}


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a HorizontalPodAutoscaler (v2)."""
    metadata, spec, status = obj["metadata"], obj["spec"], obj.get("status") or {}
    write_identity(w, obj)
    w.field(0, "CreationTimestamp", rfc1123(metadata.get("creationTimestamp")))
    target = spec.get("scaleTargetRef") or {}
    kind = target.get("kind", "")
    w.field(0, "Reference", f"{kind}/{target.get('name', '')}")
    w.line(0, "Metrics:\t( current / target )")
    current = status.get("currentMetrics") or []
    for at, metric in enumerate(spec.get("metrics") or []):
        _write_metric(w, metric, current[at] if at < len(current) else {})
    w.field(0, "Min replicas", spec.get("minReplicas", "<unset>"))
    w.field(0, "Max replicas", spec.get("maxReplicas", 0))
    _write_behavior(w, spec.get("behavior"))
    counts = f"{status.get('currentReplicas', 0)} current / {status.get('desiredReplicas', 0)}"
    w.field(0, f"{kind} pods", f"{counts} desired")
    _write_conditions(w, status.get("conditions") or [])
    write_events(w, obj, on)


def _write_metric(w: Writer, metric: Object, status: Object) -> None:
    kind = metric.get("type", "")
    if kind not in _FIELDS:
        w.line(1, f"<unknown metric type {quote(kind)}>")
        return
    source = metric[_FIELDS[kind]]
    current = (status.get(_FIELDS[kind]) or {}).get("current") or {}
    if kind in ("Resource", "ContainerResource"):
        _write_resource(w, source, current)
        return
    target = source.get("target") or {}
    averaged = target.get("averageValue") is not None or kind == "Pods"
    field = "averageValue" if averaged else "value"
    values = f"{measured(current.get(field))} / {measured(target.get(field))}"
    w.field(1, _title(kind, source, averaged), values)


def _title(kind: str, source: Object, averaged: bool) -> str:
    name = quote((source.get("metric") or {}).get("name", ""))
    if kind == "Pods":
        return f"{name} on pods"
    what = "(target average value)" if averaged else "(target value)"
    if kind == "External":
        return f"{name} {what}"
    on = source.get("describedObject") or {}
    return f"{name} on {on.get('kind', '')}/{on.get('name', '')} {what}"


def _write_resource(w: Writer, source: Object, current: Object) -> None:
    container = source.get("container")
    of = f' of container "{container}"' if container else ""
    title = f"resource {source.get('name', '')}{of} on pods"
    target = source.get("target") or {}
    if target.get("averageValue") is not None:
        now = measured(current.get("averageValue"))
        w.field(1, title, f"{now} / {measured(target['averageValue'])}")
        return
    share, wanted = current.get("averageUtilization"), target.get("averageUtilization")
    amount = quantity.canonical(current.get("averageValue") or "0")
    now = "<unknown>" if share is None else f"{share}% ({amount})"
    goal = "<auto>" if wanted is None else f"{wanted}%"
    w.field(1, f"{title}  (as a percentage of request)", f"{now} / {goal}")


def _write_behavior(w: Writer, behavior: Object | None) -> None:
    if behavior is None:
        return
    w.line(0, "Behavior:")
    for title, field in (("Scale Up", "scaleUp"), ("Scale Down", "scaleDown")):
        rules = behavior.get(field)
        if rules is not None:
            w.line(1, f"{title}:")
            _write_rules(w, rules)


def _write_rules(w: Writer, rules: Object) -> None:
    window = rules.get("stabilizationWindowSeconds")
    if window is not None:
        w.line(2, f"Stabilization Window: {window} seconds")
    if not rules.get("policies"):
        return
    w.line(2, f"Select Policy: {rules.get('selectPolicy') or 'Max'}")
    w.line(2, "Policies:")
    for each in rules["policies"]:
        amount = f"Value: {each['value']}\tPeriod: {each['periodSeconds']} seconds"
        w.line(3, f"- Type: {each['type']}\t{amount}")


def _write_conditions(w: Writer, conditions: list[Object]) -> None:
    if not conditions:
        return
    w.line(0, "Conditions:")
    w.line(1, "Type\tStatus\tReason\tMessage")
    w.line(1, "----\t------\t------\t-------")
    for each in conditions:
        why, text = each.get("reason", ""), each.get("message", "")
        w.line(1, f"{each['type']}\t{each['status']}\t{why}\t{text}")
