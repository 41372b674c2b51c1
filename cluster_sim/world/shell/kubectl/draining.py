"""Which pods of a node are to leave it, and which ones forbid that (kubectl pkg/drain/filters.go).

The last warning about a pod is the one that is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import controller_of, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import SECOND
from cluster_sim.world.shell.kubectl.invocation import Invocation

_MIRROR = "kubernetes.io/config.mirror"
_DAEMONSETS = "daemonsets.apps"
_DAEMONSET = "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)"
_LOCAL = "Pods with local storage (use --delete-emptydir-data to override)"
_UNMANAGED = "Pods that declare no controller (use --force to override)"


@dataclass(frozen=True)
class Sorted:
    """``going``: those to leave; ``faults`` and ``warnings``: a text for each kind of pod."""

    going: list[Object]
    faults: list[str]
    warnings: list[str]


@dataclass(frozen=True)
class _Verdict:
    goes: bool
    fault: str = ""
    warning: str = ""


_GOES, _STAYS = _Verdict(True), _Verdict(False)


def sort_out(command: Invocation, node: str) -> Sorted:
    """The pods of a node, sorted out as the flags ask."""
    found = command.client.list(
        "pods", None, labels=command.value("pod-selector"), fields=f"spec.nodeName={node}"
    )
    going: list[Object] = []
    faults: dict[str, list[str]] = {}
    warnings: dict[str, list[str]] = {}
    for pod in found["items"]:
        verdict = _verdict(command, pod)
        full = f"{namespace_of(pod)}/{name_of(pod)}"
        if verdict.fault:
            faults.setdefault(f"cannot delete {verdict.fault}", []).append(full)
        if verdict.warning:
            warnings.setdefault(verdict.warning, []).append(full)
        if verdict.goes:
            going.append(pod)
    return Sorted(going, _texts(faults), _texts(warnings))


def _texts(kinds: dict[str, list[str]]) -> list[str]:
    return [f"{kind}: {', '.join(pods)}" for kind, pods in sorted(kinds.items())]


def _verdict(command: Invocation, pod: Object) -> _Verdict:
    """What the filters say, in their order, until one keeps the pod."""
    if is_given_up(command, pod):
        return _STAYS
    verdict = _of_daemonset(command, pod)
    if not verdict.goes:
        return verdict
    if _MIRROR in (pod["metadata"].get("annotations") or {}):
        return _STAYS
    if is_finished(pod):
        return _GOES
    if _has_local_storage(pod) and not command.value("delete-emptydir-data"):
        return _Verdict(False, fault=_LOCAL)
    if controller_of(pod) is not None:
        return _GOES
    if command.value("force"):
        return _Verdict(True, warning="deleting Pods that declare no controller")
    return _Verdict(False, fault=_UNMANAGED)


def is_given_up(command: Invocation, pod: Object) -> bool:
    """Whether the pod should have been gone for longer than anybody wants to wait."""
    seconds, asked = command.value("skip-wait-for-delete-timeout"), pod["metadata"]
    deadline = asked.get("deletionTimestamp")
    if seconds <= 0 or not deadline:
        return False
    late: int = command.client.now - timestamps.parse(deadline)
    return late // SECOND > seconds


def _of_daemonset(command: Invocation, pod: Object) -> _Verdict:
    owner = controller_of(pod)
    if owner is None or (owner["kind"], owner["apiVersion"]) != ("DaemonSet", "apps/v1"):
        return _GOES
    if is_finished(pod):
        return _GOES
    try:
        command.client.get(_DAEMONSETS, namespace_of(pod), owner["name"])
    except StatusError as absent:
        if absent.reason == "NotFound" and command.value("force"):
            return _Verdict(True, warning=str(absent))
        return _Verdict(False, fault=str(absent))
    if not command.value("ignore-daemonsets"):
        return _Verdict(False, fault=_DAEMONSET)
    return _Verdict(False, warning="ignoring DaemonSet-managed Pods")


def _has_local_storage(pod: Object) -> bool:
    volumes: list[dict[str, Any]] = pod["spec"].get("volumes") or []
    return any("emptyDir" in volume for volume in volumes)
