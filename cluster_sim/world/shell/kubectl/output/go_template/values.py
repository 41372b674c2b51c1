"""Values as templates see them: JSON values, ``MISSING`` for a key that is not there, ``Int``."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import gotext


class Missing:
    """What a key that is not there gives; it prints as ``<no value>``."""


MISSING = Missing()


class Int(int):
    """A whole number of the template itself, which Go types otherwise than one of the data."""


def type_name(value: Any) -> str:
    """The Go type of a value."""
    return "int" if isinstance(value, Int) else gotext.type_name(value)


def truth(value: Any) -> bool:
    """Whether ``if`` takes the value for true: neither zero nor empty nor missing."""
    return value is not MISSING and bool(value)


def text(value: Any) -> str:
    """What an action prints of a value."""
    return "<no value>" if value is MISSING or value is None else gotext.shown(value)
