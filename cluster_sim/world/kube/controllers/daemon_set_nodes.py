"""Which nodes a DaemonSet's pod belongs on, and which node a pod of it is for.

pkg/controller/daemon/daemon_controller.go (NodeShouldRunDaemonPod) and util/daemonset_util.go
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.taints import (
    NO_EXECUTE,
    NO_SCHEDULE,
    NOT_READY,
    UNREACHABLE,
    UNSCHEDULABLE,
    taints_of,
    tolerates,
)
from cluster_sim.world.kube.scheduler.plugins.required_affinity import REQUIRED, any_term

Toleration = dict[str, Any]

_PRESSURES: Final = ("disk-pressure", "memory-pressure", "pid-pressure")
_NETWORK: Final = "node.kubernetes.io/network-unavailable"
_NAME_FIELD: Final = "metadata.name"


class Verdict(NamedTuple):
    """Whether a pod should be started on a node, and whether one that is there may stay."""

    run: bool
    stay: bool


def verdict(node: Object, spec: Object, tolerations: list[Toleration]) -> Verdict:
    """What becomes of pods with that spec and those tolerations on the node.

    A NoSchedule taint keeps new pods away; only a NoExecute taint sends present ones off.
    """
    if spec.get("nodeName") not in (None, "", node["metadata"]["name"]):
        return Verdict(False, False)
    if not _is_chosen(node, spec):
        return Verdict(False, False)
    repelling = [
        taint["effect"]
        for taint in taints_of(node)
        if taint["effect"] in (NO_EXECUTE, NO_SCHEDULE)
        and not any(tolerates(each, taint) for each in tolerations)
    ]
    return Verdict(not repelling, NO_EXECUTE not in repelling)


def _is_chosen(node: Object, spec: Object) -> bool:
    labels = node["metadata"].get("labels") or {}
    selector = spec.get("nodeSelector") or {}
    if any(labels.get(key) != value for key, value in selector.items()):
        return False
    required = _node_affinity(spec).get(REQUIRED)
    return required is None or any_term(required, node)


def _node_affinity(spec: Object) -> Object:
    affinity: Object = (spec.get("affinity") or {}).get("nodeAffinity") or {}
    return affinity


def daemon_tolerations(spec: Object) -> list[Toleration]:
    """The spec's tolerations, and those that every daemon has: it stays on a node in trouble."""
    wanted = [_borne(NOT_READY, NO_EXECUTE), _borne(UNREACHABLE, NO_EXECUTE)]
    wanted += [_borne(f"node.kubernetes.io/{each}", NO_SCHEDULE) for each in _PRESSURES]
    wanted.append(_borne(UNSCHEDULABLE, NO_SCHEDULE))
    if spec.get("hostNetwork"):
        wanted.append(_borne(_NETWORK, NO_SCHEDULE))
    present = list(spec.get("tolerations") or ())
    for each in wanted:
        places = [i for i, given in enumerate(present) if _is_same(given, each)]
        if places:
            present[places[0]] = each
        else:
            present.append(each)
    return present


def _borne(key: str, effect: str) -> Toleration:
    return {"effect": effect, "key": key, "operator": "Exists"}


def _is_same(one: Toleration, other: Toleration) -> bool:
    fields = ("key", "effect", "operator", "value")
    return all(one.get(field, "") == other.get(field, "") for field in fields)


def bound_for(spec: Object, node: str) -> Object:
    """The pod spec, to be placed on that node by the scheduler."""
    expression = {"key": _NAME_FIELD, "operator": "In", "values": [node]}
    terms = {"nodeSelectorTerms": [{"matchFields": [expression]}]}
    affinity = spec.get("affinity") or {}
    node_affinity = {**_node_affinity(spec), REQUIRED: terms}
    return {**spec, "affinity": {**affinity, "nodeAffinity": node_affinity}}


def target_node(pod: Object) -> str | None:
    """The node a pod runs on or waits for; None when it names none."""
    if pod["spec"].get("nodeName"):
        return str(pod["spec"]["nodeName"])
    required = _node_affinity(pod["spec"]).get(REQUIRED) or {}
    for term in required.get("nodeSelectorTerms") or ():
        for each in term.get("matchFields") or ():
            if each["key"] == _NAME_FIELD and each["operator"] == "In":
                values: list[str] = each.get("values") or []
                return values[0] if len(values) == 1 else None
    return None
