"""CronJob: a Job at every time of a schedule.

pkg/registry/batch/cronjob/strategy.go
"""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.cronjobs import default_cronjob
from cluster_sim.world.kube.api.pod_inert import pod_fields
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import cronjobs as table
from cluster_sim.world.kube.api.validation import cronjobs as validation


def _prepare_create(cronjob: Object) -> Object:
    return with_status(first_generation(cronjob), {})


RESOURCE = Resource(
    group="batch",
    version="v1",
    kind="CronJob",
    plural="cronjobs",
    singular="cronjob",
    namespaced=True,
    short_names=("cj",),
    categories=("all",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_cronjob,
    prepare_create=_prepare_create,
    prepare_update=counted_update,
    validate=validation.validate_cronjob,
    validate_update=validation.validate_cronjob_update,
    inert=pod_fields("spec.jobTemplate.spec.template.spec"),
)
