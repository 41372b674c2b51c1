"""HorizontalPodAutoscalers as autoscaling/v1 has them, which knows processors' shares only.

What version 1 has no field for travels in annotations, as JSON in the form that version 2 had
when it was beta (pkg/apis/autoscaling/v1/conversion.go, pkg/apis/autoscaling/annotations.go).
"""

from __future__ import annotations

import json
from typing import Any, Final

from cluster_sim.world.kube.api.decode_log import DecodeLog
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.structs import struct_for

Fields = dict[str, Any]

V1: Final = "autoscaling/v1"
V2: Final = "autoscaling/v2"
_PREFIX: Final = "autoscaling.alpha.kubernetes.io/"
_METRICS, _STATUSES, _CONDITIONS, _BEHAVIOR = (
    f"{_PREFIX}{name}" for name in ("metrics", "current-metrics", "conditions", "behavior")
)
_ALL: Final = (_METRICS, _STATUSES, _CONDITIONS, _BEHAVIOR)
_KEPT_SPEC: Final = ("scaleTargetRef", "minReplicas", "maxReplicas")
_KEPT_STATUS: Final = ("observedGeneration", "lastScaleTime", "currentReplicas", "desiredReplicas")
_SOURCES: Final = ("object", "pods", "resource", "containerResource", "external")


def shown(autoscaler: Object) -> Object:
    """A stored autoscaler (v2) as version 1 shows it."""
    if autoscaler.get("apiVersion") == V1:
        return autoscaler
    spec, status = autoscaler.get("spec") or {}, autoscaler.get("status") or {}
    metrics, current = spec.get("metrics") or [], status.get("currentMetrics") or []
    others = [each for each in metrics if _share(each, "target") is None]
    notes = {
        _METRICS: [_older(each, "target", "target") for each in others],
        _STATUSES: [_older(each, "current", "current") for each in current],
        _CONDITIONS: status.get("conditions") or [],
        _BEHAVIOR: spec.get("behavior") or {},
    }
    wanted, used = _first_share(metrics, "target"), _first_share(current, "current")
    shown_spec = {field: spec[field] for field in _KEPT_SPEC if field in spec}
    shown_status = {field: status[field] for field in _KEPT_STATUS if field in status}
    shown_status.setdefault("currentReplicas", 0)
    if wanted is not None:
        shown_spec["targetCPUUtilizationPercentage"] = wanted
    if used is not None:
        shown_status["currentCPUUtilizationPercentage"] = used
    meta = _annotated(autoscaler["metadata"], {k: v for k, v in notes.items() if v})
    return {
        **autoscaler,
        "apiVersion": V1,
        "metadata": meta,
        "spec": shown_spec,
        "status": shown_status,
    }


def stored(autoscaler: Object) -> Object:
    """An autoscaler of version 1 as it is stored (v2)."""
    spec, status = autoscaler.get("spec") or {}, autoscaler.get("status") or {}
    meta = autoscaler.get("metadata") or {}
    behavior = _typed(_read(meta, _BEHAVIOR, dict), "HorizontalPodAutoscalerBehavior")
    conditions = _each(meta, _CONDITIONS, "HorizontalPodAutoscalerCondition")
    metrics = _each(meta, _METRICS, "MetricSpec", "target")
    current = _each(meta, _STATUSES, "MetricStatus", "current")
    percent = spec.get("targetCPUUtilizationPercentage")
    if percent is not None:
        target = {"type": "Utilization", "averageUtilization": percent}
        cpu = {"type": "Resource", "resource": {"name": "cpu", "target": target}}
        metrics.append(cpu)
    stored_spec = {field: spec[field] for field in _KEPT_SPEC if field in spec}
    if metrics:
        stored_spec["metrics"] = metrics
    if behavior:
        stored_spec["behavior"] = behavior
    stored_status = {field: status[field] for field in _KEPT_STATUS if status.get(field)}
    stored_status.setdefault("desiredReplicas", 0)
    stored_status["currentMetrics"] = current or None
    if conditions:
        stored_status["conditions"] = conditions
    return {
        **autoscaler,
        "apiVersion": V2,
        "metadata": _without_notes(meta),
        "spec": stored_spec,
        "status": stored_status,
    }


