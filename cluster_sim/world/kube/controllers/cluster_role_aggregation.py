"""ClusterRoles whose rules are those of others, chosen by their labels.

pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.authorization.bindings import CLUSTER_ROLES
from cluster_sim.world.kube.api.authorization.rules import Rule
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller

NAME = "clusterrole-aggregation-controller"


def _aggregating(world: World, change: Change) -> Iterator[str]:
    """Any change may concern every role that aggregates."""
    for role in world.store.all(CLUSTER_ROLES):
        if role.get("aggregationRule"):
            yield name_of(role)


def _sync(client: Client, name: str) -> int | None:
    role = client.world.store.get(CLUSTER_ROLES, "", name)
    if role is None or not role.get("aggregationRule"):
        return None
    rules = _rules(client.world, role)
    if rules != (role.get("rules") or []):
        client.update(CLUSTER_ROLES, "", {**role, "rules": rules})
    return None


def _rules(world: World, role: Object) -> list[Rule]:
    """The rules of the chosen roles, in the order of their names, each once."""
    found: list[Rule] = []
    for selector in role["aggregationRule"].get("clusterRoleSelectors") or ():
        for other in _chosen(world, selector):
            if name_of(other) != name_of(role):
                found += [rule for rule in other.get("rules") or () if rule not in found]
    return found


def _chosen(world: World, selector: dict[str, Any]) -> list[Object]:
    wanted = labels.of_object(selector)
    every = sorted(world.store.all(CLUSTER_ROLES), key=name_of)
    return [role for role in every if wanted.matches(role["metadata"].get("labels"))]


CONTROLLER = Controller(NAME, {CLUSTER_ROLES: _aggregating}, _sync)
