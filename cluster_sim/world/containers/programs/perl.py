"""Perl one-liners: ``perl -Mbignum=bpi -wle 'print bpi(2000)'``.

Only what such lines usually hold is run: ``print`` of texts, numbers and π, ``sleep``, ``die``
and ``exit``. Perl itself says so when it cannot read a program; here the rest is told likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    SECOND,
    STDERR,
    STDOUT,
    End,
    Line,
    Program,
    Run,
)

_START: Final = 30 * MILLISECOND
# What bignum takes for 2,000 digits of π on one core, and the most digits that are worked out.
_PI_TIME, _PI_DIGITS, _MOST_DIGITS = 4 * SECOND, 2_000, 20_000
_GUARD: Final = 10
_PI = re.compile(r"bpi\s*\(\s*(\d{1,5})\s*\)", re.ASCII)
_CALL = re.compile(r"(print|say|sleep|exit|die)\b\s*(.*)", re.DOTALL)
_TEXT = re.compile(r"""\(?\s*(?:"([^"]*)"|'([^']*)'|([-\d.]+))\s*\)?""")
_ESCAPES: Final = {"n": "\n", "t": "\t", "\\": "\\"}


class _Step(NamedTuple):
    """Something a program does at a moment (µs from its start): a text to say, or its end."""

    at: int
    stream: str
    text: str
    code: int | None = None


def _source(run: Run) -> tuple[str, bool] | None:
    """The program of ``-e`` and whether ``-l`` ends its lines; None when there is none."""
    ends_lines = False
    words = iter(run.argv[1:])
    for word in words:
        if not word.startswith("-") or word.startswith(("-M", "-I")):
            continue
        ends_lines = ends_lines or "l" in word[1:]
        if word.endswith(("e", "E")):
            return next(words, ""), ends_lines
    return None


def _steps(run: Run) -> list[_Step]:
    source = _source(run)
    if source is None:
        return [_Step(_START, STDOUT, "", 0)]
    text, ends_lines = source
    done: list[_Step] = []
    now = _START
    for statement in filter(None, (part.strip() for part in text.split(";"))):
        step = _step(statement, now, ends_lines)
        done.append(step)
        now = step.at
        if step.code is not None:
            return done
    return [*done, _Step(now + MILLISECOND, STDOUT, "", 0)]


def _step(statement: str, now: int, ends_lines: bool) -> _Step:
    match = _CALL.fullmatch(statement)
    if match is None:
        return _Step(now, STDERR, f'syntax error at -e line 1, near "{statement}"\n', 255)
    word, rest = match[1], match[2].strip()
    if word in ("print", "say"):
        ending = "\n" if ends_lines or word == "say" else ""
        pi = _PI.fullmatch(rest)
        if pi is not None:
            digits = min(int(pi[1]), _MOST_DIGITS)
            taken = _PI_TIME * digits * digits // (_PI_DIGITS * _PI_DIGITS)
            return _Step(now + taken + MILLISECOND, STDOUT, pi_digits(digits) + ending)
        return _Step(now + MILLISECOND, STDOUT, _text(rest) + ending)
    if word == "die":
        said = _text(rest) or "Died"
        ending = "" if said.endswith("\n") else " at -e line 1.\n"
        return _Step(now + MILLISECOND, STDERR, said + ending, 255)
    number = int(_text(rest)) if re.fullmatch(r"\d{1,9}", _text(rest)) else 0
    if word == "sleep":
        return _Step(now + number * SECOND, STDOUT, "")
    return _Step(now + MILLISECOND, STDOUT, "", number % 256)


def _text(rest: str) -> str:
    match = _TEXT.fullmatch(rest)
    if match is None:
        return rest
    doubled, single, number = match.groups()
    if doubled is None:
        return str(single if single is not None else number)
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), doubled)


@cache
def pi_digits(digits: int) -> str:
    """π to so many significant digits, rounded: Machin's formula in whole numbers."""
    if digits < 2:
        return "3"
    unit = 10 ** (digits - 1 + _GUARD)
    value = 4 * (4 * _arctangent(5, unit) - _arctangent(239, unit))
    rounded = str((value + 10**_GUARD // 2) // 10**_GUARD)
    return f"{rounded[0]}.{rounded[1:]}"


def _arctangent(inverse: int, unit: int) -> int:
    """arctan(1/``inverse``) in parts of ``unit``."""
    term = total = unit // inverse
    divisor, sign = 1, 1
    while term:
        term //= inverse * inverse
        divisor, sign = divisor + 2, -sign
        total += sign * (term // divisor)
    return total


def _end(run: Run) -> End:
    last = _steps(run)[-1]
    return End(run.started + last.at, last.code or 0)


def _lines(run: Run) -> Iterator[Line]:
    for step in _steps(run):
        for line in step.text.splitlines():
            yield (run.started + step.at - 1, step.stream, line)


PROGRAM = Program(
    name="perl",
    end=_end,
    memory=lambda run, now, rate: 12 * MIB,
    cpu=lambda run, now, rate: 1000,
    lines=_lines,
)
