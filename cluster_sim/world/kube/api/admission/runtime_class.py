"""RuntimeClass: what a pod's runtime costs and where it is (plugin/pkg/admission/runtimeclass)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import errors, quantity
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource

KEY = "runtimeclasses.node.k8s.io"


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The pod with the overhead, the node selector and the tolerations of its runtime.

    Forbidden when there is no such runtime, or when the pod says otherwise.
    """
    if resource.key != "pods":
        return obj
    runtime = _runtime(call, obj)
    if runtime is None:
        return obj
    spec = _with_overhead(obj, runtime)
    return {**obj, "spec": _with_scheduling(obj, spec, runtime.get("scheduling") or {})}


def check_create(call: Call, resource: Resource, obj: Object) -> None:
    """Forbidden for an overhead that no runtime has."""
    if resource.key != "pods" or not obj["spec"].get("overhead"):
        return
    runtime = _runtime(call, obj)
    if not ((runtime or {}).get("overhead") or {}).get("podFixed"):
        why = "Pod Overhead set without corresponding RuntimeClass defined Overhead"
        raise _refusal(obj, f"pod rejected: {why}")


def _runtime(call: Call, pod: Object) -> Object | None:
    name = pod["spec"].get("runtimeClassName")
    if not name:
        return None
    found = call.world.store.get(KEY, "", name)
    if found is None:
        raise _refusal(pod, f'pod rejected: RuntimeClass "{name}" not found')
    return found


def _with_overhead(pod: Object, runtime: Object) -> dict[str, Any]:
    spec: dict[str, Any] = pod["spec"]
    overhead = (runtime.get("overhead") or {}).get("podFixed")
    if not overhead:
        return spec
    if spec.get("overhead") and _amounts(spec["overhead"]) != _amounts(overhead):
        why = "Pod's Overhead doesn't match RuntimeClass's defined Overhead"
        raise _refusal(pod, f"pod rejected: {why}")
    return {**spec, "overhead": overhead}


def _amounts(quantities: dict[str, str]) -> dict[str, Any]:
    return {name: quantity.parse(value) for name, value in quantities.items()}


def _with_scheduling(
    pod: Object, spec: dict[str, Any], scheduling: dict[str, Any]
) -> dict[str, Any]:
    selector = dict(spec.get("nodeSelector") or {})
    for key, value in (scheduling.get("nodeSelector") or {}).items():
        if selector.setdefault(key, value) != value:
            raise _refusal(
                pod,
                f"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; "
                f"pod.spec.nodeSelector[{key}] = {selector[key]}",
            )
    known = list(spec.get("tolerations") or ())
    more = [each for each in scheduling.get("tolerations") or () if each not in known]
    merged = {"nodeSelector": selector, "tolerations": [*known, *more]}
    return {**spec, **{field: value for field, value in merged.items() if value}}


def _refusal(pod: Object, why: str) -> errors.StatusError:
    return errors.forbidden("", "pods", name_of(pod), why)
