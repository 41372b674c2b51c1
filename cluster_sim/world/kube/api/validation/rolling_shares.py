"""Numbers or percentages of pods in update strategies (pkg/apis/apps/validation)."""

from __future__ import annotations

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.intstr import IntOrString
from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid
from cluster_sim.world.kube.api.validation.object_meta import non_negative

# More digits than any bound: a longer text is far above it as well.
_MOST_DIGITS = 20


def validate_share(share: IntOrString, path: str) -> Faults:
    """The faults of a share that may be an amount or a percentage."""
    if isinstance(share, int):
        return non_negative(share, path)
    return [invalid(path, share, detail) for detail in names.percent(share)]


def validate_not_all(share: IntOrString, path: str) -> Faults:
    """A fault for more than everything."""
    if isinstance(share, str) and amount(share) > 100:
        return [invalid(path, share, "must not be greater than 100%")]
    return []


def amount(share: IntOrString) -> int:
    """The number, or the number of percents; a text that is no percentage counts as 0."""
    if isinstance(share, int):
        return share
    return 0 if names.percent(share) else int(share.removesuffix("%")[:_MOST_DIGITS])
