"""Defaults of a HorizontalPodAutoscaler (pkg/apis/autoscaling/v2/defaults.go)."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.defaults.filling import Fields, filled

# pkg/apis/autoscaling/types.go: DefaultCPUUtilization
_USUAL: Final[Fields] = {
    "type": "Resource",
    "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 80}},
}
_UP: Final[Fields] = {
    "stabilizationWindowSeconds": 0,
    "selectPolicy": "Max",
    "policies": [
        {"type": "Pods", "value": 4, "periodSeconds": 15},
        {"type": "Percent", "value": 100, "periodSeconds": 15},
    ],
}
# The window of scaling down is the controller's own (--horizontal-pod-autoscaler-
# downscale-stabilization), so that it is left open here.
_DOWN: Final[Fields] = {
    "selectPolicy": "Max",
    "policies": [{"type": "Percent", "value": 100, "periodSeconds": 15}],
}


def default_autoscaler(autoscaler: Fields) -> Fields:
    """The autoscaler with its defaults; rules are filled in where there is one of them."""
    spec = filled(autoscaler.get("spec") or {}, {"minReplicas": 1})
    if not spec.get("metrics"):
        spec = {**spec, "metrics": [_USUAL]}
    behavior = spec.get("behavior")
    if behavior is not None:
        both = {
            "scaleUp": filled(behavior.get("scaleUp") or {}, _UP),
            "scaleDown": filled(behavior.get("scaleDown") or {}, _DOWN),
        }
        spec = {**spec, "behavior": {**behavior, **both}}
    return autoscaler if spec is autoscaler.get("spec") else {**autoscaler, "spec": spec}
