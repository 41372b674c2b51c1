"""The order of API versions: ``v2``, ``v1``, ``v2beta1``, ``v1alpha1``, then all else by name.

apimachinery/pkg/version/helpers.go (CompareKubeAwareVersionStrings)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_VERSION: Final = re.compile(r"v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?")
_STAGES: Final = {None: 0, "beta": 1, "alpha": 2}


def in_order(versions: Iterable[str]) -> list[str]:
    """The versions, the one that clients prefer first."""
    return sorted(versions, key=_rank)


def _rank(version: str) -> tuple[int, int, int, str]:
    found = _VERSION.fullmatch(version)
    if found is None:
        return (3, 0, 0, version)
    return (_STAGES[found[2]], -int(found[1]), -int(found[3] or 0), version)
