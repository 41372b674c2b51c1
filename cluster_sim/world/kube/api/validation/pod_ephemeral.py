"""``pods/ephemeralcontainers``: containers may be added, and those that are there stay as they are.

pkg/apis/core/validation/validation.go (ValidatePodEphemeralContainersUpdate)
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import Faults, forbidden
from cluster_sim.world.kube.api.validation.object_meta import validate_meta_update
from cluster_sim.world.kube.api.validation.pods import validate_whole

_MIRROR: Final = "kubernetes.io/config.mirror"
_PATH: Final = "spec.ephemeralContainers"


def validate_ephemeral(old: Object, new: Object) -> Faults:
    """The faults of a pod that gets ephemeral containers."""
    faults = validate_meta_update(old, new) + validate_whole(new)
    if _MIRROR in (old["metadata"].get("annotations") or {}):
        return [forbidden("", "static pods do not support ephemeral containers")]
    wanted = {each["name"]: each for each in new["spec"].get("ephemeralContainers") or ()}
    for index, given in enumerate(old["spec"].get("ephemeralContainers") or ()):
        name = given["name"]
        if name not in wanted:
            text = f"existing ephemeral containers {name!r} may not be removed\n"
            faults.append(forbidden(_PATH, text.replace("'", '"')))
        elif wanted[name] != given:
            text = f"existing ephemeral containers {name!r} may not be changed\n"
            faults.append(forbidden(f"{_PATH}[{index}]", text.replace("'", '"')))
    return faults
