"""How many pods of a controller run, wait, succeeded and failed."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_PHASES = (
    ("Running", "Running"),
    ("Waiting", "Pending"),
    ("Succeeded", "Succeeded"),
    ("Failed", "Failed"),
)


def write_pods_status(w: Writer, pods: list[Object]) -> None:
    """``Pods Status:  2 Running / 1 Waiting / 0 Succeeded / 0 Failed``."""
    phases = [(pod.get("status") or {}).get("phase") for pod in pods]
    w.field(0, "Pods Status", " / ".join(f"{phases.count(p)} {name}" for name, p in _PHASES))
