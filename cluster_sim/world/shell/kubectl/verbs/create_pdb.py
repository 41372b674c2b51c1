"""``kubectl create poddisruptionbudget`` (pkg/cmd/create/create_pdb.go)."""

from __future__ import annotations

import re
from typing import Final

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.label_selectors import label_selector
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    flag("min-available"),
    flag("max-unavailable"),
    flag("selector"),
)
_SHARE: Final = re.compile(r"[0-9]+%?", re.ASCII)
_MOST: Final = 2**31


def run(command: Invocation) -> Outcome:
    """Create the PodDisruptionBudget."""
    name = name_argument(command)
    field, share = _share(command)
    made = {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {"name": name},
        "spec": {field: share, "selector": label_selector(command.value("selector"))},
        "status": {
            "disruptionsAllowed": 0,
            "currentHealthy": 0,
            "desiredHealthy": 0,
            "expectedPods": 0,
        },
    }
    return create(command, "poddisruptionbudgets.policy", made, told="poddisruptionbudgets:")


def _share(command: Invocation) -> tuple[str, int | str]:
    """The field that is set, and its number or percentage; Failure for neither or both."""
    least, most = command.value("min-available"), command.value("max-unavailable")
    if not command.value("selector"):
        raise error("a selector must be specified")
    if not least and not most:
        raise error("one of min-available or max-unavailable must be specified")
    if least and most:
        raise error("min-available and max-unavailable cannot be both specified")
    flag_name = "min-available" if least else "max-unavailable"
    text = least or most
    if not _SHARE.fullmatch(text):
        raise error(f"invalid format specified for {flag_name}")
    is_number = text.isdigit() and int(text) < _MOST
    return "minAvailable" if least else "maxUnavailable", int(text) if is_number else text
