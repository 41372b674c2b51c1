"""Who makes a request: a name, groups, and what else the authenticator knows.

apiserver/pkg/authentication/user/user.go
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AUTHENTICATED: Final = "system:authenticated"
UNAUTHENTICATED: Final = "system:unauthenticated"
MASTERS: Final = "system:masters"
CLUSTER_ADMINS: Final = "kubeadm:cluster-admins"
_ACCOUNT_PREFIX: Final = "system:serviceaccount:"
_ACCOUNT_GROUP: Final = "system:serviceaccounts"

Extra = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class User:
    """``extra``: (key, values) pairs, in the order of the keys."""

    name: str
    groups: tuple[str, ...] = ()
    uid: str = ""
    extra: Extra = ()

    @property
    def is_master(self) -> bool:
        """Whether the user is above all rules."""
        return MASTERS in self.groups


# What kubeadm writes into ~/.kube/config (kubeadm/app/phases/kubeconfig).
ADMIN: Final = User("kubernetes-admin", (CLUSTER_ADMINS, AUTHENTICATED))
ANONYMOUS: Final = User("system:anonymous", (UNAUTHENTICATED,))


def account_user(namespace: str, name: str, uid: str = "", extra: Extra = ()) -> User:
    """A service account as a user (apiserver/pkg/authentication/serviceaccount/util.go)."""
    groups = (*account_groups(namespace), AUTHENTICATED)
    return User(account_name(namespace, name), groups, uid, extra)


def account_name(namespace: str, name: str) -> str:
    """``system:serviceaccount:default:robot``."""
    return f"{_ACCOUNT_PREFIX}{namespace}:{name}"


def account_groups(namespace: str) -> tuple[str, str]:
    """The groups of the service accounts of a namespace."""
    return _ACCOUNT_GROUP, f"{_ACCOUNT_GROUP}:{namespace}"


def split_account(user_name: str) -> tuple[str, str] | None:
    """The namespace and name of the service account that a user name stands for, if it does."""
    parts = user_name.removeprefix(_ACCOUNT_PREFIX).split(":")
    if not user_name.startswith(_ACCOUNT_PREFIX) or len(parts) != 2 or not all(parts):
        return None
    return parts[0], parts[1]
