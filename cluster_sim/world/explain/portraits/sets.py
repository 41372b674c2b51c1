"""Portraits of StatefulSets and DaemonSets: each pod that must be, and what keeps it."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.portraits.portrait import (
    GOOD,
    WAIT,
    Object,
    Portrait,
    Value,
    link,
    says,
    table,
)
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.claims import CLAIMS
from cluster_sim.world.kube.controllers.stateful_set_identity import (
    claim_name,
    claim_templates,
    first_ordinal,
    revision_of,
)
from cluster_sim.world.kube.indexes import OWNER
from cluster_sim.world.kube.pod_state import is_ready, phase_of

_MOST = 40


def stateful_set(world: World, obj: Object) -> Portrait:
    """Its ordinals with their claims, and how far an update has come down."""
    spec, status = obj["spec"], obj.get("status") or {}
    wanted, ready = spec.get("replicas", 1), status.get("readyReplicas", 0)
    strategy = spec.get("updateStrategy") or {}
    partition = (strategy.get("rollingUpdate") or {}).get("partition") or 0
    in_order = spec.get("podManagementPolicy", "OrderedReady") == "OrderedReady"
    rows = [
        ("ordinals", _ordinals(world, obj)),
        ("order", says("sts.in-order" if in_order else "sts.at-once")),
        ("update", _update(status, partition, wanted, strategy.get("type", "RollingUpdate"))),
        ("headless", link("services", namespace_of(obj), spec.get("serviceName", ""))),
        ("keepsClaims", _retention(spec) if claim_templates(obj) else None),
    ]
    return Portrait(rows, GOOD if ready >= wanted else WAIT, says("ready", ready=ready, all=wanted))


def _pod(world: World, obj: Object, ordinal: int) -> Object | None:
    return world.store.get("pods", namespace_of(obj), f"{name_of(obj)}-{ordinal}")


def ordinals(obj: Object) -> range:
    """The numbers that its pods must have."""
    first = first_ordinal(obj)
    return range(first, first + obj["spec"].get("replicas", 1))


def _ordinals(world: World, obj: Object) -> Value:
    place = namespace_of(obj)
    rows: list[list[Value]] = []
    for ordinal in ordinals(obj)[:_MOST]:
        pod = _pod(world, obj, ordinal)
        name = f"{name_of(obj)}-{ordinal}"
        shown = link("pods", place, name) if pod is not None else name
        claims = [_claim(world, place, claim_name(obj, t, ordinal)) for t in claim_templates(obj)]
        revision = revision_of(pod).rpartition("-")[2] if pod else ""
        rows.append([shown, says(state_of(pod)), claims, revision])
    return table(["pod", "state", "claim", "revision"], rows)


def _claim(world: World, namespace: str, name: str) -> Value:
    """A link to what exists, a mere name for what does not yet."""
    found = world.store.get(CLAIMS, namespace, name)
    return link(CLAIMS, namespace, name) if found is not None else name


def state_of(pod: Object | None) -> str:
    """The saying for the state of a pod that must be."""
    if pod is None:
        return "pod.missing"
    if is_terminating(pod):
        return "pod.leaving"
    if is_ready(pod):
        return "pod.is-ready"
    return "pod.waits" if phase_of(pod) == "Pending" else "pod.is-not-ready"


def _update(status: Object, partition: int, wanted: int, strategy: str) -> Value:
    updated, revision = status.get("updatedReplicas", 0), status.get("updateRevision", "")
    if strategy == "OnDelete":
        return says("sts.on-delete", updated=updated, all=wanted)
    if partition:
        return says(
            "sts.partition", partition=partition, updated=updated, all=wanted, revision=revision
        )
    if revision != status.get("currentRevision", revision):
        return says("sts.updating", updated=updated, all=wanted, revision=revision)
    return None


def _retention(spec: Object) -> Value:
    policy = spec.get("persistentVolumeClaimRetentionPolicy") or {}
    scaled, deleted = policy.get("whenScaled", "Retain"), policy.get("whenDeleted", "Retain")
    return says("sts.claims-kept", scaled=scaled == "Retain", deleted=deleted == "Retain")


def daemon_set(world: World, obj: Object) -> Portrait:
    """The nodes it must run on, and those where it does."""
    status = obj.get("status") or {}
    wanted, ready = status.get("desiredNumberScheduled", 0), status.get("numberReady", 0)
    stray = status.get("numberMisscheduled", 0)
    own = world.store.by_index("pods", OWNER, obj["metadata"]["uid"])
    strategy = (obj["spec"].get("updateStrategy") or {}).get("type", "RollingUpdate")
    rows = [
        ("nodes", _daemons(own)),
        ("withoutDaemon", _without(world, own, wanted)),
        ("misplaced", says("ds.stray", count=stray) if stray else None),
        ("update", says(f"ds.{strategy.lower()}", **_updated(status))),
    ]
    tone = GOOD if ready >= wanted else WAIT
    return Portrait(rows, tone, says("ds.ready", ready=ready, all=wanted))


def _updated(status: Object) -> dict[str, Any]:
    return {
        "updated": status.get("updatedNumberScheduled", 0),
        "all": status.get("desiredNumberScheduled", 0),
    }


def _daemons(own: list[Object]) -> Value:
    def at_node(pod: Object) -> str:
        return str(pod["spec"].get("nodeName", ""))

    rows: list[list[Value]] = [
        [
            link("nodes", "", at_node(pod)),
            link("pods", namespace_of(pod), name_of(pod)),
            says(state_of(pod)),
        ]
        for pod in sorted(own, key=lambda each: (at_node(each), name_of(each)))[:_MOST]
    ]
    return table(["node", "pod", "state"], rows)


def _without(world: World, own: list[Object], wanted: int) -> Value:
    """How many nodes it leaves out: they do not match, or it does not bear their taints."""
    count = len(world.store.table("nodes")) - wanted
    return says("ds.left-out", count=count) if count > 0 and own else None
