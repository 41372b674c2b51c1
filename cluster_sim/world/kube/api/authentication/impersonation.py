"""Acting as somebody else (``Impersonate-User`` and its like), for those who may.

apiserver/pkg/endpoints/filters/impersonation
"""

from __future__ import annotations

from dataclasses import dataclass

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.authorization.authorizer import require
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.user import (
    ANONYMOUS,
    AUTHENTICATED,
    UNAUTHENTICATED,
    Extra,
    User,
    account_groups,
    split_account,
)

_AUTHENTICATION = "authentication.k8s.io"


@dataclass(frozen=True, slots=True)
class Impersonation:
    """Whom to act as; an empty name is nobody."""

    name: str = ""
    groups: tuple[str, ...] = ()
    uid: str = ""
    extra: Extra = ()


def impersonate(world: World, user: User, wanted: Impersonation) -> User:
    """The user to act as. Forbidden unless ``user`` may impersonate each part of it."""
    if not wanted.name:
        return user
    for request in _requests(wanted):
        require(world, user, request)
    return User(wanted.name, _groups(wanted), wanted.uid, wanted.extra)


def _requests(wanted: Impersonation) -> list[Request]:
    account = split_account(wanted.name)
    verb = "impersonate"
    if account is None:
        found = [Request(verb, resource="users", name=wanted.name)]
    else:
        namespace, name = account
        found = [Request(verb, resource="serviceaccounts", namespace=namespace, name=name)]
    found += [Request(verb, resource="groups", name=group) for group in wanted.groups]
    for key, values in wanted.extra:
        # The key stands where a sub-resource stands.
        found += [Request(verb, _AUTHENTICATION, "userextras", key, name=value) for value in values]
    if wanted.uid:
        found.append(Request(verb, _AUTHENTICATION, "uids", name=wanted.uid))
    return found


def _groups(wanted: Impersonation) -> tuple[str, ...]:
    account, groups = split_account(wanted.name), wanted.groups
    if account is not None and not groups:
        groups = account_groups(account[0])
    if wanted.name == ANONYMOUS.name:
        return groups if UNAUTHENTICATED in groups else (*groups, UNAUTHENTICATED)
    known = AUTHENTICATED in groups or UNAUTHENTICATED in groups
    return groups if known else (*groups, AUTHENTICATED)
