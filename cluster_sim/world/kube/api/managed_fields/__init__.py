"""Who manages which field of an object, and server-side apply, which is made of that.

kubernetes.io/docs/reference/using-api/server-side-apply
"""

from __future__ import annotations

from cluster_sim.world.kube.api.managed_fields.applying import applied
from cluster_sim.world.kube.api.managed_fields.tracking import (
    created,
    updated,
    without_new_times,
)

__all__ = ["applied", "created", "updated", "without_new_times"]
