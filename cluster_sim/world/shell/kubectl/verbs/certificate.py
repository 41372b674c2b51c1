"""``kubectl certificate approve`` and ``deny`` (pkg/cmd/certificates/certificates.go)."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl import manifests
from cluster_sim.world.shell.kubectl.changes import tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

_REQUESTS = "certificatesigningrequests.certificates.k8s.io"
_FLAGS = (switch("force"), flag("output", "o"), several("filename", "f", split=True))


class CertificateVerb(ModuleType):
    """One of the two verbs: ``condition`` is what it sets, ``other`` what must not be there."""

    def __init__(self, verb: str, condition: str, other: str) -> None:
        super().__init__(f"certificate {verb}", f"{verb.title()} a certificate signing request.")
        self.FLAGS = _FLAGS
        self._verb, self._condition, self._other = verb, condition, other

    def run(self, command: Invocation) -> Outcome:
        """Decide on every request named; what fails does not keep the others from it."""
        names = [*command.args, *_in_files(command)]
        if not names:
            raise error("one or more CSRs must be specified as <name> or -f <filename>")
        failed = False
        for name in names:
            try:
                self._decide(command, name)
            except StatusError as problem:
                command.complain_of(problem)
                failed = True
        return Exit(1 if failed else 0)

    def _decide(self, command: Invocation, name: str) -> None:
        request = command.client.get(_REQUESTS, "", name)
        conditions = (request.get("status") or {}).get("conditions") or []
        present = [condition["type"] for condition in conditions]
        if self._other in present:
            raise error(f'certificate signing request "{name}" is already {self._other}')
        if self._condition not in present or command.value("force"):
            kept = [each for each in conditions if each["type"] != self._condition]
            decided = _with_conditions(request, [*kept, self._made(command)])
            command.client.update(_REQUESTS, "", decided, name, "approval")
        tell(command, request, self._condition.lower(), typed=True)

    def _made(self, command: Invocation) -> dict[str, Any]:
        verb, done = self._verb, self._condition.lower()
        return {
            "lastUpdateTime": timestamps.time(command.client.now),
            "message": f"This CSR was {done} by kubectl certificate {verb}.",
            "reason": f"Kubectl{verb.title()}",
            "status": "True",
            "type": self._condition,
        }


def _with_conditions(request: Object, conditions: list[dict[str, Any]]) -> Object:
    return {**request, "status": {**(request.get("status") or {}), "conditions": conditions}}


def _in_files(command: Invocation) -> list[str]:
    paths = command.value("filename")
    return [each.name for each in manifests.read(command, paths)] if paths else []
