"""The names of what quotas and limit ranges bound (pkg/apis/core/helper/helpers.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.validation.field_errors import Faults, all_invalid
from cluster_sim.world.kube.api.validation.object_meta import key_faults
from cluster_sim.world.kube.api.validation.resources import validate_quantity

COMPUTE: Final = (
    *("cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory"),
    *("requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage"),
)
_OF_QUOTAS: Final = (
    *COMPUTE,
    *("pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps"),
    *("persistentvolumeclaims", "requests.storage", "services.nodeports"),
    "services.loadbalancers",
)
_OF_LIMITS: Final = {
    "Pod": ("cpu", "memory", "ephemeral-storage"),
    "Container": ("cpu", "memory", "ephemeral-storage"),
}
_OTHER_STANDARD: Final = ("storage",)
_HUGE: Final = ("hugepages-", "requests.hugepages-")


def is_standard(name: str) -> bool:
    """Whether a quota knows the name without a domain in it."""
    return name in _OF_QUOTAS or name.startswith(_HUGE)


def validate_hard(amounts: dict[str, Any], path: str) -> Faults:
    """The faults of a quota's limits, by name."""
    faults: Faults = []
    for name in sorted(amounts):
        here = f"{path}[{name}]"
        details = list(key_faults(name))
        if not details and "/" not in name and not is_standard(name):
            details.append("must be a standard resource for quota")
        faults += all_invalid(here, name, details)
        faults += validate_quantity(name, amounts[name], here)
    return faults


def validate_bound(kind: str, name: str, amount: Any, path: str) -> Faults:
    """The faults of one bound of a limit range, for pods, containers or claims."""
    here = f"{path}[{name}]"
    details = list(key_faults(name))
    allowed = _OF_LIMITS.get(kind)
    if not details and "/" not in name:
        if name not in (*_OF_QUOTAS, *_OTHER_STANDARD) and not name.startswith(_HUGE[0]):
            details.append("must be a standard resource type or fully qualified")
        elif allowed is not None and name not in allowed and not name.startswith(_HUGE[0]):
            details.append("must be a standard resource for containers")
    return all_invalid(here, name, details) + validate_quantity(name, amount, here)
