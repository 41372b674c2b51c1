"""Validation of kinds of which only the metadata is looked at here."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update


def validate_plain(namespaced: bool) -> Callable[[Object], Faults]:
    """The faults of the metadata of a new object."""

    def validate(obj: Object) -> Faults:
        return validate_meta(obj, namespaced, names.dns1123_subdomain)

    return validate


def validate_plain_update(old: Object, new: Object) -> Faults:
    """The faults of changed metadata."""
    return validate_meta_update(old, new)
