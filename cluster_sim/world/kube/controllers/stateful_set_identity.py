"""Who a StatefulSet's pod is: its ordinal, its names, its volumes.

pkg/controller/statefulset/stateful_set_utils.go
"""

from __future__ import annotations

import re
from typing import Any, Final

from cluster_sim.world.kube.api.meta import controller_reference, name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.controllers.controller_history import POD_REVISION

POD_NAME: Final = "statefulset.kubernetes.io/pod-name"
POD_INDEX: Final = "apps.kubernetes.io/pod-index"
_COPIED: Final = ("labels", "annotations", "finalizers")
_NAME = re.compile(r"(.*)-([0-9]+)", re.ASCII | re.DOTALL)
_MOST_DIGITS: Final = 10
_LARGEST: Final = 2**31 - 1


def parent_and_ordinal(pod: Object) -> tuple[str, int]:
    """The name of the set and the ordinal that a pod's name tells; -1 when it tells none."""
    found = _NAME.fullmatch(name_of(pod))
    if found is None:
        return "", -1
    digits = found[2].lstrip("0") or "0"
    number = int(digits) if len(digits) <= _MOST_DIGITS else _LARGEST + 1
    return found[1], number if number <= _LARGEST else -1


def ordinal_of(pod: Object) -> int:
    """The ordinal in the pod's name, -1 without one."""
    return parent_and_ordinal(pod)[1]


def first_ordinal(stateful_set: Object) -> int:
    """``spec.ordinals.start``, 0 without one."""
    return int((stateful_set["spec"].get("ordinals") or {}).get("start", 0))


def in_range(stateful_set: Object, pod: Object) -> bool:
    """Whether the pod's ordinal is one of those asked for."""
    start = first_ordinal(stateful_set)
    return start <= ordinal_of(pod) < start + int(stateful_set["spec"]["replicas"])


def is_member(stateful_set: Object, pod: Object) -> bool:
    """Whether the pod's name is of the set's making."""
    return parent_and_ordinal(pod)[0] == name_of(stateful_set)


def revision_of(pod: Object) -> str:
    """The name of the revision that the pod was made from."""
    return str((pod["metadata"].get("labels") or {}).get(POD_REVISION, ""))


def claim_templates(stateful_set: Object) -> list[Object]:
    """``spec.volumeClaimTemplates``."""
    return stateful_set["spec"].get("volumeClaimTemplates") or []


def claim_name(stateful_set: Object, template: Object, ordinal: int) -> str:
    """``www-web-0``."""
    return f"{name_of(template)}-{name_of(stateful_set)}-{ordinal}"


def new_pod(stateful_set: Object, template: Object, revision: str, ordinal: int) -> Object:
    """A pod of the set that is still to be created."""
    name = f"{name_of(stateful_set)}-{ordinal}"
    given = template.get("metadata") or {}
    meta = {field: given[field] for field in _COPIED if field in given}
    meta |= {
        "generateName": f"{name_of(stateful_set)}-",
        "name": name,
        "namespace": namespace_of(stateful_set),
        "ownerReferences": [controller_reference(stateful_set)],
        "labels": {**(given.get("labels") or {}), **_identity(name, ordinal)}
        | {POD_REVISION: revision},
    }
    spec = {**template["spec"], "hostname": name}
    if stateful_set["spec"].get("serviceName"):
        spec["subdomain"] = stateful_set["spec"]["serviceName"]
    return {"metadata": meta, "spec": with_claims(stateful_set, spec, ordinal)}


def _identity(name: str, ordinal: int) -> dict[str, str]:
    return {POD_NAME: name, POD_INDEX: str(ordinal)}


def with_claims(stateful_set: Object, spec: Object, ordinal: int) -> Object:
    """The pod spec with the volumes of the claim templates, before all others."""
    templates = claim_templates(stateful_set)
    if not templates:
        return spec
    named = {name_of(template) for template in templates}
    volumes: list[dict[str, Any]] = [
        {
            "name": name_of(template),
            "persistentVolumeClaim": {"claimName": claim_name(stateful_set, template, ordinal)},
        }
        for template in templates
    ]
    others = [each for each in spec.get("volumes") or () if each["name"] not in named]
    return {**spec, "volumes": [*volumes, *others]}


def identity_matches(stateful_set: Object, pod: Object) -> bool:
    """Whether the pod still bears its own name as a label."""
    parent, ordinal = parent_and_ordinal(pod)
    label = (pod["metadata"].get("labels") or {}).get(POD_NAME)
    return ordinal >= 0 and parent == name_of(stateful_set) and label == name_of(pod)


def with_identity(pod: Object) -> Object:
    """The pod with the labels that tell who it is."""
    labels = {
        **(pod["metadata"].get("labels") or {}),
        **_identity(name_of(pod), ordinal_of(pod)),
    }
    return {**pod, "metadata": {**pod["metadata"], "labels": labels}}


def storage_matches(stateful_set: Object, pod: Object) -> bool:
    """Whether each claim template has its volume in the pod."""
    ordinal = ordinal_of(pod)
    volumes = {each["name"]: each for each in pod["spec"].get("volumes") or ()}
    return ordinal >= 0 and all(
        (volumes.get(name_of(template), {}).get("persistentVolumeClaim") or {}).get("claimName")
        == claim_name(stateful_set, template, ordinal)
        for template in claim_templates(stateful_set)
    )
