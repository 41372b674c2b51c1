"""What must stay true of the whole world, whatever people type, cut, delete or apply in it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.assembly import system
from cluster_sim.world.cel.expression import compile_expression
from cluster_sim.world.checks.view import LISTS, VARIABLES, View
from cluster_sim.world.explain.why import why
from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.history import Change, Key
from cluster_sim.world.kernel.world import SECOND, CommandRefused, World
from cluster_sim.world.kube.indexes import NODE, OWNER
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start

Deed = tuple[int, str, dict[str, Any]]
HOSTS = st.sampled_from(["baie-1", "baie-2", "baie-3", "baie-9"])
NODES = st.sampled_from(["noeud-1", "noeud-2", "noeud-3"])
NAMES = st.sampled_from(["web", "web", "web", "api", "nobody"])
IMAGES = st.sampled_from(["nginx:1.27", "redis:7", "nginx:0.0.1", "busybox"])
REPLICAS = st.integers(0, 9)


def _shell(text: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    terminal = st.sampled_from(["t1", "t2"])
    return st.tuples(terminal, text).map(
        lambda both: ("shell", {"terminal": both[0], "text": both[1]})
    )


def _kube(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.fixed_dictionaries(fields).map(lambda args: ("kube", args))


lines = st.one_of(
    st.builds(
        "kubectl create deployment {} --image={} --replicas={}".format, NAMES, IMAGES, REPLICAS
    ),
    st.builds("kubectl scale deployment {} --replicas={}".format, NAMES, REPLICAS),
    st.builds("kubectl set image deployment/{0} {1}={1}:1.27".format, NAMES, st.just("nginx")),
    st.builds("kubectl expose deployment {} --port=80".format, NAMES),
    st.builds("kubectl {} {}".format, st.sampled_from(["cordon", "uncordon", "drain"]), NODES),
    st.builds("kubectl run {} --image={}".format, NAMES, IMAGES),
    st.builds(
        "kubectl delete {} {} --wait=false".format,
        st.sampled_from(["pod", "deploy", "svc", "node"]),
        NAMES | NODES,
    ),
    st.builds(
        "kubectl rollout {} deployment/{}".format,
        st.sampled_from(["restart", "undo", "status", "pause"]),
        NAMES,
    ),
    st.builds("curl {} | head -n 2 > page; cat page || echo no".format, NAMES),
    st.just("kubectl delete pods --all --wait=false && kubectl get pods -w"),
    st.text(max_size=20),
)
power = st.tuples(
    st.sampled_from(["power-off", "power-on"]), HOSTS.map(lambda host: {"host": host})
)
commands = st.one_of(
    _shell(lines),
    _shell(lines),
    _shell(lines),
    power,
    power,
    st.sampled_from(["t1", "t2"]).map(lambda name: ("interrupt", {"terminal": name})),
    st.tuples(st.sampled_from(["vm-stop", "vm-start"]), NODES.map(lambda vm: {"vm": vm})),
    st.fixed_dictionaries({"path": NAMES, "text": st.text(max_size=30)}).map(
        lambda args: ("write", args)
    ),
    _kube(verb=st.just("delete"), resource=st.just("deployments.apps"), name=NAMES),
    _kube(
        verb=st.just("scale"), resource=st.just("deployments.apps"), name=NAMES, replicas=REPLICAS
    ),
    _kube(verb=st.just("apply"), text=st.text(max_size=40)),
)
deeds = st.lists(
    st.tuples(st.sampled_from([0, 1, 7, 45, 120, 400]), commands).map(
        lambda both: (both[0] * SECOND, *both[1])
    ),
    max_size=9,
)
slow = settings(max_examples=25, deadline=None)


FIRST_LINES = (
    "kubectl create deployment web --image=nginx:1.27 --replicas=4",
    "kubectl expose deployment web --port=80",
)


def begun(seed: int) -> World:
    """Three nodes, a Deployment on its way, a Service that visitors go to."""
    world = start(system(), scenario("three-nodes"), seed)
    return do(world, [(0, "shell", {"terminal": "t1", "text": line}) for line in FIRST_LINES])


def do(world: World, done: list[Deed]) -> World:
    """Live the deeds at their distances from each other."""
    for wait, kind, args in done:
        world.run_until(world.now + wait)
        try:
            world.command(kind, args, "student")
        except CommandRefused:
            continue
    return world


def told(world: World) -> str:
    """The whole history, byte for byte, in few letters."""
    return hashlib.sha256(json.dumps(world.history.changes).encode()).hexdigest()


def later(world: World, seconds: int = 500) -> World:
    world.run_until(world.now + seconds * SECOND)
    return world


@slow
@given(st.integers(0, 2**40), deeds)
def test_the_same_seed_and_commands_give_the_same_history(seed: int, done: list[Deed]) -> None:
    assert told(later(do(begun(seed), done))) == told(later(do(begun(seed), done)))


@slow
@given(st.integers(0, 9), deeds, deeds)
def test_forks_checkpoints_and_their_parent_go_on_alike_and_apart(
    seed: int, before: list[Deed], after: list[Deed]
) -> None:
    parent = do(begun(seed), before)
    untouched = told(parent)
    fork, restored = parent.fork(), checkpoint.load(system(), checkpoint.dump(parent))
    found = told(later(do(fork, after)))
    assert told(parent) == untouched
    assert told(later(do(restored, after))) == found
    assert told(parent) == untouched
    assert told(later(do(parent, after))) == found


@slow
@given(st.integers(0, 9), deeds, st.integers(0, 600))
def test_rewinding_and_living_again_ends_where_it_was(
    seed: int, done: list[Deed], moment: int
) -> None:
    """Rewinding is taking up an earlier checkpoint and doing the later commands again."""
    world = later(begun(seed), moment)
    kept = checkpoint.dump(world)
    assert told(later(do(world, done))) == told(later(do(checkpoint.load(system(), kept), done)))


@slow
@given(st.integers(0, 9), deeds, st.lists(st.integers(1, 90), max_size=8))
def test_running_in_pieces_is_running_in_one_go(
    seed: int, done: list[Deed], pieces: list[int]
) -> None:
    whole, cut = do(begun(seed), done), do(begun(seed), done)
    whole.run_until(whole.now + sum(pieces) * SECOND)
    for piece in pieces:
        until = cut.now + piece * SECOND
        while not cut.run_until(until, most_events=9):
            cut = cut.fork()
    assert told(cut) == told(whole)


@slow
@given(st.integers(0, 9), deeds)
def test_the_history_alone_tells_the_present(seed: int, done: list[Deed]) -> None:
    world = later(do(begun(seed), done))
    present: dict[Key, Any] = {}
    for number, change in enumerate(world.history.changes, 1):
        assert change.revision == number
        assert change.cause < change.revision
        assert present.get(change.key) == change.old
        present[change.key] = change.new
    stored = {
        Key(resource, *name): obj
        for resource in world.store.resources()
        for name, obj in world.store.table(resource).items()
    }
    assert {key: obj for key, obj in present.items() if obj is not None} == stored


@slow
@given(st.integers(0, 9), deeds)
def test_whatever_happens_can_be_explained_and_looked_up(seed: int, done: list[Deed]) -> None:
    world = later(do(begun(seed), done))
    for pod in world.store.all("pods"):
        name = pod["metadata"]["name"]
        assert name in _names(world, NODE, pod["spec"].get("nodeName", ""))
        moments = why(world, Key("pods", pod["metadata"]["namespace"], name))
        assert moments == sorted(moments, key=lambda moment: moment["revision"])
        assert any(moment["fact"] == "pod.created" for moment in moments)
    for resource in world.store.resources():
        for name in world.store.table(resource):
            assert all(moment["fact"] for moment in why(world, Key(resource, *name)))
    for replica_set in world.store.all("replicasets.apps"):
        owned = _names(world, OWNER, replica_set["metadata"]["uid"])
        assert len(owned) >= replica_set["status"].get("replicas", 0)
    assert _left_over(world) == []


@slow
@given(st.integers(0, 9), deeds)
def test_conditions_can_read_every_object_there_is(seed: int, done: list[Deed]) -> None:
    view = View(do(begun(seed), done))
    for name in LISTS:
        assert view.holds(compile_expression(f"{name}.all(x, size(x) > 0)", VARIABLES))


def _names(world: World, index: str, value: str) -> list[str]:
    return [pod["metadata"]["name"] for pod in world.store.by_index("pods", index, value)]


def _left_over(world: World) -> list[Change]:
    """Changes of people and of components that no command and no scenario stands behind."""
    roots = {world.history.causes(c.revision)[-1].revision for c in world.history.changes}
    return [
        change
        for change in map(world.history.at, sorted(roots))
        if change.actor == "student" and change.key.resource != "commands"
    ]


_ELSEWHERE = """
from tests.world.test_whole_world import begun, do, later, told
print(told(later(do(begun(7), {done!r}))))
"""


def test_two_processes_with_two_hash_seeds_agree() -> None:
    create = "kubectl create deployment web --image=nginx:1.27 --replicas=6"
    done = [
        (0, "shell", {"terminal": "t1", "text": create}),
        (30 * SECOND, "shell", {"terminal": "t1", "text": "kubectl expose deploy web --port 80"}),
        (5 * SECOND, "shell", {"terminal": "t2", "text": "kubectl get pods -w"}),
        (9 * SECOND, "power-off", {"host": "baie-2"}),
        (400 * SECOND, "kube", {"verb": "drain", "name": "noeud-1"}),
        (30 * SECOND, "power-on", {"host": "baie-2"}),
    ]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _ELSEWHERE.format(done=done)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
