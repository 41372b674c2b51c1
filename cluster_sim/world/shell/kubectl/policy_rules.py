"""Policy rules made from flags: ``kubectl create role`` and ``create clusterrole``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.authorization.rules import Rule
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.invocation import Invocation

_VERBS = (
    *("*", "get", "delete", "list", "create", "update", "patch", "watch", "proxy"),
    *("deletecollection", "use", "bind", "escalate", "impersonate"),
)
_RBAC = "rbac.authorization.k8s.io"
# What a verb that is no everyday one can be done to: (group, resource).
_SPECIAL = {
    "use": (("policy", "podsecuritypolicies"), ("extensions", "podsecuritypolicies")),
    "bind": ((_RBAC, "roles"), (_RBAC, "clusterroles")),
    "escalate": ((_RBAC, "roles"), (_RBAC, "clusterroles")),
    "impersonate": (
        ("", "users"),
        ("", "serviceaccounts"),
        ("", "groups"),
        ("authentication.k8s.io", "userextras"),
    ),
}


class Named(NamedTuple):
    """A resource as it was named: ``deployments.apps/scale``."""

    resource: str
    group: str
    subresource: str


def verbs_of(command: Invocation) -> list[str]:
    """``--verb``, each once; ``*`` alone when it is among them."""
    asked = list(dict.fromkeys(command.value("verb")))
    return ["*"] if "*" in asked else asked


def resources_of(command: Invocation) -> list[Named]:
    """``--resource``; ``*`` ends the list, and is all of it."""
    found: list[Named] = []
    for text in command.value("resource"):
        name, _, subresource = text.partition("/")
        resource, dot, group = name.partition(".")
        named = Named(resource, group, subresource)
        if resource == "*" and not dot and "/" not in text:
            return [named]
        found.append(named)
    return found


def check_verbs(command: Invocation, verbs: Iterable[str]) -> None:
    """Warn of verbs that no resource knows."""
    for verb in verbs:
        if verb not in _VERBS:
            command.complain(f"Warning: '{verb}' is not a standard resource verb\n")


def check_resources(command: Invocation, verbs: list[str], resources: list[Named]) -> None:
    """Failure for a resource that there is not, or that a verb cannot be done to."""
    for named in resources:
        if not named.resource:
            raise error("resource must be specified if apiGroup/subresource specified")
        if named.resource == "*":
            return
        group, plural = _found(command.process.world, named)
        special = [verb for verb in verbs if verb in _SPECIAL]
        for verb in special:
            if (group, plural) not in _SPECIAL[verb]:
                raise error(f"can not perform '{verb}' on '{plural}' in group '{group}'")
        if not special:
            _require(command.process.world, named)


def _require(world: World, named: Named) -> None:
    try:
        registry.of(world).by_name(_text(named))
    except registry.UnknownResource as problem:
        raise error(str(problem)) from problem


def _found(world: World, named: Named) -> tuple[str, str]:
    """The group and plural of a resource; as it was named when nobody knows it."""
    try:
        resource = registry.of(world).by_name(_text(named))
    except registry.UnknownResource:
        return named.group, named.resource
    return resource.group, resource.plural


def _text(named: Named) -> str:
    return f"{named.resource}.{named.group}" if named.group else named.resource


def rules_of(
    command: Invocation, verbs: list[str], resources: list[Named], urls: list[str]
) -> list[Rule]:
    """One rule for each API group, then one for the URLs."""
    by_group: dict[str, list[str]] = {}
    for named in resources:
        group, plural = _found(command.process.world, named)
        full = f"{plural}/{named.subresource}" if named.subresource else plural
        known = by_group.setdefault(group, [])
        if full not in known:
            known.append(full)
    names = list(dict.fromkeys(command.value("resource-name")))
    only = {"resourceNames": names} if names else {}
    rules: list[Rule] = [
        {"apiGroups": [group], **only, "resources": by_group[group], "verbs": verbs}
        for group in sorted(by_group)
    ]
    return [*rules, {"nonResourceURLs": urls, "verbs": verbs}] if urls else rules
