"""The labels of a namespace that ask for a level, and what its present pods make of a new one."""

from __future__ import annotations

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.admission.pod_security.evaluator import evaluate
from cluster_sim.world.kube.api.admission.pod_security.policy import (
    PRIVILEGED,
    LevelVersion,
    policy_of,
)
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import controller_of, name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.indexes import NAMESPACE

# defaultNamespaceMaxPodsToCheck
_MOST_PODS = 3000


def check_labels(namespace: Object) -> None:
    """Invalid for labels that nobody can read."""
    _, faults = policy_of(namespace["metadata"].get("labels"))
    if faults:
        raise errors.invalid("", "Namespace", name_of(namespace), faults)


def check_update(call: Call, old: Object, new: Object) -> None:
    """Invalid for labels that became unreadable; warnings about the pods that are there."""
    before, old_faults = policy_of(old["metadata"].get("labels"))
    after, faults = policy_of(new["metadata"].get("labels"))
    if faults and faults != old_faults:
        raise errors.invalid("", "Namespace", name_of(new), faults)
    if after.enforce == before.enforce or after.enforce.level == PRIVILEGED:
        return
    relaxed = after.enforce.strictness <= before.enforce.strictness
    if after.enforce.minor == before.enforce.minor and relaxed:
        return
    _warn_of_pods(call, name_of(new), after.enforce)


def _warn_of_pods(call: Call, namespace: str, enforce: LevelVersion) -> None:
    pods = _in_order(call.world.store.by_index("pods", NAMESPACE, namespace))
    checked = pods[:_MOST_PODS]
    if len(checked) < len(pods):
        call.warn(
            "new PodSecurity enforce level only checked against the first "
            f"{len(checked)} of {len(pods)} existing pods"
        )
    found: dict[str, list[str]] = {}
    for pod in checked:
        reasons = [each.reason for each in evaluate(enforce, pod["metadata"], pod["spec"])]
        if reasons:
            found.setdefault(", ".join(reasons), []).append(name_of(pod))
    if found:
        call.warn(
            f'existing pods in namespace "{namespace}" violate the new PodSecurity enforce level '
            f'"{enforce}"'
        )
    for line in sorted(f"{_who(names)}: {reason}" for reason, names in found.items()):
        call.warn(line)


def _in_order(pods: list[Object]) -> list[Object]:
    """One pod of each controller first, for its others are much like it."""
    first: list[Object] = []
    others: list[Object] = []
    seen: set[str] = set()
    for pod in pods:
        owner = controller_of(pod)
        again = owner is not None and owner["uid"] in seen
        (others if again else first).append(pod)
        if owner is not None:
            seen.add(owner["uid"])
    return first + others


def _who(names: list[str]) -> str:
    others = len(names) - 1
    if not others:
        return names[0]
    return f"{min(names)} (and {others} other {'pod' if others == 1 else 'pods'})"
