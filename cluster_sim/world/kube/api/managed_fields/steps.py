"""Steps of field paths: what an element of a list is known by, and how people read a path.

sigs.k8s.io/structured-merge-diff/fieldpath/element.go, serialize-pe.go
"""

from __future__ import annotations

import json
from typing import Any

from cluster_sim.world.kube.api.gotext import json_text, quote, shown
from cluster_sim.world.kube.api.managed_fields.field_set import Path


def of_field(name: str) -> str:
    """The step into a field of a struct or an entry of a map."""
    return f"f:{name}"


def of_value(value: Any) -> str:
    """The step to an element of a set."""
    return f"v:{json_text(value)}"


def of_keys(keys: dict[str, Any]) -> str:
    """The step to the element of a list that has those values in its key fields."""
    return f"k:{json_text(keys)}"


def path_text(path: Path) -> str:
    """``.spec.template.spec.containers[name="nginx"].image``."""
    return "".join(_step_text(step) for step in path)


def _step_text(step: str) -> str:
    kind, text = step[:2], step[2:]
    if kind == "f:":
        return f".{text}"
    if kind == "i:":
        return f"[{text}]"
    try:
        value = json.loads(text)
    except ValueError:
        return f"[{text}]"
    if kind == "k:" and isinstance(value, dict):
        return "[" + ",".join(f"{key}={go_text(value[key])}" for key in sorted(value)) + "]"
    return f"[={go_text(value)}]"


def go_text(value: Any) -> str:
    """The value as ``%v`` writes it, a text in quotes."""
    return quote(value) if isinstance(value, str) else shown(value)
