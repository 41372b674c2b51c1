"""The simulator's side of the yardstick: one JSON question a line, one JSON answer a line.

``{"id", "op", "in"}`` is answered by ``{"id", "out"}``, ``{"id", "error"}`` or
``{"id", "unsupported": true}``. Every module ``ops_*.py`` beside this one adds its operations in
a dictionary ``OPS`` from name to function (value in, value out; an exception is an error).
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Callable
from typing import Any, TextIO

import tests.fidelity as package

Operation = Callable[[Any], Any]


def operations() -> dict[str, Operation]:
    """All operations there are; a module that cannot be imported is named on stderr."""
    found: dict[str, Operation] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("ops_"):
            found.update(_of_module(module.name))
    return found


def _of_module(name: str) -> dict[str, Operation]:
    try:
        ops: dict[str, Operation] = importlib.import_module(f"{package.__name__}.{name}").OPS
    except ImportError as error:
        print(f"{name} is left out: {error}", file=sys.stderr)
        return {}
    return ops


def answer(known: dict[str, Operation], question: dict[str, Any]) -> dict[str, Any]:
    """The answer to one question."""
    operation = known.get(question["op"])
    if operation is None:
        return {"id": question["id"], "unsupported": True}
    try:
        return {"id": question["id"], "out": operation(question["in"])}
    except Exception as error:
        return {"id": question["id"], "error": f"{type(error).__name__}: {error}"}


def serve(lines: TextIO, out: TextIO) -> None:
    """Answer every line until there is none left."""
    known = operations()
    for line in lines:
        print(json.dumps(answer(known, json.loads(line))), file=out, flush=True)


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
