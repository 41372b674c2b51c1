"""Random requests to the API server, sensible ones and nonsense, and a person who sends them."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.verbs import patch
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.api.verbs.pages import Paging
from cluster_sim.world.kube.client import Client
from tests.world.kube.api.seeds import CONTENT, seed

_WORDS = ("web", "two", "app", "team", "", "a b", "1", "-1", "Always", "noeud-1", "kubernetes")
_PLACES = (
    "metadata.labels.app",
    "metadata.annotations.note",
    "metadata.finalizers",
    "metadata.ownerReferences",
    "metadata.generateName",
    "metadata.resourceVersion",
    "metadata.uid",
    "spec",
    "spec.replicas",
    "spec.selector",
    "spec.template.metadata.labels",
    "spec.template.spec.containers",
    "spec.containers",
    "spec.nodeName",
    "spec.ports",
    "spec.hard.pods",
    "spec.minAvailable",
    "spec.maxUnavailable",
    "spec.suspend",
    "spec.template",
    "spec.replicas",
    "spec.parallelism",
    "spec.completions",
    "spec.accessModes",
    "spec.type",
    "spec.strategy",
    "spec.volumeName",
    "spec.storageClassName",
    "spec.taints",
    "spec.unschedulable",
    "status",
    "status.replicas",
    "status.allocatable",
    "status.capacity",
    "status.addresses",
    "status.containerStatuses",
    "status.conditions",
    "status.phase",
    "data",
    "data.c",
)
_OWNER = {"apiVersion": "v1", "kind": "ConfigMap", "name": "web", "uid": "gone"}
_VALUES: tuple[Any, ...] = (
    *(None, True, False, -1, 0, 1, 2, 5),
    *_WORDS,
    *([], {}, [{}], {"a": "b"}, ["example.com/hold"], [_OWNER], [{"name": "c"}]),
    [{"type": "Ready", "status": "True"}],
    [{"name": "web", "image": "redis:7"}],
    {"matchLabels": {"app": "web"}},
    {"cpu": "1", "pods": "2"},
    [{"key": "k", "effect": "NoExecute"}],
    [{"port": 81}],
    "100%",
)
_PATCHES = (patch.JSON, patch.MERGE, patch.STRATEGIC, patch.APPLY)
_STREAMS = ("attach", "exec", "log", "portforward", "proxy")
_CREATED = ("eviction", "binding", "status", "token")


@dataclass(frozen=True)
class Request:
    """One call: what is asked of which object, with a change of its seed and some options."""

    verb: str
    key: str
    namespace: str
    name: str
    place: str
    value: Any
    option: int

    def send(self, world: World) -> Any:
        """The answer; StatusError when it is refused. Custom kinds may have gone meanwhile."""
        try:
            kind = registry.of(world).by_key(self.key)
        except registry.UnknownResource:
            return None
        client = Client(world, "student", trusted=False)
        if self.option // 100 % 10 == 6:
            client = client.dry()
        if self.option // 3 % 5 > 1:
            client = client.validating(("Ignore", "Warn")[self.option // 3 % 2])
        client = client.managed_by(("", "one", "two", "kubectl")[self.option // 50 % 4])
        place = self.namespace if kind.namespaced else ""
        return _VERBS[self.verb](self, client, kind, place)

    def door(self, kind: Resource) -> str:
        """One of the kind's sub-resources, now and then one that it has not; mostly none."""
        doors = [each for each in kind.subresources if each not in _STREAMS]
        doors = ["", "", "", *doors, *doors, "nothing"]
        return doors[self.option // 7 % len(doors)]

    def body(self, kind: Resource) -> dict[str, Any]:
        """The seed, changed at one place."""
        made = copy.deepcopy(seed(kind, self.name))
        if self.option % 2:
            _put(made, self.place.split("."), self.value)
        return made


def _put(value: dict[str, Any], path: list[str], new: Any) -> None:
    for step in path[:-1]:
        below = value.get(step)
        if not isinstance(below, dict):
            below = value[step] = {}
        value = below
    value[path[-1]] = new


def _create(request: Request, client: Client, kind: Resource, place: str) -> Any:
    if request.option % 11 == 10:
        door = _CREATED[request.option // 11 % 4]
        body = {"target": {"name": "noeud-1"}} if door == "binding" else {}
        return client.create(kind.key, place, body, request.name, door)
    return client.create(kind.key, place, request.body(kind))


def _update(request: Request, client: Client, kind: Resource, place: str) -> Any:
    door = request.door(kind)
    if request.option % 3 == 0:
        body = copy.deepcopy(client.get(kind.key, place, request.name, door))
        _put(body, request.place.split("."), request.value)
        return client.update(kind.key, place, body, request.name, door)
    return client.update(kind.key, place, request.body(kind), request.name, door)


def _patch(request: Request, client: Client, kind: Resource, place: str) -> Any:
    way = _PATCHES[request.option % 4]
    door = request.door(kind)
    body: Any = {}
    _put(body, request.place.split("."), request.value)
    if way == patch.JSON:
        path = "/" + request.place.replace(".", "/")
        body = [{"op": ("add", "replace", "remove")[request.option % 3], "path": path}]
        body[0]["value"] = request.value
    if way == patch.APPLY:
        body = request.body(kind)
    force = request.option % 5 == 0
    return client.patch(kind.key, place, request.name, body, way, door, force)


def _delete(request: Request, client: Client, kind: Resource, place: str) -> Any:
    options = DeleteOptions(
        grace_seconds=(None, 0, 1, 40)[request.option % 4],
        propagation=("", "Foreground", "Background", "Orphan")[request.option // 4 % 4],
        uid="another" if request.option % 13 == 12 else "",
        dry_run=request.option % 17 == 16,
    )
    if request.option % 6 == 5:
        return client.delete_collection(kind.key, place or None, options, "app=web")
    return client.delete(kind.key, place, request.name, options)


def _scale(request: Request, client: Client, kind: Resource, place: str) -> Any:
    return client.scale(kind.key, place, request.name, request.value)


def _list(request: Request, client: Client, kind: Resource, place: str) -> Any:
    paging = Paging(
        limit=request.option % 4,
        proceed=("", "", "nonsense")[request.option % 3],
        version=("", "", "", "0", "", "17", "999999", "x")[request.option % 8],
        match=("", "", "", "Exact", "NotOlderThan", "Never")[request.option // 8 % 6],
    )
    return client.list(kind.key, place or None, "app", "", paging)


_VERBS = {
    "create": _create,
    "update": _update,
    "patch": _patch,
    "delete": _delete,
    "scale": _scale,
    "list": _list,
}


_COMMON = ("create", "create", "patch", "patch", "update", "update", "delete", "scale", "list")


def _chosen(number: int, keys: tuple[str, ...]) -> Request:
    """The request of that number: spread evenly, where Hypothesis would begin with the simple."""
    chance = Random(number)
    key = chance.choice(keys)
    place, value = _chosen_change(chance, key)
    return Request(
        verb=chance.choice(_COMMON),
        key=key,
        namespace=chance.choice((*["default"] * 6, "team", "gone")),
        name=chance.choice(("web", "web", "web", "two")),
        place=place,
        value=value,
        option=chance.randrange(100_000),
    )


def _chosen_change(chance: Random, key: str) -> tuple[str, Any]:
    """A field that the kind may have, and a value for it, mostly of the type that it has now."""
    content = {"metadata": {}, "status": {}, **CONTENT.get(key, {})}
    places = [place for place in _PLACES if place.partition(".")[0] in content]
    place = chance.choice(places)
    now = lookup(content, place.split("."), "a text")
    alike = [value for value in _VALUES if type(value) is type(now)]
    return place, chance.choice(alike if alike and chance.random() < 0.7 else _VALUES)


def requests(keys: tuple[str, ...]) -> st.SearchStrategy[Request]:
    """Requests to those resources."""
    return st.integers(0, 2**40).map(lambda number: _chosen(number, keys))
