"""ConfigMap: texts for programs."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import configmaps as table
from cluster_sim.world.kube.api.validation import config_data

RESOURCE = Resource(
    group="",
    version="v1",
    kind="ConfigMap",
    plural="configmaps",
    singular="configmap",
    namespaced=True,
    short_names=("cm",),
    columns=table.COLUMNS,
    row=table.row,
    validate=config_data.validate_config_map,
    validate_update=config_data.validate_config_map_update,
)
