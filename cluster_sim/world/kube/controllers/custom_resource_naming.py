"""Naming of custom kinds: a CustomResourceDefinition gets the names that are still free.

apiextensions-apiserver/pkg/controller/status/naming_controller.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.custom.conditions import ESTABLISHED, NAMES_ACCEPTED, with_condition
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.registry import CRDS
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller

NAME = "naming-condition-controller"
_RESOURCES: Final = (("plural", "PluralConflict"), ("singular", "SingularConflict"))
_KINDS: Final = (("kind", "KindConflict"), ("listKind", "ListKindConflict"))
Names = dict[str, Any]


def _of_definition(world: World, change: Change) -> Iterator[str]:
    """The definition itself, and the others of its group: a name may have become free."""
    yield change.key.name
    group = (change.new or change.old or {})["spec"]["group"]
    for crd in world.store.all(CRDS):
        if crd["spec"]["group"] == group and crd["metadata"]["name"] != change.key.name:
            yield crd["metadata"]["name"]


def _sync(client: Client, name: str) -> int | None:
    crd = client.world.store.get(CRDS, "", name)
    if crd is None:
        return None
    accepted = (crd.get("status") or {}).get("acceptedNames") or {}
    if accepted == crd["spec"]["names"] and condition(crd, NAMES_ACCEPTED):
        return None
    new, conflict = _accepted(client.world, crd, accepted)
    updated = _with_names(crd, new, conflict, timestamps.time(client.now))
    if updated["status"] != crd.get("status"):
        client.update_status(CRDS, updated)
    return None


def _accepted(world: World, crd: Object, present: Names) -> tuple[Names, tuple[str, str]]:
    """The names that the definition may have, and the last conflict: its reason and message."""
    resources, kinds = _used(world, crd)
    wanted, accepted, conflict = crd["spec"]["names"], dict(present), ("", "")
    for fields, used in ((_RESOURCES, resources), (_KINDS, kinds)):
        for field, reason in fields:
            name = wanted.get(field, "")
            if name != present.get(field) and name in used:
                conflict = (reason, f"{quote(name)} is already in use")
            else:
                accepted[field] = name
        if fields is _RESOURCES:
            conflict = _short_names(wanted, present, accepted, used) or conflict
    accepted.pop("categories", None)
    if wanted.get("categories"):
        accepted["categories"] = wanted["categories"]
    return accepted, conflict


def _short_names(
    wanted: Names, present: Names, accepted: Names, used: dict[str, None]
) -> tuple[str, str] | None:
    asked, had = wanted.get("shortNames") or [], present.get("shortNames") or []
    clashes = [name for name in asked if name not in had and name in used]
    taken = [f"{quote(name)} is already in use" for name in clashes]
    if taken:
        return "ShortNamesConflict", taken[0] if len(taken) == 1 else f"[{', '.join(taken)}]"
    accepted.pop("shortNames", None)
    if asked:
        accepted["shortNames"] = asked
    return None


def _used(world: World, crd: Object) -> tuple[dict[str, None], dict[str, None]]:
    """The names of resources and of kinds that other definitions of the group have."""
    resources: dict[str, None] = {}
    kinds: dict[str, None] = {}
    for other in world.store.all(CRDS):
        if other["spec"]["group"] == crd["spec"]["group"]:
            names = (other.get("status") or {}).get("acceptedNames") or {}
            plural = (names.get("plural"), names.get("singular"), *(names.get("shortNames") or ()))
            resources.update(dict.fromkeys(name for name in plural if name))
            told = (names.get("kind"), names.get("listKind"))
            kinds.update(dict.fromkeys(name for name in told if name))
    return resources, kinds


def _with_names(crd: Object, names: Names, conflict: tuple[str, str], now: str) -> Object:
    status = {**(crd.get("status") or {}), "acceptedNames": names}
    crd = {**crd, "status": status}
    reason, message = conflict if conflict[0] else ("NoConflicts", "no conflicts found")
    good = not conflict[0]
    crd = with_condition(crd, NAMES_ACCEPTED, "True" if good else "False", reason, message, now)
    known = condition(crd, ESTABLISHED)
    if known is not None and known["status"] == "True":
        return crd
    if good:
        installing = "the initial names have been accepted"
        return with_condition(crd, ESTABLISHED, "False", "Installing", installing, now)
    if known is not None:
        return crd
    return with_condition(
        crd, ESTABLISHED, "False", "NotAccepted", "not all names are accepted", now
    )


CONTROLLER = Controller(NAME, {CRDS: _of_definition}, _sync)
