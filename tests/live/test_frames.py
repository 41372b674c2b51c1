"""Old snapshot + deltas = new snapshot, whatever is done in the lab and whenever one looks."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.live.album import Album
from cluster_sim.live.hosted import HostedLab
from cluster_sim.live.living import LivingLab
from cluster_sim.live.pace import Pace
from cluster_sim.live.replaying import begin
from cluster_sim.live.tasks import TaskBoard
from cluster_sim.models import Lab
from cluster_sim.selectors import OWNER
from cluster_sim.world.kernel.world import SECOND, CommandRefused
from tests.live.browser import Snapshot

GOLDEN = Path(__file__).parents[1] / "golden"
TASKS = [
    {
        "id": "deploy",
        "check": {"expr": "deployments.exists(d, d.metadata.name == 'web')"},
        "hints": [{"when": "size(pods) > 9"}, {}],
    }
]
LINES = [
    "kubectl create deployment web --image=nginx:1.27 --replicas=4",
    "kubectl expose deployment web --port=80",
    "kubectl scale deployment web --replicas=1",
    "kubectl set image deployment/web nginx=nginx:1.28",
    "kubectl set image deployment/web nginx=nginx:nothing",
    "kubectl delete deployment web",
    "kubectl get pods -o wide",
    "kubectl get pods -w",
    "kubectl create configmap settings --from-literal=a=b > made.txt",
    "kubectl create namespace team",
    "kubectl cordon noeud-1",
    "kubectl drain noeud-2 --ignore-daemonsets",
    "kubectl delete node noeud-3",
    "kubectl run once --image=busybox --restart=Never -- sh -c 'echo hi; sleep 3; exit 1'",
    "kubectl run eater --image=polinux/stress -- stress --vm 1",
    "for i in 1 2 3; do echo $i; sleep 1; done",
    "mkdir a; echo 'kind: Pod' > a/b.yaml; rm made.txt",
]
acts = st.one_of(
    st.tuples(
        st.just("shell"),
        st.fixed_dictionaries(
            {"terminal": st.sampled_from(["t1", "t2"]), "text": st.sampled_from(LINES)}
        ),
    ),
    st.tuples(st.just("interrupt"), st.just({"terminal": "t1"})),
    *[
        st.tuples(st.just(kind), st.fixed_dictionaries({what: st.sampled_from(names)}))
        for kind, what, names in (
            ("power-off", "host", ["baie-1", "baie-2"]),
            ("power-on", "host", ["baie-1", "baie-2"]),
            ("vm-stop", "vm", ["noeud-1", "noeud-3"]),
            ("vm-start", "vm", ["noeud-1", "noeud-3"]),
        )
    ],
)
waits = st.tuples(
    st.just("wait"), st.sampled_from([0, 50_000, SECOND, 5 * SECOND, 20 * SECOND, 400 * SECOND])
)
lives = st.lists(st.tuples(acts, waits), min_size=3, max_size=10).map(
    lambda pairs: (
        [("shell", {"terminal": "t1", "text": LINES[0]})]
        + [step for pair in pairs for step in pair]
    )
)


def hosted(scenario: str = "three-nodes") -> HostedLab:
    """A lab that nobody stores."""
    lab = Lab(pk=1, owner="nobody", scenario=scenario, seed=7)
    board = TaskBoard(TASKS, {})
    living = LivingLab(lab, begin(scenario, 7), [], board, Album())
    return HostedLab(living, Pace(0, 0.0))


def act(one: HostedLab, kind: str, told: Any) -> None:
    """What the host does with it."""
    living = one.living
    if kind == "wait":
        living.advance(living.world.now + told, budget=60)
        return
    with suppress(CommandRefused):
        living.do(living.prepare(kind, told))


def read(raw: bytes) -> dict[str, Any]:
    return json.loads(zlib.decompress(raw))


@settings(max_examples=30)
@given(lives)
def test_old_snapshot_and_deltas_are_the_new_snapshot(steps: list[Any]) -> None:
    one = hosted()
    _, lists = one.draw({OWNER})
    seen = Snapshot(read(lists[OWNER]))
    for kind, told in steps:
        act(one, kind, told)
        delta, lists = one.draw({OWNER})
        if delta is not None:
            change = read(delta)
            assert not seen.has_gap(change)
            seen.apply(change)
        assert seen.face() == Snapshot(read(lists[OWNER])).face()
    assert not one.living.faults


@settings(max_examples=15)
@given(lives, st.integers(0, 900 * SECOND))
def test_the_past_is_what_was_lived(steps: list[Any], time: int) -> None:
    one = hosted()
    for kind, told in steps:
        act(one, kind, told)
    world = one.living.world
    past = one.living.past(time).finish()
    assert past.history.changes == [row for row in world.history.changes if row.time <= past.now]
    after = one.living.past(world.now).finish()
    assert after.history.changes == world.history.changes


@pytest.mark.parametrize("story", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_golden_frames_mean_the_same_to_both_languages(story: Path) -> None:
    told = json.loads(story.read_text())
    seen = Snapshot(told["list"])
    for number, delta in enumerate(told["deltas"]):
        assert seen.has_gap(delta) == (number == told["gapAt"])
        if number != told["gapAt"]:
            seen.apply(delta)
    assert seen.face() == Snapshot(told["result"]).face()
