"""``kubectl create quota`` (pkg/cmd/create/create_quota.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, flag("hard"), flag("scopes"))


def run(command: Invocation) -> Outcome:
    """Create the ResourceQuota."""
    name = name_argument(command)
    spec: dict[str, Any] = {}
    if command.value("hard"):
        spec["hard"] = _hard(command.value("hard"))
    if command.value("scopes"):
        spec["scopes"] = command.value("scopes").split(",")
    made = {
        "kind": "ResourceQuota",
        "apiVersion": "v1",
        "metadata": {"name": name},
        "spec": spec,
        "status": {},
    }
    return create(command, "resourcequotas", made, told="quota:")


def _hard(text: str) -> dict[str, str]:
    """``cpu=1,pods=2`` as limits; Failure for what is none."""
    found: dict[str, str] = {}
    for statement in text.split(","):
        parts = statement.split("=")
        if len(parts) != 2:
            raise error(f"Invalid argument syntax {statement}, expected <resource>=<value>")
        try:
            found[parts[0]] = quantity.canonical(parts[1])
        except quantity.QuantityError as fault:
            raise error(str(fault)) from fault
    return found
