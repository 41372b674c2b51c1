"""``kubectl create clusterrolebinding``: give a ClusterRole away, everywhere."""

from __future__ import annotations

from cluster_sim.world.kube.api.authorization.bindings import CLUSTER_ROLE_BINDINGS, GROUP
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl import binding_subjects
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS = (*COMMON, flag("clusterrole"), *binding_subjects.FLAGS)


def run(command: Invocation) -> Outcome:
    """Create the ClusterRoleBinding."""
    if not command.given("clusterrole"):
        raise error('required flag(s) "clusterrole" not set')
    role = command.value("clusterrole")
    made: Object = {
        "apiVersion": f"{GROUP}/v1",
        "kind": "ClusterRoleBinding",
        "metadata": {"name": name_argument(command)},
        "roleRef": {"apiGroup": GROUP, "kind": "ClusterRole", "name": role},
    }
    subjects = binding_subjects.subjects_of(command)
    if subjects:
        made["subjects"] = subjects
    return create(
        command, CLUSTER_ROLE_BINDINGS, made, namespaced=False, told="clusterrolebinding:"
    )
