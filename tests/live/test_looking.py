"""Looking at a lab leaves nothing behind: a world that was watched lives as one that was not."""

from __future__ import annotations

import pytest

from cluster_sim.live.cards import HIDDEN, card
from cluster_sim.live.inspection import inspect
from cluster_sim.world.assembly import system
from cluster_sim.world.explain.why import why
from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import SECOND
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.client import Client
from cluster_sim.world.scenarios.scenario import names, scenario
from cluster_sim.world.scenarios.start import start


@pytest.mark.parametrize("name", names())
def test_cards_inspectors_and_reasons_change_nothing_of_a_world(name: str) -> None:
    world = start(system(), scenario(name), 3)
    world.run_until(40 * SECOND)
    before = checkpoint.load(system(), checkpoint.dump(world))
    for resource in world.store.resources():
        if resource in HIDDEN or resource.endswith("rbac.authorization.k8s.io"):
            continue
        for (namespace, title), obj in list(world.store.table(resource).items()):
            card(world, resource, obj)
            why(world, Key(resource, namespace, title))
            inspect(world, (resource, namespace, title))
    assert world.memory == before.memory
    assert sorted(world.agenda.events) == sorted(before.agenda.events)
    assert world.chance.states == before.chance.states
    assert world.history.changes == before.history.changes


def test_who_has_lost_every_right_can_still_look_at_the_page() -> None:
    world = start(system(), scenario("three-nodes"), 3)
    student = Client(world, "student", trusted=False)
    student.delete("clusterroles.rbac.authorization.k8s.io", "", "cluster-admin")
    with pytest.raises(StatusError, match="forbidden"):
        student.list("pods")
    found = inspect(world, ("nodes", "", "noeud-1"))
    assert found is not None
    assert "Allocatable" in found["describe"]