def _share(metric: Fields, part: str) -> int | None:
    """The percent of a processor metric, which version 1 has a field for."""
    resource = metric.get("resource") or {}
    if metric.get("type") != "Resource" or resource.get("name") != "cpu":
        return None
    found: int | None = (resource.get(part) or {}).get("averageUtilization")
    return found


def _first_share(metrics: list[Fields], part: str) -> int | None:
    shares = (_share(each, part) for each in metrics)
    return next((share for share in shares if share is not None), None)


def _older(metric: Fields, part: str, word: str) -> Fields:
    """A metric, or its status, in the flat form of the annotations."""
    made: Fields = {"type": metric.get("type", "")}
    for source in _SOURCES:
        if metric.get(source) is not None:
            made[source] = _flat(metric[source], source, part, word)
    return made


def _flat(fields: Fields, source: str, part: str, word: str) -> Fields:
    values, identity = fields.get(part) or {}, fields.get("metric") or {}
    flat: Fields = {key: fields[key] for key in ("name", "container") if key in fields}
    if "describedObject" in fields:
        flat["target"] = fields["describedObject"]
    if identity:
        flat["metricName"] = identity.get("name", "")
        chosen = "metricSelector" if source == "external" else "selector"
        if identity.get("selector") is not None:
            flat[chosen] = identity["selector"]
    for field, value in values.items():
        if field != "type":
            flat[_flat_name(field, source, word)] = value
    return flat


def _flat_name(field: str, source: str, word: str) -> str:
    """``averageValue`` is ``targetAverageValue``; an object's alone has kept its name."""
    if source == "object" and field == "averageValue":
        return field
    return word + field[0].upper() + field[1:]


def _newer(metric: Fields, part: str) -> Fields:
    """The same as version 2 has it."""
    made: Fields = {"type": metric.get("type", "")}
    for source in _SOURCES:
        if isinstance(metric.get(source), dict):
            made[source] = _nested(metric[source], source, part)
    return made


def _nested(flat: Fields, source: str, part: str) -> Fields:
    nested: Fields = {key: flat[key] for key in ("name", "container") if key in flat}
    if source == "object" and "target" in flat:
        nested["describedObject"] = flat["target"]
    if "metricName" in flat:
        nested["metric"] = {"name": flat["metricName"]}
        selector = flat.get("metricSelector" if source == "external" else "selector")
        if selector is not None:
            nested["metric"]["selector"] = selector
    values: Fields = {}
    for field in ("value", "averageValue", "averageUtilization"):
        found = flat.get(_flat_name(field, source, part))
        if found is not None:
            values[field] = found
    if part == "target":
        values = {"type": _target_type(values), **values}
    return {**nested, part: values}


def _target_type(values: Fields) -> str:
    if "averageUtilization" in values:
        return "Utilization"
    return "AverageValue" if "averageValue" in values else "Value"


def _annotated(meta: Fields, notes: dict[str, Any]) -> Fields:
    texts = {key: json.dumps(value, separators=(",", ":")) for key, value in notes.items()}
    if not texts:
        return meta
    return {**meta, "annotations": {**(meta.get("annotations") or {}), **texts}}


def _each(meta: Fields, key: str, name: str, part: str = "") -> list[Fields]:
    """What a list in an annotation says, as elements of that type of version 2."""
    said = [each for each in _read(meta, key, list) or [] if isinstance(each, dict)]
    found = [_typed(_newer(each, part) if part else each, name) for each in said]
    return [each for each in found if each is not None]


def _read(meta: Fields, key: str, shape: type) -> Any:
    """What an annotation says; nothing where it is no JSON or of another shape."""
    try:
        found = json.loads((meta.get("annotations") or {}).get(key) or "null")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, shape) else None


def _typed(value: Fields | None, name: str) -> Fields | None:
    """The value as its type reads it; nothing for what does not fit it."""
    if value is None:
        return None
    log = DecodeLog()
    found: Fields = struct_for(f"io.k8s.api.autoscaling.v2.{name}").read(value, None, log)
    return None if log.fault or not isinstance(found, dict) else found


def _without_notes(meta: Fields) -> Fields:
    annotations = meta.get("annotations") or {}
    if not any(key in annotations for key in _ALL):
        return meta
    left = {key: text for key, text in annotations.items() if key not in _ALL}
    rest = {key: value for key, value in meta.items() if key != "annotations"}
    return {**rest, "annotations": left} if left else rest
