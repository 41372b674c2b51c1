"""``-o jsonpath=…`` and ``-o jsonpath-as-json=…`` with kubectl's errors."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import jsonpath
from cluster_sim.world.kube.api.gotext import quote, shown_float
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.output.faults import PrinterError


def rendered(template: str, obj: Object, as_json: bool = False) -> str:
    """What the template prints for the object; missing keys print nothing.

    Raises PrinterError when the template cannot be read or leads out of a list.
    """
    if not template:
        raise PrinterError("template format specified but no template given")
    try:
        parsed = jsonpath.parse(template)
    except jsonpath.JSONPathError as error:
        raise PrinterError(f"error parsing jsonpath {template}, {error}") from error
    try:
        return (parsed.render_json if as_json else parsed.render)(obj, allow_missing=True)
    except jsonpath.JSONPathError as error:
        raise PrinterError(_failure(template, obj, str(error))) from error


def _failure(template: str, obj: Object, why: str) -> str:
    return (
        f"error executing jsonpath {quote(template)}: Error executing template: {why}. "
        "Printing more information for debugging the template:\n"
        f"\ttemplate was:\n\t\t{template}\n"
        f"\tobject given to jsonpath engine was:\n\t\t{_go_syntax(obj)}\n\n\n"
    )


def _go_syntax(value: Any) -> str:
    """The value as Go source (``%#v``)."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{quote(key)}:{_go_syntax(value[key])}" for key in sorted(value))
        return f"map[string]interface {{}}{{{pairs}}}"
    if isinstance(value, list):
        return f"[]interface {{}}{{{', '.join(map(_go_syntax, value))}}}"
    if value is None:
        return "interface {}(nil)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quote(value)
    return shown_float(value) if isinstance(value, float) else str(value)
