"""Expressions of admission policies: the names that they may use."""

from __future__ import annotations

from typing import Final

from cluster_sim.world.cel.expression import BOOL, Expression, compile_expression
from cluster_sim.world.kube.api.cel import LIBRARIES

VARIABLES: Final = ("object", "oldObject", "request", "namespaceObject", "params", "variables")
_WITHOUT_PARAMS: Final = tuple(name for name in VARIABLES if name != "params")


def compiled(text: str, params: bool, wanted: str = BOOL) -> Expression:
    """An expression of a policy; ``params``: whether it may name them. Raises ExpressionError."""
    return compile_expression(text, VARIABLES if params else _WITHOUT_PARAMS, LIBRARIES, wanted)
