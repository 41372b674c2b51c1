"""``jq``: values of JSON taken apart and put together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cluster_sim.world.shell.commands import inputs, options
from cluster_sim.world.shell.commands.jq_functions import FUNCTIONS
from cluster_sim.world.shell.commands.jq_parser import SyntaxFault, Tree, parse
from cluster_sim.world.shell.commands.jq_values import Evaluation, ValueFault, text_of, truth
from cluster_sim.world.shell.process import Exit, Outcome, Process

NAME = "jq"
LATENCY = 4_000
_LONG = ("raw-output", "compact-output", "null-input", "slurp", "exit-status")
_USAGE, _SYNTAX, _VALUE = 2, 3, 5
# How deep programs and values may go, each level being several calls of Python.
_DEEPEST_PROGRAM, _DEEPEST_VALUE = 60, 100


def start(process: Process) -> Outcome:
    """``jq [-r] [-c] [-n] [-s] [-e] PROGRAM [FILE …]``."""
    try:
        found, rest = options.parse(process, "rcnseMC", _LONG)
        if not rest:
            raise options.UsageFault("Usage:\tjq [OPTIONS] FILTER [FILES...]\n")
        tree = parse(rest[0])
        _check(tree)
    except options.UsageFault as fault:
        process.complain(str(fault))
        return Exit(_USAGE)
    except SyntaxFault as fault:
        process.complain(f"jq: error: {fault} at <top-level>, line 1:\n{rest[0]}\n")
        process.complain("jq: 1 compile error\n")
        return Exit(_SYNTAX)
    flags = "".join(name[0] for name in found)
    process.state = {"tree": tree, "flags": flags, "paths": tuple(rest[1:])}
    return wake(process)


def _check(tree: Tree) -> None:
    """SyntaxFault for a function that is not known, and for a program that is too deep."""
    waiting: list[tuple[int, Any]] = [(0, tree)]
    while waiting:
        depth, node = waiting.pop()
        if not isinstance(node, tuple) or node[:1] == ("literal",):
            continue
        if depth > _DEEPEST_PROGRAM * 2:
            raise SyntaxFault("nested too deeply")
        if node[:1] == ("call",) and (node[1], len(node[2])) not in FUNCTIONS:
            raise SyntaxFault(f"{node[1]}/{len(node[2])} is not defined here")
        deeper = depth + (len(node[1]) if node[:1] == ("pipe",) else 1)
        waiting.extend((deeper, each) for each in node)


def wake(process: Process) -> Outcome:
    """Run the program on all values, once they are there."""
    flags, gathered = process.state["flags"], [("", "null")]
    if "n" not in flags:
        found = inputs.gather(process, process.state["paths"])
        if found is None:
            return inputs.READ_MORE
        gathered = found
    status, last, run = 0, None, Evaluation()
    try:
        for value in _values("".join(text for _, text in gathered), "s" in flags):
            for last in run.run(process.state["tree"], value):
                process.write(_shown(last, flags))
    except ValueFault as fault:
        process.complain(f"jq: error (at <stdin>:0): {fault}\n")
        status = _VALUE
    except json.JSONDecodeError as fault:
        place = f"at line {fault.lineno}, column {fault.colno}"
        process.complain(f"jq: error (at <stdin>:{fault.lineno}): Invalid JSON text {place}\n")
        status = _USAGE
    if not status and process.state.get("failed"):
        status = _USAGE
    return Exit(status or int("e" in flags and not truth(last)))


def _values(text: str, together: bool) -> Iterator[Any]:
    """The values that stand one after the other, or a list of all of them."""
    if together:
        yield list(_values(text, False))
        return
    decoder, at = json.JSONDecoder(), len(text) - len(text.lstrip())
    while at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except RecursionError:
            raise ValueFault("Exceeds depth limit for parsing") from None
        _check_depth(value)
        yield value
        at = end + len(text[end:]) - len(text[end:].lstrip())


def _check_depth(value: Any) -> None:
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > _DEEPEST_VALUE:
            raise ValueFault("Exceeds depth limit for parsing")
        nested = [each for each in level if isinstance(each, list | dict)]
        level = [
            part for each in nested for part in (each.values() if isinstance(each, dict) else each)
        ]


def _shown(value: Any, flags: str) -> str:
    if "r" in flags and isinstance(value, str):
        return f"{value}\n"
    return f"{text_of(value, None if 'c' in flags else 2)}\n"
