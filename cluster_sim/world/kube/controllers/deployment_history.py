"""The ReplicaSets a Deployment has had: which is the new one, their revisions and annotations.

Rules of pkg/controller/deployment/util/deployment_util.go over the API's own dicts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

REVISION: Final = "deployment.kubernetes.io/revision"
REVISION_HISTORY: Final = "deployment.kubernetes.io/revision-history"
DESIRED_REPLICAS: Final = "deployment.kubernetes.io/desired-replicas"
MAX_REPLICAS: Final = "deployment.kubernetes.io/max-replicas"
TEMPLATE_HASH: Final = "pod-template-hash"

_NOT_COPIED: Final = frozenset(
    (
        "kubectl.kubernetes.io/last-applied-configuration",
        REVISION,
        REVISION_HISTORY,
        DESIRED_REPLICAS,
        MAX_REPLICAS,
        "deprecated.deployment.rollback.to",
    )
)
# maxRevHistoryLengthInChars of sync.go.
_HISTORY_LIMIT: Final = 2000

Object = dict[str, Any]
Annotations = dict[str, str]


def annotations_of(obj: Object) -> Mapping[str, str]:
    """metadata.annotations, empty when there are none."""
    return obj["metadata"].get("annotations") or {}


def by_age(replica_set: Object) -> tuple[str, str]:
    """Sorting key: creation time, then name."""
    metadata = replica_set["metadata"]
    return metadata.get("creationTimestamp") or "", metadata["name"]


def new_replica_set(deployment: Object, replica_sets: Sequence[Object]) -> Object | None:
    """The ReplicaSet with the Deployment's pod template, the oldest when there are several."""
    template = deployment["spec"]["template"]
    for each in sorted(replica_sets, key=by_age):
        if equal_ignoring_hash(each["spec"]["template"], template):
            return each
    return None


def old_replica_sets(
    deployment: Object, replica_sets: Sequence[Object]
) -> tuple[list[Object], list[Object]]:
    """The other ReplicaSets: those that ask for pods, and all of them."""
    new = new_replica_set(deployment, replica_sets)
    old = [each for each in replica_sets if each is not new]
    return [each for each in old if each["spec"].get("replicas") != 0], old


def equal_ignoring_hash(left: Object, right: Object) -> bool:
    """Whether two pod templates are equal but for the label ``pod-template-hash``.

    What is empty equals what is not there, as in apimachinery's semantic equality.
    """
    return _without_hash(left) == _without_hash(right) or _compact(_without_hash(left)) == _compact(
        _without_hash(right)
    )


def _without_hash(template: Object) -> Object:
    metadata = template.get("metadata") or {}
    labels = metadata.get("labels") or {}
    if TEMPLATE_HASH not in labels:
        return template
    kept = {key: value for key, value in labels.items() if key != TEMPLATE_HASH}
    return {**template, "metadata": {**metadata, "labels": kept}}


def _compact(value: Any) -> Any:
    if isinstance(value, dict):
        compacted = {key: _compact(each) for key, each in value.items()}
        return {key: each for key, each in compacted.items() if each not in (None, {}, [])}
    return [_compact(each) for each in value] if isinstance(value, list) else value


def revision(obj: Object) -> int:
    """The revision an object is annotated with, 0 when it is not. Raises ValueError."""
    return int(annotations_of(obj).get(REVISION) or 0)


def max_revision(replica_sets: Sequence[Object]) -> int:
    """The highest revision; a ReplicaSet whose revision is no number does not count."""
    return max([_revision_or_zero(each) for each in replica_sets], default=0)


def last_revision(replica_sets: Sequence[Object]) -> int:
    """The second highest revision: the one that ``rollout undo`` goes back to."""
    return sorted([0, 0, *(_revision_or_zero(each) for each in replica_sets)])[-2]


def _revision_or_zero(replica_set: Object) -> int:
    try:
        return max(revision(replica_set), 0)
    except ValueError:
        return 0


def new_annotations(
    deployment: Object, replica_set: Object, new_revision: int, sizes: tuple[int, int] | None
) -> Annotations:
    """The annotations of the new ReplicaSet at this revision.

    ``sizes`` are desired and greatest number of pods, given when it is about to be created.
    A ReplicaSet that comes back from an older revision keeps that one in its history.
    """
    kept = {**annotations_of(replica_set), **_copied(deployment)}
    written = kept.get(REVISION, "")
    try:
        before = int(written or 0)
    except ValueError:
        return kept
    if before < new_revision:
        if REVISION in kept:
            _remember(kept, written)
        kept[REVISION] = str(new_revision)
    return kept if sizes is None else with_sizes(kept, *sizes)


def _copied(deployment: Object) -> Annotations:
    own = annotations_of(deployment)
    return {key: value for key, value in own.items() if key not in _NOT_COPIED}


def _remember(kept: Annotations, old: str) -> None:
    """Adds a revision to the history, dropping the oldest ones when it grows too long."""
    history = [each for each in kept.get(REVISION_HISTORY, "").split(",") if each]
    while history and len(",".join([*history, old])) > _HISTORY_LIMIT:
        history.pop(0)
    kept[REVISION_HISTORY] = ",".join([*history, old])


def with_sizes(annotations: Mapping[str, str], desired: int, most: int) -> Annotations:
    """The annotations with the Deployment's desired and greatest number of pods."""
    return {**annotations, DESIRED_REPLICAS: str(desired), MAX_REPLICAS: str(most)}


def rolled_back_annotations(deployment: Object, replica_set: Object) -> Annotations:
    """The Deployment's annotations once it has gone back to this ReplicaSet."""
    own = annotations_of(deployment)
    return {
        **{key: value for key, value in own.items() if key in _NOT_COPIED},
        **_copied(replica_set),
    }


def beyond_history(deployment: Object, old: Sequence[Object]) -> list[Object]:
    """The old ReplicaSets that spec.revisionHistoryLimit lets go, lowest revision first."""
    limit = deployment["spec"].get("revisionHistoryLimit")
    if limit is None or limit == 2**31 - 1:
        return []
    alive = [each for each in old if not each["metadata"].get("deletionTimestamp")]
    alive.sort(key=lambda each: (_revision_or_zero(each), by_age(each)))
    return [each for each in alive[: max(len(alive) - limit, 0)] if _is_idle(each)]


def _is_idle(replica_set: Object) -> bool:
    status = replica_set.get("status") or {}
    seen = status.get("observedGeneration") or 0
    has_pods = status.get("replicas") or replica_set["spec"].get("replicas")
    return not has_pods and (replica_set["metadata"].get("generation") or 0) <= seen
