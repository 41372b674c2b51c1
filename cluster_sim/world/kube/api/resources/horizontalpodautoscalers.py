"""HorizontalPodAutoscaler (autoscaling/v2).

pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go
"""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.horizontalpodautoscalers import default_autoscaler
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import keep_status, with_status
from cluster_sim.world.kube.api.tables import horizontalpodautoscalers as table
from cluster_sim.world.kube.api.validation import horizontalpodautoscalers as validation


def _prepare_create(autoscaler: Object) -> Object:
    return with_status(autoscaler, {"desiredReplicas": 0, "currentMetrics": None})


RESOURCE = Resource(
    group="autoscaling",
    version="v2",
    kind="HorizontalPodAutoscaler",
    plural="horizontalpodautoscalers",
    singular="horizontalpodautoscaler",
    namespaced=True,
    short_names=("hpa",),
    categories=("all",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_autoscaler,
    prepare_create=_prepare_create,
    prepare_update=keep_status,
    validate=validation.validate_autoscaler,
    validate_update=validation.validate_autoscaler_update,
    validate_status=validation.validate_autoscaler_status,
    # Nothing here serves the APIs of such metrics: the autoscaler says that it cannot get them.
    inert=("spec.metrics[].pods", "spec.metrics[].object", "spec.metrics[].external"),
)
