"""What probes see when they look at a container (pkg/probe/http, tcp, exec and their words)."""

from __future__ import annotations

import re
from typing import Any

from cluster_sim.world.containers.programs.execution import execute, files_change
from cluster_sim.world.containers.programs.program import Program, Run
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet.network import PresentNetwork
from cluster_sim.world.kube.kubelet.podrecords import RUNNING, Container, Record
from cluster_sim.world.kube.kubelet.probes import Outcome
from cluster_sim.world.kube.kubelet.runtime import program_of

# A probe that connects within the node: measured 0.3 to 2 ms on an idle machine.
_CONNECT = 500
_AGENT = "kube-probe/1.36"
# Programs that ask others: an exec probe that runs one is looked at as it is done.
_CLIENTS = ("curl", "dig", "mysql", "nc", "nslookup", "ping", "psql", "wget")


class Sight:
    """A probe of one container: ``look`` and ``steady`` as probes.py wants them."""

    def __init__(
        self, world: World, record: Record, container: Container, spec: dict[str, Any], part: str
    ) -> None:
        self.probe = spec[part]
        self.spec = spec
        self.timeout = int(self.probe.get("timeoutSeconds") or 1)
        self.ip = record["ip"]
        self.own = program_of(world, container["run"])
        self.network = PresentNetwork(world, str(container["run"].get("pod", "")))
        others = [
            program_of(world, other["run"])
            for other in record["containers"].values()
            if other["stage"] == RUNNING and other is not container
        ]
        self.programs = [self.own, *others]

    def look(self, at: int) -> Outcome:
        """What a look at ``at`` gives."""
        if "exec" in self.probe:
            return self._exec(at, self.probe["exec"].get("command") or [])
        if "httpGet" in self.probe:
            return self._http(at, self.probe["httpGet"])
        action = self.probe.get("tcpSocket") or self.probe.get("grpc") or {}
        port = self._port(action.get("port"))
        if self._listening(port, at) is None:
            return Outcome(False, _refused(action.get("host") or self.ip, port), _CONNECT)
        if "grpc" in self.probe:
            if self._speaks_grpc(port):
                return Outcome(True, "", _CONNECT)
            text = f'timeout: failed to connect service "{self.ip}:{port}" within {self.timeout}s'
            return Outcome(False, f"{text}: context deadline exceeded", self.timeout * 1_000_000)
        return Outcome(True, "", _CONNECT)

    @property
    def is_volatile(self) -> bool:
        """Whether what a look gives depends on the network, which nobody can foresee."""
        if "httpGet" in self.probe:
            return any(program.asks(run) for program, run in self.programs)
        words = " ".join((self.probe.get("exec") or {}).get("command") or ())
        return any(re.search(rf"\b{name}\b", words) for name in _CLIENTS)

    def steady(self, after: int) -> int | None:
        """From when on looks may give something else than at ``after``."""
        changes: list[int | None] = []
        for program, run in self.programs:
            opens = run.started + program.ready(run)
            changes.append(opens if opens > after else None)
            changes.append(program.answer_changes(run, after))
        changes.append(files_change(*self.own, after))
        return min((each for each in changes if each is not None), default=None)

    def _speaks_grpc(self, port: int) -> bool:
        """Whether who listens there speaks gRPC's health protocol, as agnhost does."""
        return any(
            "grpc-health-checking" in run.argv and port in program.ports(run)
            for program, run in self.programs
        )

    def _exec(self, at: int, command: list[str]) -> Outcome:
        done = execute(*self.own, command, at, network=self.network)
        limit = self.timeout * 1_000_000
        if done.code < 0:
            return Outcome(None, _not_executable(done.stderr), _CONNECT)
        if done.time > limit:
            words = " ".join(command)
            text = f'command timed out: "{words}" timed out after {self.timeout}s'
            return Outcome(False, text, limit)
        return Outcome(done.code == 0, done.stdout + done.stderr, done.time)

    def _http(self, at: int, action: dict[str, Any]) -> Outcome:
        port, path = self._port(action.get("port")), action.get("path") or "/"
        host = action.get("host") or self.ip
        scheme = str(action.get("scheme") or "HTTP").lower()
        url = f"{scheme}://{host}:{port}{path if path.startswith('/') else '/' + path}"
        found = self._listening(port, at)
        if found is None:
            return Outcome(False, f'Get "{url}": {_refused(host, port)}', _CONNECT)
        request = {"method": "GET", "path": path, "client": host, "agent": _AGENT}
        answer = found[0].answer(found[1], request, at)
        if answer is None:
            return Outcome(False, f'Get "{url}": EOF', _CONNECT)
        if scheme == "https" and not found[0].secure:
            text = "http: server gave HTTP response to HTTPS client"
            return Outcome(False, f'Get "{url}": {text}', _CONNECT)
        if answer.latency > self.timeout * 1_000_000:
            text = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
            return Outcome(False, f'Get "{url}": {text}', self.timeout * 1_000_000)
        good = 200 <= answer.status < 400
        text = "" if good else f"HTTP probe failed with statuscode: {answer.status}"
        return Outcome(good, text, answer.latency)

    def _listening(self, port: int, at: int) -> tuple[Program, Run] | None:
        return listening(self.programs, port, at)

    def _port(self, port: Any) -> int:
        return port_number(self.spec, port)


def listening(
    programs: list[tuple[Program, Run]], port: int, at: int
) -> tuple[Program, Run] | None:
    """The program that has the port open at that moment."""
    for program, run in programs:
        if port in program.ports(run) and at >= run.started + program.ready(run):
            return program, run
    return None


def port_number(spec: dict[str, Any], port: Any) -> int:
    """A port by its number or by the name it has in the container; 0 when it has none."""
    if isinstance(port, int):
        return port
    for declared in spec.get("ports") or ():
        if declared.get("name") == port:
            return int(declared["containerPort"])
    return int(port) if re.fullmatch(r"\d{1,5}", str(port)) else 0


def _refused(host: str, port: int) -> str:
    return f"dial tcp {host}:{port}: connect: connection refused"


def _not_executable(name: str) -> str:
    return (
        "rpc error: code = Unknown desc = failed to exec in container: failed to start exec: OCI "
        f'runtime exec failed: exec failed: unable to start container process: exec: "{name}": '
        "executable file not found in $PATH"
    )
