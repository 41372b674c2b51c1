"""``kubectl create rolebinding``: give a role to users, groups and service accounts."""

from __future__ import annotations

from cluster_sim.world.kube.api.authorization.bindings import GROUP, ROLE_BINDINGS
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl import binding_subjects
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS = (*COMMON, flag("clusterrole"), flag("role"), *binding_subjects.FLAGS)


def run(command: Invocation) -> Outcome:
    """Create the RoleBinding."""
    name = name_argument(command)
    cluster_role, role = command.value("clusterrole"), command.value("role")
    if bool(cluster_role) == bool(role):
        raise error("exactly one of clusterrole or role must be specified")
    kind = "ClusterRole" if cluster_role else "Role"
    made: Object = {
        "apiVersion": f"{GROUP}/v1",
        "kind": "RoleBinding",
        "metadata": {"name": name},
        "roleRef": {"apiGroup": GROUP, "kind": kind, "name": cluster_role or role},
    }
    subjects = binding_subjects.subjects_of(command)
    if subjects:
        made["subjects"] = subjects
    return create(command, ROLE_BINDINGS, made, told="rolebinding:")
