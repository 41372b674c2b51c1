"""``kubectl top``: what nodes and pods use (pkg/cmd/top, pkg/metricsutil)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from cluster_sim.world.kube.api import quantity, registry
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation

FLAGS: tuple[Flag, ...] = (
    flag("selector", "l"),
    flag("sort-by"),
    switch("no-headers"),
    switch("show-swap"),
    switch("use-protocol-buffers", default=True),
)
RESOURCES: Final = ("cpu", "memory")
UNKNOWN: Final = "<unknown>"


class Used(NamedTuple):
    """Thousandths of a core and bytes."""

    cpu: int
    memory: int

    @property
    def shown(self) -> list[str]:
        """``12m``, ``34Mi``."""
        return [f"{self.cpu}m", f"{self.memory >> 20}Mi"]


def check(command: Invocation, usage: str) -> None:
    """Refuse a sorting that does not exist; ``usage`` is said to whoever names several."""
    if len(command.args) > 1:
        raise error(f"{usage}\nSee '{command.path} -h' for help and examples")
    if command.value("sort-by") not in ("", *RESOURCES):
        raise error("--sort-by accepts only cpu or memory")


def check_available(command: Invocation) -> None:
    """Refuse where nothing measures."""
    known = registry.of(command.process.world).resources
    if not any(each.group == "metrics.k8s.io" for each in known):
        raise error("Metrics API not available")


def used(usages: Iterable[Mapping[str, Any]]) -> Used:
    """The sum of some ``usage``."""
    amounts = list(usages)
    cpu = _sum(each["cpu"] for each in amounts if "cpu" in each)
    memory = _sum(each["memory"] for each in amounts if "memory" in each)
    return Used(cpu.scaled(-3), memory.scaled(0))


def in_order(
    found: Iterable[tuple[tuple[str, ...], Used, Object]], sort_by: str
) -> list[tuple[tuple[str, ...], Used, Object]]:
    """Rows by name, or those that use most first."""
    if sort_by:
        return sorted(found, key=lambda row: -getattr(row[1], sort_by))
    return sorted(found, key=lambda row: row[0])


def _sum(texts: Iterable[str]) -> quantity.Quantity:
    total = quantity.parse("0")
    for text in texts:
        total = quantity.add(total, quantity.parse(text))
    return total
