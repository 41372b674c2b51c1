"""DaemonSet: one pod on each node that is meant to have one."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.defaults.daemonsets import default_daemonset
from cluster_sim.world.kube.api.pod_inert import pod_fields
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import counted_update, first_generation, with_status
from cluster_sim.world.kube.api.tables import daemonsets as table
from cluster_sim.world.kube.api.validation import daemonsets

# Counts the templates; the internal type has a field for it, v1 writes it as an annotation
# (pkg/registry/apps/daemonset/strategy.go, pkg/apis/apps/v1/conversion.go).
TEMPLATE_GENERATION: Final = "deprecated.daemonset.template.generation"
_COUNTS: Final = (
    "currentNumberScheduled",
    "desiredNumberScheduled",
    "numberMisscheduled",
    "numberReady",
)


def _prepare_create(daemon_set: Object) -> Object:
    daemon_set = with_status(first_generation(daemon_set), dict.fromkeys(_COUNTS, 0))
    return _with_template_generation(daemon_set, 1)


def _prepare_update(old: Object, new: Object) -> Object:
    count = template_generation(old)
    if (old.get("spec") or {}).get("template") != (new.get("spec") or {}).get("template"):
        count += 1
    new = _with_template_generation(new, count)
    return counted_update(old, new)


def template_generation(daemon_set: Object) -> int:
    """How many templates the DaemonSet has had; 0 when that cannot be read."""
    annotations = daemon_set["metadata"].get("annotations") or {}
    text = annotations.get(TEMPLATE_GENERATION, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _with_template_generation(daemon_set: Object, count: int) -> Object:
    meta = daemon_set["metadata"]
    annotations = {**(meta.get("annotations") or {}), TEMPLATE_GENERATION: str(count)}
    return {**daemon_set, "metadata": {**meta, "annotations": annotations}}


RESOURCE = Resource(
    group="apps",
    version="v1",
    kind="DaemonSet",
    plural="daemonsets",
    singular="daemonset",
    namespaced=True,
    short_names=("ds",),
    categories=("all",),
    subresources=("status",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_daemonset,
    prepare_create=_prepare_create,
    prepare_update=_prepare_update,
    validate=daemonsets.validate_daemonset,
    validate_update=daemonsets.validate_daemonset_update,
    validate_status=daemonsets.validate_daemonset_status,
    inert=pod_fields("spec.template.spec"),
)
