"""``kubectl top``: needs a metrics server, which a bare cluster does not have."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    switch("all-namespaces", "A"),
    switch("containers"),
    flag("selector", "l"),
    flag("field-selector"),
    flag("sort-by"),
    switch("no-headers"),
    switch("sum"),
    switch("use-protocol-buffers", default=True),
)


def run(command: Invocation) -> Outcome:
    """Say that nothing measures."""
    raise error("Metrics API not available")
