"""Lists merged element by element: what kind they hold and the order they come out in."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.patch import directives
from cluster_sim.world.kube.api.patch.errors import PatchError, bad_type, no_merge_key
from cluster_sim.world.kube.api.patch.values import identity, positions


def element_type(*lists: list[Any]) -> type:
    """The one type of all elements. Raises PatchError when there are several, or none."""
    found: type | None = None
    for values in lists:
        for value in values:
            if found is None:
                found = type(value)
            elif type(value) is not found:
                text = shown([list(each) for each in lists])
                raise PatchError(f"list element types are not identical: {text}")
    if found is None:
        raise PatchError("no elements in any of the given slices")
    if found is list:
        raise PatchError(directives.NO_LIST_OF_LISTS)
    return found


def key_of(item: Any, merge_key: str) -> Any:
    """What an element is known by: the value of its merge key, or itself without one."""
    if not merge_key:
        return item
    if not isinstance(item, dict):
        raise bad_type({}, item)
    if merge_key not in item:
        raise no_merge_key(item, merge_key)
    return item[merge_key]


def places(items: Iterable[Any], merge_key: str) -> dict[Hashable, int]:
    """Where each element first stands, by its key."""
    return positions([key_of(item, merge_key) for item in items])


def ordered(items: list[Any], order: list[Any], merge_key: str) -> list[Any]:
    """The elements in the order of ``order``; those to be deleted come last."""
    rank = places(order, merge_key)
    deletions = [each for each in items if is_deletion(each)]
    kept = [each for each in items if not is_deletion(each)]
    kept.sort(key=lambda each: rank.get(identity(key_of(each, merge_key)), -1))
    return kept + deletions


def is_deletion(item: Any) -> bool:
    """Whether an element only says that its namesake goes."""
    return isinstance(item, dict) and item.get(directives.MARKER) == directives.DELETE


def interleaved(
    wanted: list[Any], others: list[Any], order: list[Any], server: list[Any], merge_key: str
) -> list[Any]:
    """Both lists as one: ``wanted`` in the order of ``order``, ``others`` in the server's.

    An element of ``others`` goes before the first wanted one that the server has after it.
    """
    left = ordered(others, server, merge_key)
    right = ordered(wanted, order, merge_key)
    rank = places(server, merge_key)
    merged: list[Any] = []
    taken = 0
    for item in right:
        place = rank.get(identity(key_of(item, merge_key)), -1)
        while taken < len(left) and place >= 0:
            mine = rank.get(identity(key_of(left[taken], merge_key)), -1)
            if not 0 <= mine < place:
                break
            merged.append(left[taken])
            taken += 1
        merged.append(item)
    return merged + left[taken:]


def split(items: list[Any], wanted: list[Any], merge_key: str) -> tuple[list[Any], list[Any]]:
    """The elements that are in ``wanted``, and the others."""
    known = places(wanted, merge_key) if wanted else {}
    inside: list[Any] = []
    outside: list[Any] = []
    for item in items:
        (inside if identity(key_of(item, merge_key)) in known else outside).append(item)
    return inside, outside


def check_order(patch: list[Any], order: list[Any], merge_key: str) -> None:
    """Raises PatchError unless the patch's elements come in the order of ``order``."""
    if not patch or not order:
        return
    rank = iter([identity(key_of(each, merge_key)) for each in order])
    for item in patch:
        if isinstance(item, dict) and directives.MARKER in item:
            continue
        # Membership in an iterator moves it on: order is what is checked.
        if identity(key_of(item, merge_key)) not in rank:
            raise PatchError(
                f"The order in patch list:\n{shown(patch)}\n doesn't match "
                f"{directives.ELEMENT_ORDER} list:\n{shown(order)}\n"
            )
