"""ServiceAccounts: their metadata alone can be wrong."""

from __future__ import annotations

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_meta,
    validate_meta_update,
)


def validate_service_account(account: Object) -> Faults:
    """The faults of a new ServiceAccount."""
    return validate_meta(account, True, names.dns1123_subdomain)


def validate_service_account_update(old: Object, new: Object) -> Faults:
    """The faults of a changed ServiceAccount."""
    return validate_meta_update(old, new)
