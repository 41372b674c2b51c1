"""``kubectl describe deployment``."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.conditions import write_reasons
from cluster_sim.world.shell.kubectl.describe.context import Context, controller_of
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_marks
from cluster_sim.world.shell.kubectl.describe.pod_template import write_pod_template
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_HASH = "pod-template-hash"


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a Deployment."""
    metadata, spec, status = obj["metadata"], obj["spec"], obj.get("status") or {}
    w.field(0, "Name", metadata["name"])
    w.field(0, "Namespace", metadata.get("namespace", ""))
    w.field(0, "CreationTimestamp", rfc1123(metadata.get("creationTimestamp")))
    write_marks(w, obj)
    w.field(0, "Selector", labels.of_object(spec.get("selector")))
    w.field(0, "Replicas", _replicas(spec, status))
    _write_strategy(w, spec)
    write_pod_template(w, spec["template"])
    write_reasons(w, status.get("conditions"))
    _write_replica_sets(w, obj, on)
    write_events(w, obj, on)


def _replicas(spec: Object, status: Object) -> str:
    return (
        f"{spec.get('replicas', 0)} desired | {status.get('updatedReplicas', 0)} updated"
        f" | {status.get('replicas', 0)} total | {status.get('availableReplicas', 0)} available"
        f" | {status.get('unavailableReplicas', 0)} unavailable"
    )


def _write_strategy(w: Writer, spec: Object) -> None:
    strategy = spec.get("strategy") or {}
    w.field(0, "StrategyType", strategy.get("type", ""))
    w.field(0, "MinReadySeconds", spec.get("minReadySeconds", 0))
    rolling = strategy.get("rollingUpdate")
    if rolling is not None:
        unavailable, surge = rolling.get("maxUnavailable"), rolling.get("maxSurge")
        w.field(0, "RollingUpdateStrategy", f"{unavailable} max unavailable, {surge} max surge")


def _write_replica_sets(w: Writer, obj: Object, on: Context) -> None:
    owned = _owned(obj, on)
    if not owned:
        return
    wanted = _comparable(obj["spec"]["template"])
    same = (one for one in owned if _comparable(one["spec"]["template"]) == wanted)
    new = next(same, None)
    w.field(0, "OldReplicaSets", _named([one for one in owned if one is not new]))
    w.field(0, "NewReplicaSet", _named([new] if new else []))


def _owned(obj: Object, on: Context) -> list[Object]:
    """The ReplicaSets that the Deployment controls, oldest first."""
    selector = str(labels.of_object(obj["spec"].get("selector")))
    found = on.items("replicasets.apps", obj["metadata"].get("namespace"), labels=selector)
    uid = obj["metadata"].get("uid")
    owned = [one for one in found if (controller_of(one) or {}).get("uid") == uid]
    return sorted(owned, key=_birth)


def _birth(one: Object) -> tuple[str, str]:
    return one["metadata"].get("creationTimestamp") or "", one["metadata"]["name"]


def _comparable(value: Any, name: str = "") -> Any:
    """The template without its hash, and without what is empty: it counts as not being there."""
    if isinstance(value, dict):
        parts = {k: _comparable(v, k) for k, v in value.items() if (name, k) != ("labels", _HASH)}
        return {key: part for key, part in parts.items() if part not in (None, {}, [], "")}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return value


def _named(owned: list[Object]) -> str:
    texts = []
    for one in owned:
        made, wanted = (one.get("status") or {}).get("replicas", 0), one["spec"].get("replicas", 0)
        texts.append(f"{one['metadata']['name']} ({made}/{wanted} replicas created)")
    return ", ".join(texts) or "<none>"
