"""``$((…))``: C's whole numbers of 64 bits (bash manual, Shell Arithmetic)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

_TOKEN = re.compile(
    r"\s*(0[xX][0-9a-fA-F]+|[0-9]+|[A-Za-z_]\w*"
    r"|<<=|>>=|\*\*|\+\+|--|&&|\|\||<<|>>|[<>=!+\-*/%&|^]=|[-+*/%<>!~&|^?:=(),])"
)
_LEVELS = (
    ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!="), ("<", ">", "<=", ">="),
    ("<<", ">>"), ("+", "-"), ("*", "/", "%"),
)  # fmt: skip
_ASSIGNMENTS = ("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=")
_DEEPEST = 60


class ArithmeticFault(ValueError):
    """An expression that cannot be computed; the message is bash's own."""


class Variables(Protocol):
    """Where an expression reads and writes names."""

    def get(self, name: str) -> str | None:
        """The value, None when there is none."""

    def set(self, name: str, value: str) -> None:
        """Give it a value."""


def evaluate(text: str, variables: Variables) -> int:
    """What the expression comes to; ArithmeticFault when it is none."""
    return _Sum(text, variables, 0).whole()


def _wrap(value: int) -> int:
    return (value + (1 << 63)) % (1 << 64) - (1 << 63)


class _Sum:
    def __init__(self, text: str, variables: Variables, depth: int) -> None:
        self.text = text.strip()
        self.variables = variables
        self.depth = depth
        self.tokens = self._tokens()
        self.at = 0

    def _tokens(self) -> list[str]:
        found, at = [], 0
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if not match:
                raise self.fault(
                    self.text[at:].strip(), "syntax error: invalid arithmetic operator"
                )
            found.append(match.group(1))
            at = match.end()
        return found

    def fault(self, token: str, what: str = "syntax error: operand expected") -> ArithmeticFault:
        return ArithmeticFault(f'{self.text}: {what} (error token is "{token}")')

    def whole(self) -> int:
        if not self.tokens:
            return 0
        value = self.comma()
        if self.at < len(self.tokens):
            raise self.fault(self.rest(), "syntax error in expression")
        return value

    def rest(self) -> str:
        return " ".join(self.tokens[self.at :])

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def takes(self, *texts: str) -> str:
        if self.peek() in texts and self.peek():
            self.at += 1
            return self.tokens[self.at - 1]
        return ""

    def comma(self) -> int:
        value = self.assignment()
        while self.takes(","):
            value = self.assignment()
        return value

    def assignment(self) -> int:
        name = self.peek()
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else ""
        if not _is_name(name) or after not in _ASSIGNMENTS:
            return self.choice()
        self.at += 2
        value = self.nested(self.assignment)
        if after != "=":
            value = self.binary(after[:-1], self.value_of(name), value)
        self.variables.set(name, str(value))
        return value

    def nested(self, read: Callable[[], int]) -> int:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self.fault(self.rest(), "expression recursion level exceeded")
        value = read()
        self.depth -= 1
        return value

    def choice(self) -> int:
        condition = self.level(0)
        if not self.takes("?"):
            return condition
        yes = self.nested(self.assignment)
        if not self.takes(":"):
            raise self.fault(self.rest(), "`:' expected for conditional expression")
        no = self.nested(self.assignment)
        return yes if condition else no

    def level(self, index: int) -> int:
        if index == len(_LEVELS):
            return self.power()
        left = self.level(index + 1)
        while operator := self.takes(*_LEVELS[index]):
            left = self.binary(operator, left, self.level(index + 1))
        return left

    def power(self) -> int:
        base = self.unary()
        if not self.takes("**"):
            return base
        exponent = self.nested(self.power)
        if exponent < 0:
            raise self.fault(self.rest(), "exponent less than 0")
        return _wrap(pow(base, exponent, 1 << 64))

    def unary(self) -> int:
        operator = self.takes("++", "--", "+", "-", "!", "~")
        if operator in ("++", "--") and _is_name(self.peek()):
            return self.step(self.takes(self.peek()), 1 if operator == "++" else -1)
        if operator:
            value = self.nested(self.unary)
            return {
                "-": _wrap(-value), "+": value, "!": int(not value), "~": ~value,
                "++": value, "--": value,
            }[operator]  # fmt: skip
        return self.operand()

    def step(self, name: str, by: int) -> int:
        value = _wrap(self.value_of(name) + by)
        self.variables.set(name, str(value))
        return value

    def operand(self) -> int:
        token = self.peek()
        if self.takes("("):
            value = self.nested(self.comma)
            if not self.takes(")"):
                raise self.fault(self.rest(), "missing `)'")
            return value
        if _is_name(token):
            self.at += 1
            value = self.value_of(token)
            after = self.takes("++", "--")
            if after:
                self.step(token, 1 if after == "++" else -1)
            return value
        if token[:1].isdigit():
            self.at += 1
            return self.number(token)
        raise self.fault(self.rest())

    def number(self, token: str) -> int:
        if token[:2] in ("0x", "0X"):
            return _wrap(int(token, 16))
        if token.startswith("0") and len(token) > 1:
            if set(token) & set("89"):
                raise self.fault(token, f"{token}: value too great for base")
            return _wrap(int(token[:60], 8))
        return _wrap(int(token[:60]))

    def value_of(self, name: str) -> int:
        text = self.variables.get(name) or ""
        if self.depth > _DEEPEST:
            raise self.fault(name, "expression recursion level exceeded")
        return _Sum(text, self.variables, self.depth + 1).whole()

    def binary(self, operator: str, left: int, right: int) -> int:
        if operator in ("/", "%"):
            if right == 0:
                raise self.fault(str(right), "division by 0")
            quotient = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
            return _wrap(quotient if operator == "/" else left - quotient * right)
        return _wrap(int(_BINARY[operator](left, right)))


def _is_name(token: str) -> bool:
    return token[:1].isalpha() or token[:1] == "_"


_BINARY: dict[str, Callable[[int, int], int]] = {
    "||": lambda a, b: bool(a or b),
    "&&": lambda a, b: bool(a and b),
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "&": lambda a, b: a & b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<<": lambda a, b: a << (b & 63),
    ">>": lambda a, b: a >> (b & 63),
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
}
