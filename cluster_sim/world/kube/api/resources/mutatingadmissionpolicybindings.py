"""MutatingAdmissionPolicyBinding: kept; nothing here lets policies change objects."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.admission_rules import default_binding
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation
from cluster_sim.world.kube.api.tables import objects as table
from cluster_sim.world.kube.api.validation.plain import validate_plain, validate_plain_update

RESOURCE = Resource(
    group="admissionregistration.k8s.io",
    version="v1",
    kind="MutatingAdmissionPolicyBinding",
    plural="mutatingadmissionpolicybindings",
    singular="mutatingadmissionpolicybinding",
    namespaced=False,
    categories=("api-extensions",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_binding,
    prepare_create=first_generation,
    prepare_update=counted_update,
    validate=validate_plain(namespaced=False),
    validate_update=validate_plain_update,
    inert=("spec",),
)
