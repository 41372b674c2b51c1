"""ValidatingAdmissionPolicy: rules in CEL that requests to the API must keep."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.admission_rules import default_policy
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import validatingadmissionpolicies as table
from cluster_sim.world.kube.api.validation.validatingadmissionpolicies import (
    validate_policy,
    validate_policy_update,
)


def _prepare_create(obj: Object) -> Object:
    return with_status(first_generation(obj), {})


RESOURCE = Resource(
    group="admissionregistration.k8s.io",
    version="v1",
    kind="ValidatingAdmissionPolicy",
    plural="validatingadmissionpolicies",
    singular="validatingadmissionpolicy",
    namespaced=False,
    categories=("api-extensions",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_policy,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=validate_policy,
    validate_update=validate_policy_update,
    inert=("spec.auditAnnotations",),
)
