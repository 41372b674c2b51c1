"""IngressClass: which controller takes care of an Ingress."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.ingressclasses import default_ingress_class
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation
from cluster_sim.world.kube.api.tables import ingressclasses as table
from cluster_sim.world.kube.api.validation import ingressclasses

RESOURCE = Resource(
    group="networking.k8s.io",
    version="v1",
    kind="IngressClass",
    plural="ingressclasses",
    singular="ingressclass",
    namespaced=False,
    columns=table.COLUMNS,
    row=table.row,
    default=default_ingress_class,
    prepare_create=first_generation,
    prepare_update=counted_update,
    validate=ingressclasses.validate_ingress_class,
    validate_update=ingressclasses.validate_ingress_class_update,
    inert=("spec.parameters",),
)
