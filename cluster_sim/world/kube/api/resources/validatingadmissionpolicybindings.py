"""ValidatingAdmissionPolicyBinding: where a policy counts, with which parameters."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.admission_rules import default_binding
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation
from cluster_sim.world.kube.api.tables import validatingadmissionpolicybindings as table
from cluster_sim.world.kube.api.validation.validatingadmissionpolicies import (
    validate_binding,
    validate_binding_update,
)

RESOURCE = Resource(
    group="admissionregistration.k8s.io",
    version="v1",
    kind="ValidatingAdmissionPolicyBinding",
    plural="validatingadmissionpolicybindings",
    singular="validatingadmissionpolicybinding",
    namespaced=False,
    categories=("api-extensions",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_binding,
    prepare_create=first_generation,
    prepare_update=counted_update,
    validate=validate_binding,
    validate_update=validate_binding_update,
)
