"""Autoscalers in the older of their two versions: nothing is lost on the way there and back."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import autoscaling_v1
from tests.world.kube.cluster import running, student

AUTOSCALERS = "horizontalpodautoscalers.autoscaling"
OLDER = "horizontalpodautoscalers.v1.autoscaling"
TARGET = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}

shares = st.integers(1, 100).map(lambda n: {"type": "Utilization", "averageUtilization": n})
averages = st.sampled_from(["1", "500m", "2Gi"]).map(
    lambda amount: {"type": "AverageValue", "averageValue": amount}
)
totals = st.just({"type": "Value", "value": "10"})
names = st.sampled_from(["cpu", "memory"])
identities = st.sampled_from(
    [{"name": "rps"}, {"name": "q", "selector": {"matchLabels": {"a": "b"}}}]
)


def source(kind: str, field: str, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"type": st.just(kind), field: st.fixed_dictionaries(dict(parts))})


metrics = st.one_of(
    source("Resource", "resource", name=names, target=shares | averages),
    source(
        "ContainerResource",
        "containerResource",
        name=names,
        container=st.just("c"),
        target=shares | averages,
    ),
    source("Pods", "pods", metric=identities, target=averages),
    source("External", "external", metric=identities, target=averages | totals),
    source(
        "Object",
        "object",
        describedObject=st.just(TARGET),
        metric=identities,
        target=averages | totals,
    ),
)
behaviors = st.fixed_dictionaries(
    {"scaleDown": st.fixed_dictionaries({"stabilizationWindowSeconds": st.integers(0, 300)})}
)


@given(st.lists(metrics, min_size=1, max_size=4), st.none() | behaviors)
def test_there_and_back_nothing_is_lost(
    wanted: list[dict[str, Any]], behavior: dict[str, Any] | None
) -> None:
    spec: dict[str, Any] = {"scaleTargetRef": TARGET, "maxReplicas": 3, "metrics": wanted}
    if behavior is not None:
        spec["behavior"] = behavior
    condition = {"type": "AbleToScale", "status": "True", "reason": "ReadyForNewScale"}
    status = {"desiredReplicas": 2, "currentMetrics": None, "conditions": [condition]}
    meta = {"name": "web", "annotations": {"a": "b"}}
    stored = {"apiVersion": autoscaling_v1.V2, "metadata": meta, "spec": spec, "status": status}
    back = autoscaling_v1.stored(autoscaling_v1.shown(stored))
    # The share of the processor, which has a field of its own, comes last, and only once.
    own = [each for each in wanted if _has_field(each)]
    kept = [each for each in wanted if not _has_field(each)] + own[:1]
    assert back == {**stored, "spec": {**spec, "metrics": kept}}


def _has_field(metric: dict[str, Any]) -> bool:
    resource = metric.get("resource") or {}
    return resource.get("name") == "cpu" and "averageUtilization" in resource["target"]


@given(st.text(max_size=20) | st.sampled_from(["[1]", "{}", '[{"type":3}]', '[{"resource":[]}]']))
def test_annotations_that_nobody_can_read_say_nothing(text: str) -> None:
    prefix = "autoscaling.alpha.kubernetes.io/"
    fields = ("metrics", "current-metrics", "conditions", "behavior")
    notes = {f"{prefix}{field}": text for field in fields}
    found = autoscaling_v1.stored({"metadata": {"annotations": notes}, "spec": {}})
    assert "annotations" not in found["metadata"]
    assert all(isinstance(each.get("type", ""), str) for each in found["spec"].get("metrics", ()))


def test_both_versions_are_one_object() -> None:
    client = student(running(1))
    spec = {"scaleTargetRef": TARGET, "maxReplicas": 3, "targetCPUUtilizationPercentage": 70}
    body = {"apiVersion": autoscaling_v1.V1, "kind": "HorizontalPodAutoscaler"}
    made = client.create(OLDER, "default", {**body, "metadata": {"name": "web"}, "spec": spec})
    assert made["apiVersion"] == autoscaling_v1.V1
    newer = client.get(AUTOSCALERS, "default", "web")
    (metric,) = newer["spec"]["metrics"]
    assert metric["resource"]["target"] == {"type": "Utilization", "averageUtilization": 70}
    client.patch(OLDER, "default", "web", {"spec": {"targetCPUUtilizationPercentage": 30}})
    (metric,) = client.get(AUTOSCALERS, "default", "web")["spec"]["metrics"]
    assert metric["resource"]["target"]["averageUtilization"] == 30
    client.patch(AUTOSCALERS, "default", "web", {"spec": {"maxReplicas": 9}})
    assert client.list(OLDER, "default")["items"][0]["spec"]["maxReplicas"] == 9
    client.delete(OLDER, "default", "web")
    assert client.list(AUTOSCALERS)["items"] == []
