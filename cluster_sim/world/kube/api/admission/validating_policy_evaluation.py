"""What the expressions of an admission policy come to over one request.

apiserver/pkg/admission/plugin/policy/validating/validator.go, plugin/cel/composition.go
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.cel.expression import (
    ANY,
    BOOL,
    STRING,
    EvaluationError,
    Expression,
    ExpressionError,
    TooExpensive,
)
from cluster_sim.world.kube.api.cel.policies import compiled
from cluster_sim.world.kube.api.resource import Object

_USED: Final = re.compile(r"\bvariables\s*\.\s*([A-Za-z_]\w*)")
# apiserver/pkg/apis/cel/config.go: MaxEvaluatedMessageExpressionSizeBytes
_LONGEST_MESSAGE: Final = 5 * 1024
_NO_BUDGET: Final = (
    "validation failed due to running out of cost budget, no further validation rules will be run"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is refused: the message, the reason of the Status, and the index of the
    validation (-1 for an error before any of them).
    """

    message: str
    reason: str = "Invalid"
    index: int = -1


class Evaluation:
    """A policy over one request with one parameter object (None without any)."""

    def __init__(self, policy: Object, values: dict[str, Any], params: Object | None) -> None:
        self._spec = policy["spec"]
        self._params = self._spec.get("paramKind") is not None
        self._values = {**values, "params": params}
        self._variables = {each["name"]: each for each in self._spec.get("variables") or ()}
        self._known: dict[str, Any] = {}
        self._failed: dict[str, str] = {}

    def refusals(self) -> list[Refusal]:
        """What the policy has against the request, in the order of its validations."""
        fails = self._spec.get("failurePolicy") != "Ignore"
        try:
            if not self._conditions_hold():
                return []
        except EvaluationError as problem:
            return [Refusal(str(problem), "")] if fails else []
        found = []
        for index, validation in enumerate(self._spec.get("validations") or ()):
            try:
                if self._value(validation["expression"], BOOL) is not True:
                    found.append(self._refusal(validation, index))
            except TooExpensive:
                return [*found, *([Refusal(_NO_BUDGET, "", index)] if fails else [])]
            except EvaluationError as problem:
                found += [Refusal(str(problem), "", index)] if fails else []
        return found

    def _conditions_hold(self) -> bool:
        """Whether all match conditions hold; one that is false settles it, whatever fails."""
        failed: list[str] = []
        for condition in self._spec.get("matchConditions") or ():
            try:
                if self._value(condition["expression"], BOOL) is False:
                    return False
            except EvaluationError as problem:
                failed.append(str(problem))
        if failed:
            raise EvaluationError(failed[0] if len(failed) == 1 else f"[{', '.join(failed)}]")
        return True

    def _refusal(self, validation: dict[str, Any], index: int) -> Refusal:
        message = self._message(validation) or (validation.get("message") or "").strip()
        said = message or f"failed expression: {validation['expression'].strip()}"
        return Refusal(said, validation.get("reason") or "Invalid", index)

    def _message(self, validation: dict[str, Any]) -> str:
        text = validation.get("messageExpression")
        if not text:
            return ""
        try:
            found = self._value(text, STRING)
        except EvaluationError:
            return ""
        said = found.strip() if isinstance(found, str) else ""
        return "" if len(said) > _LONGEST_MESSAGE or "\n" in said else said

    def _value(self, text: str, wanted: str) -> Any:
        """What an expression comes to. Raises EvaluationError with the server's words."""
        try:
            expression = compiled(text, self._params, wanted)
        except ExpressionError as problem:
            raise EvaluationError(f"compilation error: compilation failed: {problem}") from problem
        try:
            return expression.bounded_value(self._seen_by(expression))
        except TooExpensive:
            raise
        except EvaluationError as problem:
            why = self._of_variable(str(problem))
            raise EvaluationError(f"expression '{text}' resulted in error: {why}") from problem

    def _seen_by(self, expression: Expression) -> dict[str, Any]:
        """The values that the expression may name, with its variables worked out."""
        seen = {name: self._values.get(name) for name in expression.names if name != "variables"}
        if "variables" in expression.names:
            for name in _USED.findall(expression.text):
                self._work_out(name)
            seen["variables"] = self._known
        return seen

    def _work_out(self, name: str) -> None:
        """Work out a variable once; those that fail are missed when they are really needed."""
        if name in self._known or name in self._failed or name not in self._variables:
            return
        text = self._variables[name]["expression"]
        # A variable may use those before it; the mark ends the rounds of any that use themselves.
        self._failed[name] = f'composited variable "{name}" is used in itself'
        try:
            expression = compiled(text, self._params, ANY)
            self._known[name] = expression.bounded_value(self._seen_by(expression))
            del self._failed[name]
        except ExpressionError as problem:
            self._failed[name] = f'composited variable "{name}" fails to compile: {problem}'
        except EvaluationError as problem:
            why = self._of_variable(str(problem))
            self._failed[name] = f'composited variable "{name}" fails to evaluate: {why}'

    def _of_variable(self, problem: str) -> str:
        """The failure of the variable that an expression missed, else the problem itself."""
        missed = problem.removeprefix("no such key: ")
        return self._failed.get(missed, problem) if missed != problem else problem
