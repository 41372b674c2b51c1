"""Secret: texts for programs that not everybody may read."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.secrets import default_secret
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.tables import secrets as table
from cluster_sim.world.kube.api.validation import config_data

RESOURCE = Resource(
    group="",
    version="v1",
    kind="Secret",
    plural="secrets",
    singular="secret",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
    default=default_secret,
    validate=config_data.validate_secret,
    validate_update=config_data.validate_secret_update,
    field_labels=("metadata.name", "metadata.namespace", "type"),
)
