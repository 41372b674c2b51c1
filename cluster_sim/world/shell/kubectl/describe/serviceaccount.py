"""``kubectl describe serviceaccount``."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_TITLE = "Image pull secrets:"


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a ServiceAccount."""
    write_identity(w, obj)
    names = [secret["name"] for secret in obj.get("imagePullSecrets") or []]
    for at, name in enumerate(names or ["<none>"]):
        title = " " * len(_TITLE) if at else _TITLE
        w.line(0, f"{title}\t{name}")
    write_events(w, obj, on)
