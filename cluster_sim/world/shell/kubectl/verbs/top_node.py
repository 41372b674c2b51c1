"""``kubectl top node`` (pkg/cmd/top/top_node.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.plain_table import plain_table
from cluster_sim.world.shell.kubectl.verbs import top
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (*top.FLAGS, switch("show-capacity"))
_KEY = "nodes.metrics.k8s.io"
_HEADERS = ("NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)")


def run(command: Invocation) -> Outcome:
    """Print what each node uses, in figures and of what it has."""
    top.check(command, "node [NAME | -l label]")
    name, selector = command.args[0] if command.args else "", command.value("selector")
    if name and selector:
        raise error("only one of NAME or --selector can be provided")
    top.check_available(command)
    client = command.client
    if name:
        found = [client.get(_KEY, "", name)]
        nodes = [client.get("nodes", "", name)]
    else:
        found = client.list(_KEY, labels=selector)["items"]
        if not found:
            raise error("metrics not available yet")
        nodes = client.list("nodes", labels=selector)["items"]
    _print(command, found, nodes)
    return Exit()


def _print(command: Invocation, found: list[Object], nodes: list[Object]) -> None:
    swap = command.value("show-swap")
    field = "capacity" if command.value("show-capacity") else "allocatable"
    available = {name_of(node): (node.get("status") or {}).get(field) or {} for node in nodes}
    rows = [((name_of(each),), top.used([each["usage"]]), each) for each in found]
    lines = []
    for (name,), used, _ in top.in_order(rows, command.value("sort-by")):
        # Nobody swaps here.
        line = [name, *_shares(used, available.pop(name, {}))]
        lines.append([*line, top.UNKNOWN, top.UNKNOWN] if swap else line)
    count = len(_HEADERS) - 1 + 2 * swap
    lines += [[name, *[top.UNKNOWN] * count] for name in available]
    headers = (*_HEADERS, "SWAP(bytes)", "SWAP(%)") if swap else _HEADERS
    _write(command, headers, lines)


def _write(command: Invocation, headers: tuple[str, ...], lines: list[list[str]]) -> None:
    # Each cell is followed by a tab, the last one too.
    shown = () if command.value("no-headers") else (*headers, "")
    command.write(plain_table(shown, [[*line, ""] for line in lines]))


def _shares(used: top.Used, available: dict[str, str]) -> list[str]:
    cells = []
    for name, amount, shown in zip(top.RESOURCES, used, used.shown, strict=True):
        cells.append(shown)
        if name in available:
            whole = quantity.milli(available[name])
            milli = amount if name == "cpu" else amount * 1000
            cells.append(f"{int(milli / whole * 100) if whole else 0}%")
    return cells
