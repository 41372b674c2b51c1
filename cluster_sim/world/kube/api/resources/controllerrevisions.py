"""ControllerRevision: a template as it once was, kept by the controller that used it."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import controllerrevisions as table
from cluster_sim.world.kube.api.validation import controllerrevisions

RESOURCE = Resource(
    group="apps",
    version="v1",
    kind="ControllerRevision",
    plural="controllerrevisions",
    singular="controllerrevision",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
    validate=controllerrevisions.validate_revision,
    validate_update=controllerrevisions.validate_revision_update,
)
