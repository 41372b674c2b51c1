"""Why a patch cannot be made or applied; the messages are the API machinery's own."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.gotext import shown, type_name


class PatchError(ValueError):
    """The patch cannot be made or applied."""


class PreconditionFailed(PatchError):
    """The patch would change what must stay."""


class PatchConflict(PatchError):
    """Two sides changed the same field differently."""


def no_merge_key(item: dict[str, Any], key: str) -> PatchError:
    """An element of a merged list lacks the key it is known by."""
    return PatchError(f"map: {shown(item)} does not contain declared merge key: {key}")


def bad_type(expected: Any, actual: Any) -> PatchError:
    """A value is not of the type of ``expected``."""
    wanted, got = type_name(expected), type_name(actual)
    return PatchError(f"expected a {wanted}, but received a {got}")


def bad_directive(directive: Any, item: dict[str, Any]) -> PatchError:
    """``$patch`` holds what nobody knows."""
    return PatchError(f"unknown patch type: {shown(directive)} in map: {shown(item)}")
