"""``kubectl create priorityclass`` (pkg/cmd/create/create_priorityclass.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, switch
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    number("value"),
    switch("global-default"),
    flag("description"),
    flag("preemption-policy", default="PreemptLowerPriority"),
)


def run(command: Invocation) -> Outcome:
    """Create the PriorityClass."""
    made: dict[str, Any] = {
        "apiVersion": "scheduling.k8s.io/v1",
        "kind": "PriorityClass",
        "metadata": {"name": name_argument(command)},
        "value": command.value("value"),
    }
    if command.value("global-default"):
        made["globalDefault"] = True
    if command.value("description"):
        made["description"] = command.value("description")
    made["preemptionPolicy"] = command.value("preemption-policy")
    return create(
        command, "priorityclasses.scheduling.k8s.io", made, namespaced=False, told="priorityclass:"
    )
