"""IngressClass: which controller takes care of an Ingress."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.ingressclasses import default_ingress_class
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import first_generation, next_generation, spec_changed
from cluster_sim.world.kube.api.tables import ingressclasses as table
from cluster_sim.world.kube.api.validation import ingressclasses


def _prepare_update(old: Object, new: Object) -> Object:
    return next_generation(old, new, spec_changed(old, new))


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
    prepare_update=_prepare_update,
    validate=ingressclasses.validate_ingress_class,
    validate_update=ingressclasses.validate_ingress_class_update,
    inert=("spec.parameters",),
)
