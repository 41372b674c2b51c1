"""``kubectl version`` (pkg/cmd/version)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.gotext import json_indented
from cluster_sim.world.kube.version import GIT_VERSION, MAJOR, MINOR
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output import yaml
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (switch("client"), flag("output", "o"))
# The release of kustomize inside kubectl 1.36.
_KUSTOMIZE = "v5.8.1"
_INDENT = "  "


def run(command: Invocation) -> Outcome:
    """Print the versions of the client and of the server."""
    if command.args:
        raise error(f"extra arguments: [{' '.join(command.args)}]")
    output = command.value("output")
    if output not in ("", "json", "yaml"):
        raise error("--output must be 'yaml' or 'json'")
    if output:
        command.write(_structured(output, bool(command.value("client"))))
        return Exit()
    command.write(f"Client Version: {GIT_VERSION}\nKustomize Version: {_KUSTOMIZE}\n")
    if not command.value("client"):
        command.write(f"Server Version: {GIT_VERSION}\n")
    return Exit()


def _structured(output: str, client_only: bool) -> str:
    """The same as data; a simulated binary has no build to tell of."""
    build = {
        "compiler": "gc",
        "gitTreeState": "clean",
        "gitVersion": GIT_VERSION,
        "major": str(MAJOR),
        "minor": str(MINOR),
        "platform": "linux/amd64",
    }
    told: dict[str, Any] = {"clientVersion": build, "kustomizeVersion": _KUSTOMIZE}
    if not client_only:
        told["serverVersion"] = build
    return f"{yaml.dumps(told)}\n" if output == "yaml" else f"{json_indented(told, _INDENT)}\n"
