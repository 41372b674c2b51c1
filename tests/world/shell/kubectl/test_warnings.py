"""What the server warns of: printed on standard error as it comes, once each."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.flags import Parsed
from cluster_sim.world.shell.kubectl.invocation import Invocation
from tests.world.shell.kubectl.bench import Fake, cluster


def test_a_warning_is_printed_once() -> None:
    process = Fake(cluster(), ["kubectl", "get"])
    command = Invocation(process, "kubectl get", Parsed({}, (), (), frozenset()))
    for text in ("mind the step", "mind the step", "and the gap"):
        command.client.call.warn(text)
    assert (process.out, process.err) == ("", "Warning: mind the step\nWarning: and the gap\n")
