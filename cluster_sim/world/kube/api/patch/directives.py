"""The words a strategic merge patch may hold among the fields."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.patch.values import Map

MARKER: Final = "$patch"
DELETE: Final = "delete"
REPLACE: Final = "replace"
MERGE: Final = "merge"
RETAIN_KEYS: Final = "$retainKeys"
DELETE_FROM_LIST: Final = "$deleteFromPrimitiveList"
ELEMENT_ORDER: Final = "$setElementOrder"

BAD_DELETE_LIST: Final = "invalid patch format of primitive list"
BAD_RETAIN_KEYS: Final = "invalid patch format of retainKeys"
BAD_ELEMENT_ORDER: Final = "invalid patch format of setElementOrder list"
NO_LIST_OF_LISTS: Final = "lists of lists are not supported"


def target(key: str, directive: str, fault: str) -> str:
    """The field that ``$directive/field`` speaks of. Raises PatchError with ``fault``."""
    prefix, slash, field = key.partition("/")
    if not slash or prefix != directive:
        raise PatchError(fault)
    return field


def plain(value: Any) -> Any:
    """The value as an object takes it in when it has nothing to merge it with.

    Nulls go, and so do the words that steer a merge: the real API server drops them a moment
    later, as fields that its types do not have.
    """
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if v is not None and not is_steering(k)}
    return [plain(v) for v in value] if isinstance(value, list) else value


def is_steering(key: str) -> bool:
    """Whether a key speaks of its neighbours: which are kept, in which order, what goes."""
    return key == RETAIN_KEYS or key.startswith((f"{ELEMENT_ORDER}/", f"{DELETE_FROM_LIST}/"))


def without_nulls(value: Any) -> Any:
    """The value without the fields that are null, at any depth."""
    if isinstance(value, dict):
        return {k: without_nulls(v) for k, v in value.items() if v is not None}
    return [without_nulls(v) for v in value] if isinstance(value, list) else value


def without_directives(value: Any) -> tuple[Any, bool]:
    """The value without the maps that hold ``$patch``, and whether any of it is kept."""
    if isinstance(value, dict):
        if MARKER in value:
            return None, False
        return _kept_fields(value), True
    if isinstance(value, list):
        pairs = [without_directives(each) for each in value]
        return [each for each, keep in pairs if keep], True
    return value, True


def _kept_fields(value: Map) -> Map:
    pairs = ((key, without_directives(each)) for key, each in value.items())
    return {key: each for key, (each, keep) in pairs if keep}
