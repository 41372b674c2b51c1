"""The claims that a StatefulSet makes for its pods, and whose they are.

pkg/controller/statefulset/stateful_pod_control.go and stateful_set_utils.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import (
    OwnerReference,
    controller_reference,
    is_terminating,
    name_of,
    namespace_of,
    owners_of,
    with_owners,
)
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.stateful_set_identity import (
    claim_name,
    claim_templates,
    in_range,
    ordinal_of,
)

NAME: Final = "statefulset-controller"
CLAIMS: Final = "persistentvolumeclaims"


def create_claims(client: Client, stateful_set: Object, pod: Object) -> None:
    """Make the claims of a pod that are missing. Raises StatusError when one cannot be had."""
    faults = []
    for claim in _wanted(stateful_set, pod):
        stored = client.world.store.get(CLAIMS, namespace_of(stateful_set), name_of(claim))
        if stored is None:
            faults += _create(client, stateful_set, pod, claim)
        elif is_terminating(stored):
            faults.append(f"pvc {name_of(claim)} is being deleted")
    if faults:
        text = faults[0] if len(faults) == 1 else f"[{', '.join(faults)}]"
        raise StatusError(errors.failure(500, "", text))


def _create(client: Client, stateful_set: Object, pod: Object, claim: Object) -> list[str]:
    who = f"Pod {name_of(pod)} in StatefulSet {name_of(stateful_set)}"
    try:
        client.create(CLAIMS, namespace_of(stateful_set), claim)
    except StatusError as refused:
        message = f"Create Claim {name_of(claim)} for {who} failed error: {refused}"
        events.record(client, stateful_set, events.WARNING, "FailedCreate", message, NAME)
        return [f"failed to create PVC {name_of(claim)}: {refused}"]
    message = f"Create Claim {name_of(claim)} {who} success"
    events.record(client, stateful_set, events.NORMAL, "SuccessfulCreate", message, NAME)
    return []


def _wanted(stateful_set: Object, pod: Object) -> Iterator[Object]:
    """The claims of a pod, named after it and labelled as the set selects."""
    chosen = stateful_set["spec"]["selector"].get("matchLabels") or {}
    for template in claim_templates(stateful_set):
        given = template["metadata"]
        meta = {
            **given,
            "name": claim_name(stateful_set, template, ordinal_of(pod)),
            "namespace": namespace_of(stateful_set),
            "labels": {**(given.get("labels") or {}), **chosen},
        }
        yield {"metadata": meta, "spec": template["spec"]}


def has_stale_claim(client: Client, stateful_set: Object, pod: Object) -> bool:
    """Whether a claim still belongs to an earlier pod of that name, with which it will go."""
    if _policy(stateful_set)["whenScaled"] == "Retain":
        return False
    return any(_is_stale(claim, pod, "Pod") for claim in _present(client, stateful_set, pod))


def claims_match_policy(client: Client, stateful_set: Object, pod: Object) -> bool:
    """Whether the owners of the pod's claims are those that the retention policy asks for."""
    return all(
        _is_up_to_date(claim, stateful_set, pod) for claim in _present(client, stateful_set, pod)
    )


def follow_policy(client: Client, stateful_set: Object, pod: Object) -> None:
    """Give the pod's claims the owners that the retention policy asks for."""
    for claim in _present(client, stateful_set, pod):
        if _has_unexpected_controller(claim, stateful_set, pod):
            message = (
                f"PersistentVolumeClaim {name_of(claim)} has a conflicting OwnerReference that "
                "acts as a manging controller, the retention policy is ignored for this claim"
            )
            events.record(
                client, stateful_set, events.WARNING, "ConflictingController", message, NAME
            )
        if not _is_up_to_date(claim, stateful_set, pod):
            wanted = with_owners(claim, _owners_wanted(claim, stateful_set, pod))
            client.update(CLAIMS, namespace_of(claim), wanted)


def _present(client: Client, stateful_set: Object, pod: Object) -> Iterator[Object]:
    for template in claim_templates(stateful_set):
        name = claim_name(stateful_set, template, ordinal_of(pod))
        claim = client.world.store.get(CLAIMS, namespace_of(stateful_set), name)
        if claim is not None:
            yield claim


def _policy(stateful_set: Object) -> dict[str, str]:
    policy: dict[str, str] = stateful_set["spec"]["persistentVolumeClaimRetentionPolicy"]
    return policy


def _names(owner: OwnerReference, obj: Object, kind: str) -> bool:
    return owner["kind"] == kind and owner["name"] == name_of(obj)


def _is_stale(claim: Object, obj: Object, kind: str) -> bool:
    uid = obj["metadata"].get("uid")
    return any(_names(each, obj, kind) and each["uid"] != uid for each in owners_of(claim))


def _has_unexpected_controller(claim: Object, stateful_set: Object, pod: Object) -> bool:
    """Whether somebody else manages the claim of a set that has a policy for it."""
    if set(_policy(stateful_set).values()) == {"Retain"}:
        return False
    for each in owners_of(claim):
        ours = _names(each, stateful_set, "StatefulSet") or _names(each, pod, "Pod")
        if not ours and each.get("controller"):
            return True
    return _is_stale(claim, stateful_set, "StatefulSet") or _is_stale(claim, pod, "Pod")


def _is_up_to_date(claim: Object, stateful_set: Object, pod: Object) -> bool:
    """Claims of an earlier set or pod, or of another controller, are left as they are."""
    if _is_stale(claim, stateful_set, "StatefulSet") or _is_stale(claim, pod, "Pod"):
        return True
    uids = (stateful_set["metadata"]["uid"], pod["metadata"].get("uid"))
    ours = [each for each in owners_of(claim) if each["uid"] in uids]
    if _has_unexpected_controller(claim, stateful_set, pod):
        return not ours
    if not all(each.get("controller") for each in ours):
        return False
    wanted = [each["metadata"].get("uid") for each in _owners_of_policy(stateful_set, pod)]
    return sorted(each["uid"] for each in ours) == wanted


def _owners_of_policy(stateful_set: Object, pod: Object) -> list[Object]:
    """With the set goes what is still in use, with a pod what was scaled away."""
    policy, scaled_away = _policy(stateful_set), not in_range(stateful_set, pod)
    if policy["whenScaled"] == "Delete" and scaled_away:
        return [pod]
    return [stateful_set] if policy["whenDeleted"] == "Delete" else []


def _owners_wanted(claim: Object, stateful_set: Object, pod: Object) -> list[OwnerReference]:
    others = [
        each
        for each in owners_of(claim)
        if not _names(each, stateful_set, "StatefulSet") and not _names(each, pod, "Pod")
    ]
    if _has_unexpected_controller(claim, stateful_set, pod):
        return others
    wanted = [controller_reference(each) for each in _owners_of_policy(stateful_set, pod)]
    return [*others, *wanted]
