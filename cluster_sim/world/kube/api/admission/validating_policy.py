"""ValidatingAdmissionPolicy: rules of a cluster, written in CEL, that requests must keep.

apiserver/pkg/admission/plugin/policy/validating/dispatcher.go. The real server looks at its
policies anew each second; here a policy counts as soon as it and its binding are there.
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.admission.validating_policy_evaluation import Evaluation, Refusal
from cluster_sim.world.kube.api.admission.validating_policy_match import matches
from cluster_sim.world.kube.api.admission.validating_policy_params import NotConfigured, params
from cluster_sim.world.kube.api.admission.validating_policy_request import Request
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource

POLICIES: Final = "validatingadmissionpolicies.admissionregistration.k8s.io"
BINDINGS: Final = "validatingadmissionpolicybindings.admissionregistration.k8s.io"
# Policies do not judge themselves (policy_source.go), nor questions that are never stored.
_EXEMPT: Final = (
    *(POLICIES, BINDINGS),
    "mutatingadmissionpolicies.admissionregistration.k8s.io",
    "mutatingadmissionpolicybindings.admissionregistration.k8s.io",
)
# dispatcher.go (reasonToCode)
_CODES: Final = {"Forbidden": 403, "Unauthorized": 401, "RequestEntityTooLarge": 413}
_Denial = tuple[Object, Object | None, Refusal]


def check_create(call: Call, resource: Resource, obj: Object) -> None:
    """Refuse a new object that a policy is against."""
    if _concerned(call, resource):
        _judge(Request(call, resource, "CREATE", obj, None))


def check_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> None:
    """Refuse a change that a policy is against."""
    if _concerned(call, resource):
        _judge(Request(call, resource, "UPDATE", new, old, subresource))


def check_delete(call: Call, resource: Resource, old: Object) -> None:
    """Refuse a deletion that a policy is against."""
    if _concerned(call, resource):
        _judge(Request(call, resource, "DELETE", None, old))


def _concerned(call: Call, resource: Resource) -> bool:
    return bool(call.world.store.table(BINDINGS)) and resource.key not in _EXEMPT


def _judge(request: Request) -> None:
    """StatusError with what the first policy says that denies the request."""
    store = request.call.world.store
    bindings = [binding for _, binding in sorted(store.table(BINDINGS).items())]
    denied: list[_Denial] = []
    for _, policy in sorted(store.table(POLICIES).items()):
        bound = [each for each in bindings if each["spec"].get("policyName") == name_of(policy)]
        if bound and matches(request, policy["spec"].get("matchConstraints") or {}):
            for binding in bound:
                denied += _bound(request, policy, binding)
    if denied:
        raise _refused(request, *denied[0])


def _bound(request: Request, policy: Object, binding: Object) -> list[_Denial]:
    """What a policy denies as this binding has it; warnings are told."""
    resources = binding["spec"].get("matchResources")
    if resources is not None and not matches(request, resources):
        return []
    try:
        chosen = params(request, policy, binding)
    except NotConfigured as problem:
        if policy["spec"].get("failurePolicy") == "Ignore":
            return []
        return [(policy, binding, Refusal(f"failed to configure binding: {problem}", ""))]
    denied: list[_Denial] = []
    values = request.variables()
    for each in chosen:
        for refusal in Evaluation(policy, values, each).refusals():
            denied += _acted_on(request, policy, binding, refusal)
    return denied


def _acted_on(request: Request, policy: Object, binding: Object, refusal: Refusal) -> list[_Denial]:
    actions = binding["spec"].get("validationActions") or ()
    if "Warn" in actions:
        request.call.warn(
            f"Validation failed for ValidatingAdmissionPolicy '{name_of(policy)}' with binding "
            f"'{name_of(binding)}': {refusal.message}"
        )
    return [(policy, binding, refusal)] if "Deny" in actions else []


def _refused(
    request: Request, policy: Object, binding: Object | None, refusal: Refusal
) -> errors.StatusError:
    with_binding = f" with binding '{name_of(binding)}'" if binding else ""
    message = (
        f"ValidatingAdmissionPolicy '{name_of(policy)}'{with_binding} denied request: "
        f"{refusal.message}"
    )
    resource = request.resource
    found = errors.forbidden(resource.group, resource.plural, request.name, message)
    reason = refusal.reason or "Invalid"
    details = {**found.status["details"], "causes": [{"message": message}]}
    code = _CODES.get(reason, 422)
    return errors.StatusError({**found.status, "reason": reason, "code": code, "details": details})
