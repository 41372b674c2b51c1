"""``kubectl describe namespace``: with its quotas and limits."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.conditions import write_moments
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.limits import write_limits
from cluster_sim.world.shell.kubectl.describe.quotas import write_quotas
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a Namespace."""
    status = obj.get("status") or {}
    write_identity(w, obj, namespaced=False)
    w.field(0, "Status", status.get("phase", ""))
    write_moments(w, status.get("conditions"))
    name = obj["metadata"]["name"]
    w.line(0, "")
    write_quotas(w, _items("resourcequotas", name, on))
    w.line(0, "")
    write_limits(w, _items("limitranges", name, on))


def _items(resource: str, namespace: str, on: Context) -> list[Object]:
    """The objects of the namespace; none of a kind that this cluster does not serve."""
    try:
        return on.items(resource, namespace)
    except (StatusError, LookupError):
        return []
