"""A cluster of three machines and a kubectl at hand, without the shell around it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cluster_sim.world.hypervisor import registration as hypervisor
from cluster_sim.world.hypervisor.hosts import add_host
from cluster_sim.world.hypervisor.vms import add_vm
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import bootstrap, registration
from cluster_sim.world.kube.client import Client
from cluster_sim.world.shell.kubectl import main
from cluster_sim.world.shell.process import Exit, Outcome, Wait

EPOCH = 1_767_600_000 * SECOND
GIB = 1024**3
# A verb that waits this long in these tests waits for ever.
_PATIENCE = 1200 * SECOND


@cache
def system() -> System:
    """Machines and Kubernetes."""
    made = System()
    hypervisor.register(made)
    registration.register(made)
    return made


def cluster(nodes: int = 3, seed: int = 1) -> World:
    """A world whose nodes are ready."""
    world = World(system(), seed, EPOCH)
    bootstrap.create_cluster(world, {})
    for number in range(1, nodes + 1):
        add_host(world, f"baie-{number}", 4, 8 * GIB)
        add_vm(world, f"vm-{number}", f"baie-{number}", 4, 8 * GIB, f"noeud-{number}")
    world.run_until(120 * SECOND)
    return world


@dataclass
class Fake:
    """A process as kubectl sees it."""

    world: World
    argv: Sequence[str]
    stdin: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    cwd: str = ""
    out: str = ""
    err: str = ""
    child: Any = None
    is_terminal: bool = True

    @property
    def client(self) -> Client:
        return Client(self.world, "student", trusted=False)

    def write(self, text: str) -> None:
        self.out += text

    def complain(self, text: str) -> None:
        self.err += text

    def read(self) -> str:
        text, self.stdin = self.stdin, ""
        return text

    @property
    def at_end(self) -> bool:
        return not self.stdin

    def file(self, path: str) -> str | None:
        return self.texts.get(path)

    def files(self, folder: str) -> list[str]:
        return sorted(path for path in self.texts if path.startswith(folder.rstrip("/") + "/"))

    def save(self, path: str, text: str) -> None:
        self.texts[path] = text


@dataclass
class Result:
    """How a command went."""

    out: str
    err: str
    status: int | None


class Kubectl:
    """``run("get pods")`` runs until the command ends; what still goes has the status None."""

    def __init__(self, world: World | None = None) -> None:
        self.world = world if world is not None else cluster()
        self.files: dict[str, str] = {}
        self.env: dict[str, str] = {}

    def run(self, line: str, stdin: str = "", patience: int = _PATIENCE) -> Result:
        """Run a line (without ``kubectl``) to its end."""
        return self.run_words(shlex.split(line), stdin, patience)

    def run_words(self, words: list[str], stdin: str = "", patience: int = _PATIENCE) -> Result:
        """The same for words."""
        process = Fake(self.world, ["kubectl", *words], stdin, self.files, self.env)
        outcome = main.start(process)
        until = self.world.now + patience
        while isinstance(outcome, Wait) and self.world.now < until:
            self._pass_time(outcome, until)
            outcome = main.wake(process)
        assert isinstance(outcome, Exit | Wait), f"{words} asked for {outcome}"
        return Result(process.out, process.err, _status(outcome))

    def out(self, line: str, stdin: str = "") -> str:
        """What a line that goes well prints."""
        result = self.run(line, stdin)
        assert (result.status, result.err) == (0, ""), result
        return result.out

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.world.run_until(self.world.now + seconds * SECOND)

    def _pass_time(self, wait: Wait, until: int) -> None:
        if wait.input:
            return
        seen = self.world.revision
        due = until if wait.delay is None else min(until, self.world.now + wait.delay)
        while self.world.now < due:
            if not self.world.agenda.events or self.world.agenda.events[0].time > due:
                self.world.run_until(due)
                return
            self.world.step()
            changes = self.world.history.since(seen)
            if any(change.key.resource in wait.resources for change in changes):
                return


def _status(outcome: Outcome) -> int | None:
    return outcome.status if isinstance(outcome, Exit) else None
