"""The decision on a request, and the refusal in the server's words.

plugin/pkg/auth/authorizer/rbac/rbac.go and
apiserver/pkg/endpoints/handlers/responsewriters/errors.go
"""

from __future__ import annotations

from dataclasses import dataclass

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.authorization import rules
from cluster_sim.world.kube.api.authorization.bindings import grants
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.user import User


@dataclass(frozen=True, slots=True)
class Decision:
    """``reason`` may be empty: most refusals need none."""

    allowed: bool
    reason: str = ""


def decide(world: World, user: User, request: Request) -> Decision:
    """Whether the user may do it; nobody is refused anything, one is only not allowed it."""
    if user.is_master:
        return Decision(True)
    problems = []
    for grant in grants(world, user, request.namespace):
        if grant.problem:
            problems.append(grant.problem)
        elif any(rules.allows(rule, request) for rule in grant.rules):
            return Decision(True, f"RBAC: allowed by {grant.by}")
    return Decision(False, f"RBAC: {aggregate(problems)}" if problems else "")


def require(world: World, user: User, request: Request) -> None:
    """Forbidden unless the user may do it."""
    decision = decide(world, user, request)
    if not decision.allowed:
        raise refusal(user, request, decision.reason)


def require_create(call: Call, resource: Resource, namespace: str, name: str) -> None:
    """Forbidden for who changes what is not there and may not create it either."""
    if not call.trusted:
        place = namespace if resource.namespaced else ""
        group, plural = resource.group, resource.plural
        request = Request("create", group, plural, namespace=place, name=name)
        require(call.world, call.user, request)


def refusal(user: User, request: Request, reason: str = "") -> errors.StatusError:
    """The Status that says who cannot do what."""
    message = f"User {quote(user.name)} cannot {request.verb} {_what(request)}"
    message = f"{message}: {reason}" if reason else message
    if not request.resource:
        status = errors.failure(403, "Forbidden", f"forbidden: {message}", {})
        return errors.StatusError(status)
    return errors.forbidden(request.group, request.resource, request.name, message)


def _what(request: Request) -> str:
    if request.path:
        return f"path {quote(request.path)}"
    where = (
        f"in the namespace {quote(request.namespace)}"
        if request.namespace
        else "at the cluster scope"
    )
    resource = quote(request.full_resource)
    return f"resource {resource} in API group {quote(request.group)} {where}"


def aggregate(problems: list[str]) -> str:
    """Errors as one text (apimachinery/pkg/util/errors): each once, in brackets when many."""
    once = list(dict.fromkeys(problems))
    return once[0] if len(once) == 1 else "[" + ", ".join(once) + "]"
