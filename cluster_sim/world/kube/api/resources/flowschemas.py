"""FlowSchema: kept; requests to this API wait for no turn."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.flow_control import default_flow_schema
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation
from cluster_sim.world.kube.api.tables import flowschemas as table
from cluster_sim.world.kube.api.validation.plain import validate_plain, validate_plain_update

RESOURCE = Resource(
    group="flowcontrol.apiserver.k8s.io",
    version="v1",
    kind="FlowSchema",
    plural="flowschemas",
    singular="flowschema",
    namespaced=False,
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_flow_schema,
    prepare_create=first_generation,
    prepare_update=counted_update,
    validate=validate_plain(namespaced=False),
    validate_update=validate_plain_update,
    inert=("spec",),
)
