"""The metrics of HorizontalPodAutoscalers (pkg/apis/autoscaling/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names, quantity
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.references import validate_reference
from cluster_sim.world.kube.api.validation.resources import container_name_faults

Fields = dict[str, Any]

_TYPES: Final = ("ContainerResource", "External", "Object", "Pods", "Resource")
_TARGETS: Final = ("Utilization", "Value", "AverageValue")
# In the order in which the server looks at the sources.
_SOURCES: Final = {
    "object": "Object",
    "external": "External",
    "pods": "Pods",
    "resource": "Resource",
    "containerResource": "ContainerResource",
}
_ONLY: Final = "must populate the given metric source only"
_MISSING: Final = "must populate information for the given metric source"
_RAW_OR_SHARE: Final = "must set either a target raw value or a target utilization"
_NOT_BOTH: Final = "may not set both a target raw value and a target utilization"


def validate_metrics(metrics: list[Fields], path: str, least: int | None) -> Faults:
    """The faults of all metrics; ``least`` is the smallest number of replicas."""
    faults: Faults = []
    for at, metric in enumerate(metrics):
        faults += _validate_metric(metric, f"{path}[{at}]")
    outside = any(metric.get("type") in ("Object", "External") for metric in metrics)
    if least == 0 and not outside:
        detail = (
            "must specify at least one Object or External metric to support scaling to zero "
            "replicas"
        )
        faults.append(forbidden(path, detail))
    return faults


def _validate_metric(metric: Fields, path: str) -> Faults:
    faults: Faults = []
    kind = metric.get("type", "")
    if not kind:
        faults.append(required(f"{path}.type", "must specify a metric source type"))
    if kind not in _TYPES:
        faults.append(not_supported(f"{path}.type", kind, _TYPES))
    present = [field for field in _SOURCES if metric.get(field) is not None]
    if present:
        faults += _validate_source(metric[present[0]], present[0], f"{path}.{present[0]}")
    expected = next((field for field, name in _SOURCES.items() if name == kind), "")
    if not expected:
        faults.append(not_supported(f"{path}.type", kind, _TYPES))
    elif expected not in present:
        faults.append(required(f"{path}.{expected}", _MISSING))
    if len(present) != 1:
        others = [field for field in present if field != expected]
        faults += [forbidden(f"{path}.{field}", _ONLY) for field in others]
    return faults


def _validate_source(source: Fields, field: str, path: str) -> Faults:
    target = source.get("target") or {}
    if field in ("resource", "containerResource"):
        return _validate_resource(source, field, path) + _share_faults(target, path)
    faults: Faults = []
    if field == "object":
        faults += validate_reference(source.get("describedObject") or {}, f"{path}.describedObject")
    faults += _identifier_faults(source.get("metric") or {}, f"{path}.metric")
    faults += _target_faults(target, f"{path}.target")
    return faults + _value_faults(target, field, path)


def _validate_resource(source: Fields, field: str, path: str) -> Faults:
    faults: Faults = []
    name, container = source.get("name", ""), source.get("container", "")
    if not name:
        faults.append(required(f"{path}.name", "must specify a resource name"))
    elif field == "containerResource":
        faults += container_name_faults(name, f"{path}.name")
    if field == "containerResource":
        if not container:
            faults.append(required(f"{path}.container", "must specify a container"))
        else:
            details = names.dns1123_label(container)
            faults += all_invalid(f"{path}.container", container, details)
    return faults + _target_faults(source.get("target") or {}, f"{path}.target")


def _share_faults(target: Fields, path: str) -> Faults:
    share, value = target.get("averageUtilization"), target.get("averageValue")
    if share is None and value is None:
        return [required(f"{path}.target.averageUtilization", _RAW_OR_SHARE)]
    if share is not None and value is not None:
        return [forbidden(f"{path}.target.averageValue", _NOT_BOTH)]
    return []


def _value_faults(target: Fields, field: str, path: str) -> Faults:
    value, average = target.get("value"), target.get("averageValue")
    where = f"{path}.target.averageValue"
    if field == "pods":
        detail = "must specify a positive target averageValue"
        return [required(where, detail)] if average is None else []
    if value is None and average is None:
        detail = "must set either a target value or averageValue"
        if field == "external":
            detail = "must set either a target value for metric or a per-pod target"
        return [required(where, detail)]
    if field == "external" and value is not None and average is not None:
        detail = "may not set both a target value for metric and a per-pod target"
        return [forbidden(f"{path}.target.value", detail)]
    return []


def _target_faults(target: Fields, path: str) -> Faults:
    faults: Faults = []
    kind = target.get("type", "")
    if not kind:
        faults.append(required(f"{path}.type", "must specify a metric target type"))
    if kind not in _TARGETS:
        detail = "must be either Utilization, Value, or AverageValue"
        faults.append(invalid(f"{path}.type", kind, detail))
    for field in ("value", "averageValue"):
        value = target.get(field)
        if value is not None and quantity.parse(value).value <= 0:
            shown = quantity.canonical(value)
            faults.append(invalid(f"{path}.{field}", shown, "must be positive"))
    share = target.get("averageUtilization")
    if share is not None and share < 1:
        faults.append(invalid(f"{path}.averageUtilization", share, "must be greater than 0"))
    return faults


def _identifier_faults(metric: Fields, path: str) -> Faults:
    name = metric.get("name", "")
    if not name:
        return [required(f"{path}.name", "must specify a metric name")]
    return all_invalid(f"{path}.name", name, names.path_segment(name))
