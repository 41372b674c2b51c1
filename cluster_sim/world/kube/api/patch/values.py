"""JSON values compared as Go compares them: ``1``, ``1.0`` and ``true`` are three values."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from cluster_sim.world.kube.api.patch.errors import PatchError

Map = dict[str, Any]


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal, types included."""
    if left is right:
        return True
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def identity(scalar: Any) -> Hashable:
    """What tells a scalar from others, to find it in a dictionary. Raises PatchError."""
    if isinstance(scalar, dict | list):
        raise PatchError("merge keys and merged primitives must be scalars")
    return (type(scalar), scalar)


def positions(scalars: list[Any]) -> dict[Hashable, int]:
    """Where each scalar first stands."""
    found: dict[Hashable, int] = {}
    for index, scalar in enumerate(scalars):
        found.setdefault(identity(scalar), index)
    return found


def unique(scalars: list[Any]) -> list[Any]:
    """The scalars without repetitions."""
    return list({identity(scalar): scalar for scalar in scalars}.values())
