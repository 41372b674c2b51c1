"""NetworkPolicy: who may speak to some pods, and to whom they may speak."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.networkpolicies import default_network_policy
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation
from cluster_sim.world.kube.api.tables import networkpolicies as table
from cluster_sim.world.kube.api.validation import networkpolicies

RESOURCE = Resource(
    group="networking.k8s.io",
    version="v1",
    kind="NetworkPolicy",
    plural="networkpolicies",
    singular="networkpolicy",
    namespaced=True,
    short_names=("netpol",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_network_policy,
    prepare_create=first_generation,
    prepare_update=counted_update,
    validate=networkpolicies.validate_network_policy,
    validate_update=networkpolicies.validate_network_policy_update,
)
