"""A recording's commands, given at their times to the cluster it was recorded on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from cluster_sim.labsh.report import Outcome, Writer
from cluster_sim.labsh.script import Runner
from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.scenarios.scenario import FlowSpec, HostSpec, Scenario, VMSpec
from cluster_sim.world.scenarios.start import start
from tests.fidelity.recordings.names import Names
from tests.fidelity.recordings.recording import Recording, Typed

_FLOWS: list[FlowSpec] = []
# What happens after the last command may still be told.
_AFTERWARDS = 5.0


@dataclass
class Lived:
    """The world after all of it; ``outcomes`` belong to the recording's typed commands."""

    world: World
    begin: int
    outcomes: list[tuple[Typed, Outcome]] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        """What changed since the recording's start."""
        return [c for c in self.world.history.changes if c.time >= self.begin]


def replay(recording: Recording) -> Lived:
    """The recording lived again."""
    world = start(system(), _scenario(recording), seed=1)
    heard: list[Outcome] = []
    runner = Runner(world, Writer(heard.append, lambda line, began, ended: None))
    for line in _preparations(recording):
        runner.run(line)
    lived = Lived(world, world.now)
    names = Names(recording)
    for typed in recording.commands:
        _live_until(lived, typed.time)
        if typed.harness:
            _harness(runner, typed.line)
            continue
        heard.clear()
        runner.run(names.translated(typed.line, lived))
        lived.outcomes.extend((typed, outcome) for outcome in heard[:1])
    _live_until(lived, recording.duration + _AFTERWARDS)
    return lived


def _live_until(lived: Lived, seconds: float) -> None:
    lived.world.run_until(max(lived.world.now, lived.begin + int(seconds * SECOND)))


def _harness(runner: Runner, line: str) -> None:
    """``# node.sh freeze 3``: the node's machine stands still, or goes on."""
    _, _, what, number = line.split()
    runner.run(f"%{'vm-pause' if what == 'freeze' else 'vm-resume'} vm-{number}")


def _preparations(recording: Recording) -> list[str]:
    """The namespace, the label of one node, and the images that were there from before."""
    return [
        *_pulls(recording),
        *(f"kubectl create namespace {name}" for name in recording.namespaces),
        f"kubectl config set-context --current --namespace={recording.namespace}",
        "kubectl label node node-1 disktype=ssd",
        "%wait 10s",
    ]


def _pulls(recording: Recording) -> list[str]:
    words = "kubectl run {pod} --image={image} --overrides='{overrides}' -n kube-public"
    lines = []
    for index, image in enumerate(_images_from_before(recording)):
        for node in ("node-1", "node-2", "node-3"):
            overrides = json.dumps({"spec": {"nodeName": node}})
            lines.append(
                words.format(pod=f"puller-{index}-{node}", image=image, overrides=overrides)
            )
    if not lines:
        return []
    return [*lines, "%wait 30s", "kubectl delete pods --all -n kube-public --now", "%wait 10s"]


def _images_from_before(recording: Recording) -> list[str]:
    """Those said to be present that nobody was seen to pull."""
    messages = [event["message"] for _, event in recording.events]
    present = {m.split('"')[1] for m in messages if "already present on machine" in m}
    pulled = {m.split('"')[1] for m in messages if m.startswith("Pulling image")}
    return sorted(present - pulled)


def _scenario(recording: Recording) -> Scenario:
    numbers = (1, 2, 3)
    texts: dict[str, Any] = {"fr": recording.name, "en": recording.name}
    return Scenario(
        id=recording.name,
        title=texts,
        summary=texts,
        start="2026-11-23T09:00:00Z",
        settle=1500,
        hosts=[HostSpec(f"host-{n}", 4, "8Gi") for n in numbers],
        vms=[
            VMSpec(f"vm-{n}", f"host-{n}", 4, "8Gi", f"node-{n}", f"zone-{'abc'[n - 1]}")
            for n in numbers
        ],
        flows=_FLOWS,
        files=recording.files,
    )
