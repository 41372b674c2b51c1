"""Arithmetic of the shell: ``$((i + 1))``, whole numbers of 64 bits."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping

_BINARY: dict[type, Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_COMPARE: dict[type, Callable[[int, int], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_LONGEST = 200
_CHARACTERS = re.compile(r"[\w\s+\-*/%()<>=!&|^~]*", re.ASCII)


class SumError(ValueError):
    """The text is no sum, or divides by zero; the message is ash's."""


def value(text: str, variables: Mapping[str, str]) -> int:
    """What the sum comes to; a variable that is no number counts as 0."""
    text = text.replace("$", "").strip()
    if len(text) > _LONGEST or not _CHARACTERS.fullmatch(text):
        raise SumError("sh: arithmetic syntax error")
    text = re.sub(r"\b0+(?=\d)", "", text).replace("&&", " and ").replace("||", " or ")
    try:
        tree = ast.parse(text or "0", mode="eval")
    except (SyntaxError, ValueError, RecursionError) as problem:
        raise SumError("sh: arithmetic syntax error") from problem
    return _wrapped(_evaluate(tree.body, variables))


def _wrapped(number: int) -> int:
    return (number + (1 << 63)) % (1 << 64) - (1 << 63)


def _evaluate(node: ast.AST, variables: Mapping[str, str]) -> int:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return _wrapped(int(node.value))
    if isinstance(node, ast.Name):
        text = variables.get(node.id, "0").strip()
        return _wrapped(int(text)) if re.fullmatch(r"-?\d{1,18}", text, re.ASCII) else 0
    if isinstance(node, ast.BinOp):
        return _wrapped(_binary(node, variables))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_evaluate(node.operand, variables)
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARE:
        left = _evaluate(node.left, variables)
        return int(_COMPARE[type(node.ops[0])](left, _evaluate(node.comparators[0], variables)))
    if isinstance(node, ast.BoolOp):
        values = (_evaluate(item, variables) != 0 for item in node.values)
        return int(all(values) if isinstance(node.op, ast.And) else any(values))
    raise SumError("sh: arithmetic syntax error")


def _binary(node: ast.BinOp, variables: Mapping[str, str]) -> int:
    left, right = _evaluate(node.left, variables), _evaluate(node.right, variables)
    if type(node.op) in _BINARY:
        return _BINARY[type(node.op)](left, right)
    if not isinstance(node.op, ast.Div | ast.Mod):
        raise SumError("sh: arithmetic syntax error")
    if right == 0:
        raise SumError("sh: divide by zero")
    quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    return quotient if isinstance(node.op, ast.Div) else left - quotient * right
