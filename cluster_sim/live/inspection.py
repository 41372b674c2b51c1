"""All about one object: its text, its description, why it is so, how it was placed."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.explain.obstacles import obstacles
from cluster_sim.world.explain.portraits import portrait
from cluster_sim.world.explain.why import why
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.scheduler import displacement
from cluster_sim.world.kube.scheduler.explain import decision_table
from cluster_sim.world.shell.kubectl.describe import describe
from cluster_sim.world.shell.kubectl.output.listing import without_managed_fields
from cluster_sim.world.shell.kubectl.output.yaml import dumps
from cluster_sim.world.shell.process import TooMuchOutput


def inspect(world: World, key: tuple[str, str, str]) -> dict[str, Any] | None:
    """The fields of an ``object`` reply; None when there is no such object."""
    stored = world.store.get(*key)
    if stored is None:
        return None
    obj = world.seen(key[0], stored)
    return {
        "yaml": _text(obj),
        "describe": _description(world, key[0], obj),
        "portrait": portrait(world, key[0], obj),
        "obstacles": obstacles(world, Key(*key)),
        "why": why(world, Key(*key)),
        "decision": _decision(world, obj) if key[0] == "pods" else None,
    }


def _decision(world: World, pod: dict[str, Any]) -> dict[str, Any] | None:
    """The scheduler's last decision, and who had to leave before it."""
    table = decision_table(world, pod)
    noted = displacement.of(world, pod["metadata"]["uid"])
    if table is None or noted is None or noted.pod != pod["metadata"]["name"]:
        return table
    left = {"node": noted.node, "victims": list(noted.victims), "violations": noted.violations}
    return {**table, "displaced": left}


def _text(obj: dict[str, Any]) -> str:
    """The object as ``kubectl get -o yaml`` prints it, even what is no API object; of one that
    is far too long what there is of ``metadata``.
    """
    try:
        return dumps(without_managed_fields(obj) if "apiVersion" in obj else obj)
    except TooMuchOutput:
        return dumps({"metadata": obj.get("metadata")})


def _description(world: World, resource: str, obj: dict[str, Any]) -> str:
    try:
        registry.of(world).by_key(resource)
    except registry.UnknownResource:
        return ""
    # The page looks with its own eyes, even where the student's rights are lost.
    # The page looks with its own eyes, even where the student's rights are lost.
    return describe(Client(world, "inspector"), resource, obj)
