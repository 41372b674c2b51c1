"""``matchLabelKeys`` and ``mismatchLabelKeys`` (pkg/apis/core/validation: validateLabelKeys)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    forbidden,
    invalid,
)
from cluster_sim.world.kube.api.validation.object_meta import key_faults


def validate_match_keys(term: Mapping[str, Any], path: str) -> Faults:
    """The faults of both lists of a term: they need a selector, and share no key."""
    faults: Faults = []
    selector, twice = term.get("labelSelector"), "matchLabelKeys and mismatchLabelKeys"
    for field in ("matchLabelKeys", "mismatchLabelKeys"):
        faults += _validate_keys(term.get(field) or (), selector, f"{path}.{field}")
    other = term.get("mismatchLabelKeys") or ()
    for index, key in enumerate(term.get("matchLabelKeys") or ()):
        if key in other:
            faults.append(
                invalid(f"{path}.matchLabelKeys[{index}]", key, f"exists in both {twice}")
            )
    return faults


def _validate_keys(keys: Sequence[str], selector: Any, path: str) -> Faults:
    if not keys:
        return []
    faults: Faults = []
    if selector is None:
        faults.append(forbidden(path, "must not be specified when labelSelector is not set"))
    for index, key in enumerate(keys):
        faults += all_invalid(f"{path}[{index}]", key, key_faults(key))
    return faults
