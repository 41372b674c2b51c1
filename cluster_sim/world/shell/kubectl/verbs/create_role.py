"""``kubectl create role``: a role of one rule for each API group."""

from __future__ import annotations

from cluster_sim.world.kube.api.authorization.bindings import GROUP, ROLES
from cluster_sim.world.shell.kubectl import policy_rules
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import several
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS = (
    *COMMON,
    several("verb", split=True),
    several("resource", split=True),
    several("resource-name"),
)


def run(command: Invocation) -> Outcome:
    """Create the Role."""
    meta = {"name": name_argument(command)}
    verbs, resources = policy_rules.verbs_of(command), policy_rules.resources_of(command)
    if not verbs:
        raise error("at least one verb must be specified")
    policy_rules.check_verbs(command, verbs)
    if not resources:
        raise error("at least one resource must be specified")
    policy_rules.check_resources(command, verbs, resources)
    rules = policy_rules.rules_of(command, verbs, resources, [])
    made = {"apiVersion": f"{GROUP}/v1", "kind": "Role", "metadata": meta, "rules": rules}
    return create(command, ROLES, made)
