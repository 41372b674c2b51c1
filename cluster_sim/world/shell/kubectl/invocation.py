"""One run of kubectl: what was asked, by whom, in which namespace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.user import User
from cluster_sim.world.kube.client import Client
from cluster_sim.world.shell.kubectl import kubeconfig
from cluster_sim.world.shell.kubectl.failure import error, refusal_text
from cluster_sim.world.shell.kubectl.field_managers import manager_of
from cluster_sim.world.shell.kubectl.flags import Parsed, flag, several, span, switch
from cluster_sim.world.shell.kubectl.identity import user_of
from cluster_sim.world.shell.kubectl.output.formats import Print, printer
from cluster_sim.world.shell.process import Process

_WARNINGS = "warnings"
# What every verb understands and the simulation either honours or has no use for
# (kubectl options).
GLOBAL_FLAGS = (
    flag("namespace", "n"),
    flag("context"),
    flag("cluster"),
    flag("user"),
    flag("kubeconfig"),
    flag("server", "s"),
    flag("token"),
    flag("as"),
    several("as-group"),
    flag("as-uid"),
    several("as-user-extra"),
    flag("v", "v", "0"),
    flag("cache-dir"),
    span("request-timeout"),
    switch("insecure-skip-tls-verify"),
    switch("warnings-as-errors"),
)


@dataclass
class Invocation:
    """A verb at work. ``path`` is the command as help names it: ``kubectl rollout status``."""

    process: Process
    path: str
    parsed: Parsed
    _shown: Print | None = None
    _user: User | None = None

    @property
    def client(self) -> Client:
        """The API server, spoken to as whom the kubeconfig and the flags say.

        Its warnings are printed as they come.
        """
        asked = str(self.value("field-manager")) if self.given("field-manager") else ""
        if self._user is None:
            self._user = user_of(self.process, self.parsed.values)
        client = self.process.client.acting_as(self._user).hearing(self.warn)
        return client.managed_by(manager_of(self.path, asked))

    @property
    def args(self) -> tuple[str, ...]:
        """The arguments that are no flags, those after ``--`` left out."""
        return self.parsed.args

    @property
    def namespace(self) -> str:
        """The namespace asked for, or the one of the context."""
        asked = self.parsed.values["namespace"]
        if asked:
            return str(asked)
        path = kubeconfig.path_of(self.process, self.parsed.values)
        return kubeconfig.namespace(self.process.world, self.value("context"), path)

    @property
    def state(self) -> dict[str, Any]:
        """What a verb that goes on must remember: plain data."""
        return self.process.state

    def warn(self, warning: str) -> None:
        """Print a warning of the server, once each (client-go/rest/warnings.go)."""
        heard: tuple[str, ...] = self.state.get(_WARNINGS, ())
        if warning not in heard:
            self.state[_WARNINGS] = (*heard, warning)
            self.complain(f"Warning: {warning}\n")

    def check_warnings(self) -> None:
        """Failure for a command that was warned, with ``--warnings-as-errors``."""
        count = len(self.state.get(_WARNINGS, ()))
        if count and self.value("warnings-as-errors"):
            raise error(f"{count} {'warning' if count == 1 else 'warnings'} received")

    def value(self, name: str) -> Any:
        """The value of a flag."""
        return self.parsed.values[name]

    def given(self, name: str) -> bool:
        """Whether the flag was on the command line."""
        return name in self.parsed.given

    def write(self, text: str) -> None:
        """Print on standard output."""
        self.process.write(text)

    def show(self, output: str, obj: Object, typed: bool = False) -> None:
        """Print an object as ``-o`` asks; documents after the first are set apart.

        typed: whether kubectl has it as a struct of Go rather than as a map.
        """
        if self._shown is None:
            managed = bool(self.parsed.values.get("show-managed-fields"))
            self._shown = printer(output, managed_fields=managed, typed=typed)
        self.write(self._shown(obj))

    def complain(self, text: str) -> None:
        """Print on standard error."""
        self.process.complain(text)

    def complain_of(self, problem: StatusError, doing: str = "") -> None:
        """Print the refusal of the API server."""
        self.complain(refusal_text(problem, doing) + "\n")
