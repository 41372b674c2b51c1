"""Subjects of bindings made from flags: ``--user``, ``--group``, ``--serviceaccount``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, several
from cluster_sim.world.shell.kubectl.invocation import Invocation

FLAGS: tuple[Flag, ...] = (several("user"), several("group"), several("serviceaccount"))
_GROUP = "rbac.authorization.k8s.io"
Subject = dict[str, Any]


def subjects_of(command: Invocation) -> list[Subject]:
    """The subjects: users, groups, then service accounts, in the order in which they came."""
    return [
        *of_kind("User", command.value("user")),
        *of_kind("Group", command.value("group")),
        *(_account(text) for text in command.value("serviceaccount")),
    ]


def of_kind(kind: str, names: Iterable[str]) -> list[Subject]:
    """Users or groups of these names."""
    return [{"apiGroup": _GROUP, "kind": kind, "name": name} for name in names]


def _account(text: str) -> Subject:
    parts = text.split(":")
    if len(parts) != 2 or not all(parts):
        raise error("serviceaccount must be <namespace>:<name>")
    return {"kind": "ServiceAccount", "name": parts[1], "namespace": parts[0]}
