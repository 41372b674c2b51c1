"""A task: a check that says when it is done, and hints chosen by the state of the world.

Checks and hints are written in CEL, the language of Kubernetes' own admission policies
(kubernetes.io/docs/reference/using-api/cel).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.cel.expression import Expression, compile_expression
from cluster_sim.world.checks.view import VARIABLES, View


@dataclass(frozen=True)
class Task:
    """``hints``: conditions in order; the last one, None, always fits."""

    id: str
    check: Expression
    hints: tuple[Expression | None, ...]

    def done(self, view: View) -> bool:
        """Whether the world is as the task asks."""
        return view.holds(self.check)

    def hint(self, view: View) -> int:
        """The index of the first hint that fits, 0 when there is none."""
        for index, condition in enumerate(self.hints):
            if condition is None or view.holds(condition):
                return index
        return 0


def compile_task(data: Mapping[str, Any]) -> Task:
    """A task from its data ({"id", "check": {"expr"}, "hints": [{"when"}]}).

    Raises ExpressionError when an expression is none.
    """
    hints = tuple(
        compile_expression(hint["when"], VARIABLES) if hint.get("when") else None
        for hint in data.get("hints") or ()
    )
    return Task(data["id"], compile_expression(data["check"]["expr"], VARIABLES), hints)
