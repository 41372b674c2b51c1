"""What an autoscaler decides, whatever it measures, and what it says where it cannot."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_limits import (
    Past,
    Range,
    rescaled,
    ruled,
    usual,
)
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_pods import Reading
from cluster_sim.world.kube.controllers.horizontal_pod_autoscaler_replicas import (
    Situation,
    Tolerance,
    by_utilization,
    by_value,
)
from cluster_sim.world.kube.metrics import server
from tests.world.kube.cluster import deployment, messages, running, student, wait

NOW = 1_767_600_000 * SECOND
AUTOSCALERS = "horizontalpodautoscalers.autoscaling"
_LONG_AGO = "2026-01-01T00:00:00Z"


def ready_pods(count: int) -> list[dict[str, Any]]:
    """Pods that have long been ready and ask for a whole core each."""
    ready = {"type": "Ready", "status": "True", "lastTransitionTime": _LONG_AGO}
    status = {"phase": "Running", "startTime": _LONG_AGO, "conditions": [ready]}
    containers = [{"name": "c", "resources": {"requests": {"cpu": "1"}}}]
    return [
        {"metadata": {"name": f"p{at}"}, "spec": {"containers": containers}, "status": status}
        for at in range(count)
    ]


def used(levels: list[int]) -> dict[str, Reading]:
    return {f"p{at}": Reading(level, NOW, 15 * SECOND) for at, level in enumerate(levels)}


levels = st.lists(st.integers(0, 4000), min_size=1, max_size=12)
targets = st.integers(1, 200)


@given(levels, targets)
def test_within_the_tolerance_nothing_changes(used_by: list[int], target: int) -> None:
    seen = Situation(ready_pods(len(used_by)), len(used_by), NOW)
    found = by_utilization(seen, used(used_by), "cpu", target)
    assert found.usage == sum(used_by) // (10 * len(used_by))
    held = Tolerance().holds(found.usage / target)
    assert (found.replicas == len(used_by)) if held else True
    assert (
        held
        or (found.replicas >= len(used_by)) == (found.usage > target)
        or (
            # Fewer are wanted, but not by a whole pod.
            found.replicas == len(used_by)
        )
    )


@given(levels, st.data())
def test_more_load_never_asks_for_fewer_pods(used_by: list[int], data: st.DataObject) -> None:
    more = [data.draw(st.integers(level, 5000)) for level in used_by]
    target = data.draw(targets)
    seen = Situation(ready_pods(len(used_by)), len(used_by), NOW)
    before = by_utilization(seen, used(used_by), "cpu", target)
    assert by_utilization(seen, used(more), "cpu", target).replicas >= before.replicas
    values = (by_value(seen, used(each), 10 * target, "cpu") for each in (used_by, more))
    fewer, at_least = (found.replicas for found in values)
    assert at_least >= fewer


@given(levels, targets, st.integers(0, 11))
def test_pods_that_say_nothing_never_turn_the_direction(
    used_by: list[int], target: int, silent: int
) -> None:
    """Missing pods count as idle on the way up and as busy on the way down."""
    known = dict(list(used(used_by).items())[: max(len(used_by) - silent, 1)])
    seen = Situation(ready_pods(len(used_by)), len(used_by), NOW)
    found = by_utilization(seen, known, "cpu", target)
    if found.usage > target:
        assert found.replicas >= len(used_by)
    elif found.usage < target:
        assert found.replicas <= len(used_by)


counts = st.integers(1, 40)
ages = st.integers(0, 900)
moments = st.lists(st.tuples(counts, ages), max_size=8).map(
    lambda drawn: tuple((count, NOW - age * SECOND) for count, age in drawn)
)
pasts = st.builds(Past, moments, moments, moments)
policies = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["Pods", "Percent"]),
            "value": st.integers(1, 200),
            "periodSeconds": st.integers(1, 1800),
        }
    ),
    min_size=1,
    max_size=3,
)
rules = st.fixed_dictionaries(
    {
        "stabilizationWindowSeconds": st.integers(0, 900),
        "selectPolicy": st.sampled_from(["Max", "Min", "Disabled"]),
        "policies": policies,
    }
)
behaviors = st.none() | st.fixed_dictionaries({"scaleUp": rules, "scaleDown": rules})


@given(pasts, counts, counts, counts, st.integers(1, 80), behaviors)
def test_what_is_decided_is_between_the_bounds(
    past: Past, one: int, other: int, current: int, wanted: int, behavior: dict[str, Any] | None
) -> None:
    least, most = sorted((one, other))
    where = Range(min(max(current, least), most), least, most, NOW)
    if behavior is None:
        outcome, kept = usual(past, where, wanted)
    else:
        outcome, kept = ruled(past, where, wanted, behavior)
    assert least <= outcome.replicas <= most
    assert kept.recommendations[-1] == (wanted, NOW)
    assert outcome.limited or outcome.limit[0] == "DesiredWithinRange"


@given(pasts, counts, st.integers(1, 80))
def test_nothing_goes_below_what_was_wanted_in_the_last_five_minutes(
    past: Past, current: int, wanted: int
) -> None:
    where = Range(current, 1, 100, NOW)
    outcome, kept = usual(past, where, wanted)
    recent = [count for count, at in kept.recommendations if at >= NOW - 300 * SECOND]
    assert outcome.replicas >= min(max(recent), max(2 * current, 4))
    assert outcome.replicas <= max(recent)


@given(pasts, counts, st.integers(1, 80), rules)
def test_a_disabled_direction_stays_closed(
    past: Past, current: int, wanted: int, rule: dict[str, Any]
) -> None:
    closed = {**rule, "selectPolicy": "Disabled"}
    where = Range(current, 1, 100, NOW)
    up, _ = ruled(past, where, wanted, {"scaleUp": closed, "scaleDown": rule})
    down, _ = ruled(past, where, wanted, {"scaleUp": rule, "scaleDown": closed})
    assert up.replicas <= current <= down.replicas


@given(st.integers(1, 5), st.integers(5, 100), st.lists(st.integers(1, 100), max_size=30))
def test_a_policy_adds_no_more_than_its_pods_in_any_of_its_periods(
    value: int, period: int, wishes: list[int]
) -> None:
    rule = {"policies": [{"type": "Pods", "value": value, "periodSeconds": period}]}
    behavior = {"scaleUp": rule, "scaleDown": {**rule, "stabilizationWindowSeconds": 0}}
    past, current, added = Past(), 1, []
    for turn, wanted in enumerate(wishes):
        now = NOW + turn * 15 * SECOND
        outcome, past = ruled(past, Range(current, 1, 100, now), max(wanted, current), behavior)
        if outcome.replicas != current:
            past = rescaled(past, current, outcome.replicas, behavior, now)
            added.append((outcome.replicas - current, now))
            current = outcome.replicas
    for _, end in added:
        begun = end - period * SECOND
        assert sum(count for count, at in added if begun < at <= end) <= value


def autoscaler(name: str = "web", **spec: Any) -> dict[str, Any]:
    """An autoscaler of the Deployment ``web`` for 50 % of its processors."""
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}
    share = {"type": "Utilization", "averageUtilization": 50}
    metric = {"type": "Resource", "resource": {"name": "cpu", "target": share}}
    usual_spec = {"scaleTargetRef": target, "maxReplicas": 5, "metrics": [metric]}
    return {"metadata": {"name": name}, "spec": {**usual_spec, **spec}}


def scaled_by(*autoscalers: dict[str, Any], measured: bool = True) -> World:
    """A world in which the Deployment ``web`` asks for nothing, with these autoscalers."""
    world = running()
    if measured:
        server.install(world)
    client = student(world)
    client.create("deployments.apps", "default", deployment(replicas=2))
    wait(world, 40)
    for each in autoscalers:
        client.create(AUTOSCALERS, "default", each)
    wait(world, 40)
    return world


def conditions(world: World, name: str = "web") -> dict[str, tuple[str, str, str]]:
    found = student(world).get(AUTOSCALERS, "default", name)["status"]["conditions"]
    return {each["type"]: (each["status"], each["reason"], each["message"]) for each in found}


_INVALID = "invalid metrics (1 invalid out of 1), first error is: "
_UNABLE = "the HPA was unable to compute the replica count: "


def test_pods_without_requests_cannot_be_compared_with_them() -> None:
    world = scaled_by(autoscaler())
    first = world.store.by_index("pods", "namespace", "default")[0]["metadata"]["name"]
    why = (
        f"failed to get cpu utilization: missing request for cpu in container nginx of Pod {first}"
    )
    assert messages(world, "FailedGetResourceMetric") == [why]
    within = f"{_INVALID}failed to get cpu resource metric value: {why}"
    assert messages(world, "FailedComputeMetricsReplicas") == [within]
    assert conditions(world)["ScalingActive"] == (
        *("False", "FailedGetResourceMetric"),
        f"{_UNABLE}{why}",
    )


@pytest.mark.parametrize(
    ("metric", "reason", "why"),
    [
        (
            {"type": "Pods", "pods": {"metric": {"name": "rps"}}},
            "FailedGetPodsMetric",
            "unable to get metric rps: unable to fetch metrics from custom metrics API: no custom "
            "metrics API (custom.metrics.k8s.io) registered",
        ),
        (
            {
                "type": "External",
                "external": {"metric": {"name": "q", "selector": {"matchLabels": {"a": "b"}}}},
            },
            "FailedGetExternalMetric",
            "unable to get external metric default/q/&LabelSelector{MatchLabels:map[string]string"
            "{a: b,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from "
            "external metrics API: the server could not find the requested resource (get "
            "q.external.metrics.k8s.io)",
        ),
    ],
)
def test_without_an_adapter_other_metrics_are_not_found(
    metric: dict[str, Any], reason: str, why: str
) -> None:
    field = metric["type"].lower()
    target = {"type": "AverageValue", "averageValue": "10"}
    world = scaled_by(autoscaler(metrics=[{**metric, field: {**metric[field], "target": target}}]))
    assert messages(world, reason) == [why]


def test_without_a_metrics_server_nothing_is_known() -> None:
    world = scaled_by(autoscaler(), measured=False)
    assert messages(world, "FailedGetResourceMetric") == [
        "failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch "
        "metrics from resource metrics API: the server could not find the requested resource "
        "(get pods.metrics.k8s.io)"
    ]


def test_what_is_not_there_has_no_scale() -> None:
    missing = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "gone"}
    world = scaled_by(autoscaler(scaleTargetRef=missing))
    (why,) = messages(world, "FailedGetScale")
    assert why == 'deployments/scale.apps "gone" not found'
    status, reason, message = conditions(world)["AbleToScale"]
    assert (status, reason) == ("False", "FailedGetScale")
    assert message == f"the HPA controller was unable to get the target's current scale: {why}"


def test_two_autoscalers_of_the_same_pods_get_in_each_other_s_way() -> None:
    world = scaled_by(autoscaler("one"), autoscaler("two"))
    assert set(messages(world, "AmbiguousSelector")) == {
        "pods by selector app=web are controlled by multiple HPAs: [{default one} {default two}]"
    }


def test_the_bounds_hold_before_anything_is_measured() -> None:
    world = scaled_by(autoscaler(minReplicas=3), measured=False)
    assert messages(world, "SuccessfulRescale") == [
        "New size: 3; reason: Current number of replicas below Spec.MinReplicas"
    ]
    stored = world.store.get("deployments.apps", "default", "web")
    assert stored is not None
    assert stored["spec"]["replicas"] == 3


def test_who_scales_to_zero_by_hand_turns_the_autoscaler_off() -> None:
    world = scaled_by(autoscaler())
    student(world).scale("deployments.apps", "default", "web", 0)
    wait(world, 40)
    assert conditions(world)["ScalingActive"][1] == "ScalingDisabled"
    stored = world.store.get("deployments.apps", "default", "web")
    assert stored is not None
    assert stored["spec"]["replicas"] == 0
