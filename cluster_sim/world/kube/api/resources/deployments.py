"""Deployment: so many pods of a template, and how a new template takes over."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.deployments import default_deployment
from cluster_sim.world.kube.api.pod_inert import pod_fields
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import (
    first_generation,
    keep_status,
    next_generation,
    spec_changed,
    with_status,
)
from cluster_sim.world.kube.api.tables import deployments as table
from cluster_sim.world.kube.api.validation import workloads


def _prepare_create(deployment: Object) -> Object:
    return with_status(first_generation(deployment), {})


def _prepare_update(old: Object, new: Object) -> Object:
    """Annotations count too: they hold the cause of a change."""
    before, after = (obj["metadata"].get("annotations") or {} for obj in (old, new))
    changed = spec_changed(old, new) or before != after
    return keep_status(old, next_generation(old, new, changed))


RESOURCE = Resource(
    group="apps",
    version="v1",
    kind="Deployment",
    plural="deployments",
    singular="deployment",
    namespaced=True,
    short_names=("deploy",),
    categories=("all",),
    subresources=("scale", "status"),
    columns=table.COLUMNS,
    row=table.row,
    default=default_deployment,
    prepare_create=_prepare_create,
    prepare_update=_prepare_update,
    validate=workloads.validate_deployment,
    validate_update=workloads.validate_deployment_update,
    inert=pod_fields("spec.template.spec"),
)
