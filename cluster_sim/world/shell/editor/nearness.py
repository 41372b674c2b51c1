"""What somebody may have meant who wrote something else."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from cluster_sim.world.kube.api.registry import Registry
from cluster_sim.world.kube.api.resource import Resource

# Longer names were not mistyped, and comparing them takes long.
_LONGEST = 60


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name most like it, None when none is."""
    if len(name) > _LONGEST:
        return None
    by_case = {each.lower(): each for each in names}
    found = get_close_matches(name.lower(), by_case, n=1, cutoff=0.7)
    return by_case[found[0]] if found else None


def nearest_kind(known: Registry, version: str, kind: str) -> Resource | None:
    """The kind somebody meant: the same in another version, or one with a name like it."""
    for each in known.resources:
        if each.kind == kind and each.api_version != version:
            return each
    name = nearest(kind, [each.kind for each in known.resources])
    return next((each for each in known.resources if each.kind == name), None)
