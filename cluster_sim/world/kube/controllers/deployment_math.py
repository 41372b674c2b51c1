"""How many replicas each ReplicaSet of a Deployment should have.

Arithmetic of pkg/controller/deployment (rolling.go, sync.go, util/deployment_util.go) over the
API's own dicts. A step is a :class:`Scale`: one ReplicaSet and the size to give it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cluster_sim.world.kube.api.intstr import IntOrString, scaled_value
from cluster_sim.world.kube.controllers.deployment_history import (
    DESIRED_REPLICAS,
    MAX_REPLICAS,
    annotations_of,
    by_age,
)

Object = dict[str, Any]


class Scale(NamedTuple):
    """Give ``replica_set`` (as it was before this step) the size ``replicas``."""

    replica_set: Object
    replicas: int


def size(obj: Object) -> int:
    """spec.replicas, 1 when it is not there."""
    replicas = obj["spec"].get("replicas")
    return 1 if replicas is None else int(replicas)


def status_count(replica_set: Object, field: str) -> int:
    """A number of the status, 0 when it is not there."""
    return int((replica_set.get("status") or {}).get(field) or 0)


def total_size(replica_sets: Iterable[Object]) -> int:
    """How many pods the ReplicaSets ask for together."""
    return sum(size(each) for each in replica_sets)


def total_status(replica_sets: Iterable[Object], field: str) -> int:
    """The sum of a number of their status: ``replicas``, ``readyReplicas``…"""
    return sum(status_count(each, field) for each in replica_sets)


def active(replica_sets: Iterable[Object]) -> list[Object]:
    """Those that ask for pods."""
    return [each for each in replica_sets if size(each) > 0]


def is_rolling_update(deployment: Object) -> bool:
    """Whether pods are replaced little by little."""
    return bool((deployment["spec"].get("strategy") or {}).get("type") == "RollingUpdate")


def resolve_fenceposts(
    max_surge: IntOrString | None, max_unavailable: IntOrString | None, desired: int
) -> tuple[int, int]:
    """Surge (rounded up) and unavailability (rounded down) in pods; never both zero.

    Raises ValueError for a text that is no percentage.
    """
    surge = scaled_value(0 if max_surge is None else max_surge, desired, True)
    lacking = scaled_value(0 if max_unavailable is None else max_unavailable, desired, False)
    return (0, 1) if surge == 0 and lacking == 0 else (surge, lacking)


def _fenceposts(deployment: Object) -> tuple[int, int]:
    rolling = deployment["spec"]["strategy"].get("rollingUpdate") or {}
    return resolve_fenceposts(
        rolling.get("maxSurge"), rolling.get("maxUnavailable"), size(deployment)
    )


def max_surge(deployment: Object) -> int:
    """How many pods more than desired a rolling update may run."""
    return _fenceposts(deployment)[0] if is_rolling_update(deployment) else 0


def max_unavailable(deployment: Object) -> int:
    """How many pods of the desired ones may be missing during a rolling update."""
    desired = size(deployment)
    if not is_rolling_update(deployment) or desired == 0:
        return 0
    return min(_fenceposts(deployment)[1], desired)


def new_size(deployment: Object, replica_sets: Sequence[Object], new: Object) -> int:
    """The size the new ReplicaSet may grow to now; all ReplicaSets are given, it among them.

    Raises ValueError for a strategy that does not exist.
    """
    strategy = (deployment["spec"].get("strategy") or {}).get("type")
    if strategy == "Recreate":
        return size(deployment)
    if strategy != "RollingUpdate":
        raise ValueError(f"deployment type {strategy} isn't supported")
    room = size(deployment) + max_surge(deployment) - total_size(replica_sets)
    if room <= 0:
        return size(new)
    return size(new) + min(room, size(deployment) - size(new))


def reconcile_new(deployment: Object, replica_sets: Sequence[Object], new: Object) -> Scale | None:
    """The step that the new ReplicaSet takes in a rolling update, None when it takes none."""
    wanted = size(deployment)
    if size(new) < wanted:
        wanted = new_size(deployment, replica_sets, new)
    return None if wanted == size(new) else Scale(new, wanted)


def reconcile_old(deployment: Object, old: Sequence[Object], new: Object) -> list[Scale]:
    """The steps by which the old ReplicaSets shrink: unhealthy pods first, then the oldest."""
    old = active(old)
    if not old:
        return []
    unavailable = size(new) - status_count(new, "availableReplicas")
    everything = [*old, new]
    spare = total_size(everything) - min_available_pods(deployment) - unavailable
    if spare <= 0:
        return []
    cleaned = clean_up_unhealthy(old, spare)
    sizes = {step.replica_set["metadata"]["name"]: step.replicas for step in cleaned}
    left = [_resized(each, sizes.get(each["metadata"]["name"])) for each in old]
    return cleaned + scale_down_old(deployment, [*left, new], left)


def min_available_pods(deployment: Object) -> int:
    """Desired pods less those that may be missing (all of them unless it is a rolling update)."""
    return size(deployment) - max_unavailable(deployment)


def clean_up_unhealthy(old: Sequence[Object], most: int) -> list[Scale]:
    """Steps that take away at most ``most`` pods that are not available, oldest sets first."""
    steps: list[Scale] = []
    for each in sorted(old, key=by_age):
        unhealthy = size(each) - status_count(each, "availableReplicas")
        gone = min(most, unhealthy)
        if gone > 0:
            steps.append(Scale(each, size(each) - gone))
            most -= gone
    return steps


def scale_down_old(
    deployment: Object, replica_sets: Sequence[Object], old: Sequence[Object]
) -> list[Scale]:
    """Steps that take away what is available beyond the minimum, oldest sets first."""
    available = total_status(replica_sets, "availableReplicas")
    spare = available - min_available_pods(deployment)
    steps: list[Scale] = []
    for each in sorted(old, key=by_age):
        gone = min(size(each), spare)
        if gone > 0:
            steps.append(Scale(each, size(each) - gone))
            spare -= gone
    return steps


def is_saturated(deployment: Object, replica_set: Object | None) -> bool:
    """Whether one ReplicaSet holds all desired pods, knows it, and all are available."""
    if replica_set is None:
        return False
    desired = size(deployment)
    known = _number(annotations_of(replica_set).get(DESIRED_REPLICAS))
    available = status_count(replica_set, "availableReplicas")
    return size(replica_set) == desired and known == desired and available == desired


def active_or_latest(new: Object | None, old: Sequence[Object]) -> Object | None:
    """The only ReplicaSet with pods, or the latest when none has any; None when several have."""
    everything = [*old, new] if new is not None else list(old)
    running = active(everything)
    if len(running) > 1 or not everything:
        return None
    if running:
        return running[0]
    return new if new is not None else max(old, key=by_age)


def proportional_scales(deployment: Object, replica_sets: Sequence[Object]) -> list[Scale]:
    """The sizes of all active ReplicaSets when a Deployment is scaled amid a rollout.

    What is added or taken away is shared in proportion; the largest takes the rest.
    """
    running = active(replica_sets)
    allowed = size(deployment) + max_surge(deployment) if size(deployment) > 0 else 0
    missing = allowed - total_size(running)
    running = _largest_first(running, newest_first=missing > 0)
    shares: list[int] = []
    for each in running:
        shares.append(proportion(each, deployment, missing, sum(shares)))
    if shares:
        shares[0] += missing - sum(shares)
    pairs = zip(running, shares, strict=True)
    return [Scale(each, max(size(each) + share, 0)) for each, share in pairs]


def proportion(replica_set: Object, deployment: Object, missing: int, added: int) -> int:
    """The share of one ReplicaSet in ``missing`` pods, of which ``added`` have been given."""
    if size(replica_set) == 0 or missing in (0, added):
        return 0
    fraction = _fraction(replica_set, deployment)
    left = missing - added
    return min(fraction, left) if missing > 0 else max(fraction, left)


def _fraction(replica_set: Object, deployment: Object) -> int:
    mine = size(replica_set)
    if size(deployment) == 0:
        return -mine
    before = _number(annotations_of(replica_set).get(MAX_REPLICAS))
    before = before or status_count(deployment, "replicas")
    if not before:
        return 0
    wanted = mine * (size(deployment) + max_surge(deployment))
    # Rounded half away from zero; both sides are positive.
    return (2 * wanted + before) // (2 * before) - mine


def _largest_first(replica_sets: list[Object], newest_first: bool) -> list[Object]:
    by_date = sorted(replica_sets, key=by_age, reverse=newest_first)
    return sorted(by_date, key=lambda each: -size(each))


def _resized(replica_set: Object, replicas: int | None) -> Object:
    if replicas is None:
        return replica_set
    return {**replica_set, "spec": {**replica_set["spec"], "replicas": replicas}}


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text else None
    except ValueError:
        return None
