"""``kubectl describe rolebinding`` and ``clusterrolebinding``."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, _on: Context) -> None:
    """The description of a RoleBinding or ClusterRoleBinding."""
    write_identity(w, obj, namespaced=False)
    role = obj.get("roleRef") or {}
    w.line(0, "Role:")
    w.field(1, "Kind", role.get("kind", ""))
    w.field(1, "Name", role.get("name", ""))
    w.line(0, "Subjects:")
    w.line(1, "Kind\tName\tNamespace")
    w.line(1, "----\t----\t---------")
    for one in obj.get("subjects") or []:
        w.line(1, f"{one.get('kind', '')}\t{one.get('name', '')}\t{one.get('namespace', '')}")
