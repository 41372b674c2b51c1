"""What ``kubectl rollout status`` says of a Deployment, a DaemonSet or a StatefulSet.

Order of the checks and texts follow k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.kube.api.gotext import quote

Object = Mapping[str, Any]

_REVISION: Final = "deployment.kubernetes.io/revision"
_TIMED_OUT: Final = "ProgressDeadlineExceeded"
_ONLY_ROLLING: Final = "rollout status is only available for RollingUpdate strategy type"


class RolloutError(Exception):
    """The rollout failed or cannot be followed; ``done`` tells whether watching must end."""

    def __init__(self, message: str, done: bool = False) -> None:
        super().__init__(message)
        self.done = done


@dataclass(frozen=True, slots=True)
class RolloutStatus:
    """A line to print, newline included, and whether the rollout is over."""

    message: str
    done: bool


def rollout_status(obj: Object, revision: int = 0) -> RolloutStatus:
    """The state of the rollout of an object of one of the three kinds.

    ``revision``: the one that must be rolling out, 0 for any. Raises RolloutError.
    """
    viewer = _VIEWERS.get(obj.get("kind", ""))
    if viewer is None:
        kind = _group_kind(obj)
        raise RolloutError(f"no status viewer has been implemented for {kind}")
    return viewer(obj, revision)


def _deployment(obj: Object, revision: int) -> RolloutStatus:
    _check_revision(obj, revision)
    name, status = quote(_name(obj)), obj.get("status") or {}
    if _generation(obj) > status.get("observedGeneration", 0):
        return RolloutStatus("Waiting for deployment spec update to be observed...\n", False)
    for condition in status.get("conditions") or ():
        if condition["type"] == "Progressing" and condition.get("reason") == _TIMED_OUT:
            raise RolloutError(f"deployment {name} exceeded its progress deadline")
    waiting = f"Waiting for deployment {name} rollout to finish:"
    wanted, updated = _replicas(obj), status.get("updatedReplicas", 0)
    if wanted is not None and updated < wanted:
        text = f"{waiting} {updated} out of {wanted} new replicas have been updated...\n"
        return RolloutStatus(text, False)
    old = status.get("replicas", 0) - updated
    if old > 0:
        return RolloutStatus(f"{waiting} {old} old replicas are pending termination...\n", False)
    available = status.get("availableReplicas", 0)
    if available < updated:
        text = f"{waiting} {available} of {updated} updated replicas are available...\n"
        return RolloutStatus(text, False)
    return RolloutStatus(f"deployment {name} successfully rolled out\n", True)


def _check_revision(obj: Object, revision: int) -> None:
    if revision <= 0:
        return
    running = int((obj["metadata"].get("annotations") or {}).get(_REVISION, "0"))
    if running != revision:
        raise RolloutError(
            f"desired revision ({revision}) is different from the running revision ({running})"
        )


def _daemon_set(obj: Object, revision: int) -> RolloutStatus:
    _check_rolling(obj)
    name, status = quote(_name(obj)), obj.get("status") or {}
    if _generation(obj) > status.get("observedGeneration", 0):
        return RolloutStatus("Waiting for daemon set spec update to be observed...\n", False)
    waiting = f"Waiting for daemon set {name} rollout to finish:"
    wanted, updated = (
        status.get("desiredNumberScheduled", 0),
        status.get("updatedNumberScheduled", 0),
    )
    if updated < wanted:
        text = f"{waiting} {updated} out of {wanted} new pods have been updated...\n"
        return RolloutStatus(text, False)
    available = status.get("numberAvailable", 0)
    if available < wanted:
        text = f"{waiting} {available} of {wanted} updated pods are available...\n"
        return RolloutStatus(text, False)
    return RolloutStatus(f"daemon set {name} successfully rolled out\n", True)


def _stateful_set(obj: Object, revision: int) -> RolloutStatus:
    strategy = _check_rolling(obj)
    status = obj.get("status") or {}
    observed = status.get("observedGeneration", 0)
    if observed == 0 or _generation(obj) > observed:
        return RolloutStatus("Waiting for statefulset spec update to be observed...\n", False)
    wanted, ready = _replicas(obj), status.get("readyReplicas", 0)
    if wanted is not None and ready < wanted:
        return RolloutStatus(f"Waiting for {wanted - ready} pods to be ready...\n", False)
    if strategy.get("rollingUpdate") is not None:
        return _partitioned(wanted, strategy["rollingUpdate"].get("partition"), status)
    updated = status.get("updatedReplicas", 0)
    current, target = status.get("currentRevision", ""), status.get("updateRevision", "")
    if target != current:
        text = "waiting for statefulset rolling update to complete"
        return RolloutStatus(f"{text} {updated} pods at revision {target}...\n", False)
    done = f"{status.get('currentReplicas', 0)} pods at revision {current}"
    return RolloutStatus(f"statefulset rolling update complete {done}...\n", True)


def _partitioned(wanted: int | None, partition: int | None, status: Object) -> RolloutStatus:
    updated = status.get("updatedReplicas", 0)
    if wanted is not None and partition is not None and updated < wanted - partition:
        text = f"{updated} out of {wanted - partition} new pods have been updated..."
        return RolloutStatus(f"Waiting for partitioned roll out to finish: {text}\n", False)
    text = f"partitioned roll out complete: {updated} new pods have been updated...\n"
    return RolloutStatus(text, True)


def _check_rolling(obj: Object) -> Object:
    strategy: Object = (obj.get("spec") or {}).get("updateStrategy") or {}
    if strategy.get("type") != "RollingUpdate":
        raise RolloutError(_ONLY_ROLLING, done=True)
    return strategy


def _replicas(obj: Object) -> int | None:
    replicas: int | None = (obj.get("spec") or {}).get("replicas")
    return replicas


def _name(obj: Object) -> str:
    return str(obj["metadata"].get("name", ""))


def _generation(obj: Object) -> int:
    return int(obj["metadata"].get("generation", 0))


def _group_kind(obj: Object) -> str:
    group, slash, _ = obj.get("apiVersion", "").partition("/")
    return f"{obj.get('kind', '')}.{group}" if slash else str(obj.get("kind", ""))


_VIEWERS: Final[dict[str, Callable[[Object, int], RolloutStatus]]] = {
    "Deployment": _deployment,
    "DaemonSet": _daemon_set,
    "StatefulSet": _stateful_set,
}
