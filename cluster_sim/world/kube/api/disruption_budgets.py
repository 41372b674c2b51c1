"""What PodDisruptionBudgets allow: which ones guard a pod, and whether one of its like may leave.

pkg/registry/core/pod/storage/eviction.go and k8s.io/component-helpers/apps/poddisruptionbudget.
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kernel.store import Store
from cluster_sim.world.kube.api import conditions, errors, labels, refused_evictions, timestamps
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import is_terminating, name_of, namespace_of
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.resources import poddisruptionbudgets
from cluster_sim.world.kube.indexes import NAMESPACE

BUDGETS: Final = "poddisruptionbudgets.policy"
ALLOWED: Final = "DisruptionAllowed"
SYNC_FAILED: Final = "SyncFailed"
# More than so many evictions that the controller has not seen yet are refused.
_MOST_DISRUPTED: Final = 2000
_REFUSED: Final = "Cannot evict pod as it would violate the pod's disruption budget."
_SEVERAL: Final = (
    "This pod has more than one PodDisruptionBudget, "
    "which the eviction subresource does not support."
)


def of_pod(store: Store, pod: Object) -> list[Object]:
    """The budgets that select the pod, by name."""
    budgets = store.by_index(BUDGETS, NAMESPACE, namespace_of(pod))
    return sorted((each for each in budgets if selects(each, pod)), key=name_of)


def selects(budget: Object, pod: Object) -> bool:
    """Whether the budget guards the pod; an empty selector, or an unreadable one, guards none."""
    try:
        selector = labels.of_object((budget.get("spec") or {}).get("selector"))
    except SelectorError:
        return False
    return bool(selector.requirements) and selector.matches(pod["metadata"].get("labels"))


def spend(call: Call, pod: Object) -> None:
    """Take the pod's leaving from its budget.

    TooManyRequests when the budget allows none, Forbidden when it is out of order, and an error
    500 when there are several.
    """
    budgets = [] if _is_free(pod) else of_pod(call.world.store, pod)
    if len(budgets) > 1:
        status = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure"}
        raise StatusError({**status, "message": _SEVERAL, "code": 500})
    for budget in budgets:
        if conditions.is_true(pod, "Ready") or not _may_go_unhealthy(budget):
            if not (budget.get("status") or {}).get("disruptionsAllowed", 0):
                refused_evictions.note(call, budget, pod)
            _check(budget)
            _decrement(call, budget, pod)


def _is_free(pod: Object) -> bool:
    """Whether no budget is asked: the pod does not serve anybody."""
    phase = (pod.get("status") or {}).get("phase")
    return phase in ("Succeeded", "Failed", "Pending") or is_terminating(pod)


def _may_go_unhealthy(budget: Object) -> bool:
    """Whether a pod that is not ready leaves without being counted."""
    if budget["spec"].get("unhealthyPodEvictionPolicy") == "AlwaysAllow":
        return True
    status = budget.get("status") or {}
    desired = status.get("desiredHealthy", 0)
    return desired > 0 and status.get("currentHealthy", 0) >= desired


def _check(budget: Object) -> None:
    status, name = budget.get("status") or {}, name_of(budget)
    allowed = status.get("disruptionsAllowed", 0)
    if status.get("observedGeneration", 0) < budget["metadata"].get("generation", 0):
        cause = f"The disruption budget {name} is still being processed by the server."
        raise _too_many(cause, 10)
    if allowed < 0:
        raise _out_of_order(name, "pdb disruptions allowed is negative")
    if len(status.get("disruptedPods") or ()) > _MOST_DISRUPTED:
        why = "DisruptedPods map too big - too many evictions not confirmed by PDB controller"
        raise _out_of_order(name, why)
    if allowed == 0:
        raise _too_many(_why_none(status, name), 0)


def _why_none(status: Object, name: str) -> str:
    for condition in status.get("conditions") or ():
        if condition["type"] == ALLOWED and condition.get("reason") == SYNC_FAILED:
            text = condition.get("message", "")
            start = f"The disruption budget {name} does not allow evicting pods currently"
            return f"{start} because it failed sync: {text}"
    desired, current = status.get("desiredHealthy", 0), status.get("currentHealthy", 0)
    return f"The disruption budget {name} needs {desired} healthy pods and has {current} currently"


def _too_many(cause: str, seconds: int) -> StatusError:
    causes = [{"reason": "DisruptionBudget", "message": cause}]
    details: dict[str, Any] = {"causes": causes}
    if seconds:
        details["retryAfterSeconds"] = seconds
    return StatusError(errors.failure(429, "TooManyRequests", _REFUSED, details))


def _out_of_order(name: str, why: str) -> StatusError:
    return errors.forbidden("policy", "poddisruptionbudget", name, why)


def _decrement(call: Call, budget: Object, pod: Object) -> None:
    status = budget.get("status") or {}
    now = call.world.unix
    disrupted = {**(status.get("disruptedPods") or {}), name_of(pod): timestamps.time(now)}
    left = {**status, "disruptionsAllowed": status["disruptionsAllowed"] - 1}
    if not left["disruptionsAllowed"]:
        left = with_condition(left, allowed_condition(left), now)
    changed = {**budget, "status": {**left, "disruptedPods": disrupted}}
    resource = poddisruptionbudgets.RESOURCE
    call.write(resource, namespace_of(budget), name_of(budget), changed)


def allowed_condition(status: Object) -> dict[str, Any]:
    """DisruptionAllowed as the numbers of a status have it."""
    some = status.get("disruptionsAllowed", 0) > 0
    return {
        "type": ALLOWED,
        "status": "True" if some else "False",
        "observedGeneration": status.get("observedGeneration", 0),
        "reason": "SufficientPods" if some else "InsufficientPods",
        "message": "",
    }


def with_condition(status: Object, condition: dict[str, Any], now: int) -> Object:
    """The status with the condition, whose time is that of the last change of its status."""
    old = conditions.among(status.get("conditions") or (), condition["type"])
    since = timestamps.time(now)
    if old is not None and old["status"] == condition["status"]:
        since = old["lastTransitionTime"]
    return conditions.with_condition(status, {**condition, "lastTransitionTime": since})
