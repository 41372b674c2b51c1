"""PodTemplate: a template of pods by itself, which nothing makes pods of."""

from __future__ import annotations

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.defaults import pod_spec
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import first_generation, next_generation
from cluster_sim.world.kube.api.tables import podtemplates as table
from cluster_sim.world.kube.api.validation.field_errors import Faults
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update
from cluster_sim.world.kube.api.validation.pod_spec import validate_template


def _default(obj: Object) -> Object:
    return {**obj, "template": pod_spec.default_template(obj.get("template") or {})}


def _prepare_update(old: Object, new: Object) -> Object:
    return next_generation(old, new, old.get("template") != new.get("template"))


def _validate(obj: Object) -> Faults:
    faults = validate_meta(obj, True, names.dns1123_subdomain)
    return faults + validate_template(obj.get("template") or {}, "template")


def _validate_update(old: Object, new: Object) -> Faults:
    return validate_meta_update(old, new) + validate_template(new.get("template") or {}, "template")


RESOURCE = Resource(
    group="",
    version="v1",
    kind="PodTemplate",
    plural="podtemplates",
    singular="podtemplate",
    namespaced=True,
    columns=table.COLUMNS,
    row=table.row,
    default=_default,
    prepare_create=first_generation,
    prepare_update=_prepare_update,
    validate=_validate,
    validate_update=_validate_update,
    inert=("template",),
)
