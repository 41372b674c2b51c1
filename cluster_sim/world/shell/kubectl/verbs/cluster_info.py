"""``kubectl cluster-info``."""

from __future__ import annotations

from cluster_sim.world.kube.bootstrap import API_SERVER_IP
from cluster_sim.world.shell.kubectl.flags import Flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = ()
_GREEN, _YELLOW, _PLAIN = "\x1b[0;32m", "\x1b[0;33m", "\x1b[0m"


def run(command: Invocation) -> Outcome:
    """Print where the API server and the cluster's DNS answer."""
    server = f"https://{API_SERVER_IP}:6443"
    lines = [("Kubernetes control plane", server)]
    if command.client.world.store.get("services", "kube-system", "kube-dns") is not None:
        path = "/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy"
        lines.append(("CoreDNS", server + path))
    for name, url in lines:
        command.write(f"{_painted(command, _GREEN, name)} is running at ")
        command.write(f"{_painted(command, _YELLOW, url)}\n")
    command.write(
        "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n"
    )
    return Exit()


def _painted(command: Invocation, colour: str, text: str) -> str:
    return f"{colour}{text}{_PLAIN}" if command.process.is_terminal else text
