"""The printer behind ``-o``: from the word a user types to the text of an object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.output import go_template, json_, kyaml, yaml
from cluster_sim.world.shell.kubectl.output.custom_columns import CustomColumns
from cluster_sim.world.shell.kubectl.output.faults import PrinterError
from cluster_sim.world.shell.kubectl.output.field_order import in_go_order
from cluster_sim.world.shell.kubectl.output.jsonpath_output import rendered
from cluster_sim.world.shell.kubectl.output.listing import without_managed_fields
from cluster_sim.world.shell.kubectl.output.name import name_of

Print = Callable[[Object], str]

# What every verb that prints objects understands, and what only ``get`` adds.
_COMMON = (
    *("go-template", "go-template-file", "json", "jsonpath", "jsonpath-as-json", "jsonpath-file"),
    *("kyaml", "name", "template", "templatefile", "yaml"),
)
_OF_GET = ("custom-columns", "custom-columns-file", "wide")


def printer(
    output: str,
    of_get: bool = False,
    headers: bool = True,
    managed_fields: bool = False,
    typed: bool = False,
) -> Print:
    """The function from an object (or a List) to its text.

    output: the value of ``-o``; of_get: whether columns of one's own are allowed; headers:
    whether those have headers; managed_fields: whether JSON and YAML show who manages what;
    typed: whether JSON has the fields in the order of Go's structs.
    YAML documents after the first begin with ``---``.
    Raises PrinterError when there is no such format.
    """
    word, _, template = output.partition("=")
    if word == "jsonpath":
        return _checked(template, as_json=False)
    if word == "jsonpath-as-json":
        return _checked(template, as_json=True)
    if word in ("go-template", "template"):
        return go_template.printer(template)
    if word == "custom-columns" and of_get:
        return _in_columns(CustomColumns(template, headers))
    plain: dict[str, Callable[[], Print]] = {
        "json": lambda: _in_go_order if typed else json_.pretty,
        "kyaml": lambda: lambda obj: kyaml.dumps(in_go_order(obj) if typed else _sorted(obj)),
        "yaml": lambda: _Documents().text,
        "name": lambda: _names,
    }
    if output in plain:
        show = plain[output]()
        if output == "name" or managed_fields:
            return show
        return lambda obj: show(without_managed_fields(obj))
    allowed = ",".join(sorted([*_COMMON, *(_OF_GET if of_get else ())]))
    raise PrinterError(
        f'unable to match a printer suitable for the output format "{output}", '
        f"allowed formats are: {allowed}"
    )


class _Documents:
    """YAML documents set apart by ``---``."""

    def __init__(self) -> None:
        self._begun = False

    def text(self, obj: Object) -> str:
        separator = "---\n" if self._begun else ""
        self._begun = True
        return separator + yaml.dumps(obj)


def _sorted(value: Any) -> Any:
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    return {key: _sorted(value[key]) for key in sorted(value)} if isinstance(value, dict) else value


def _in_go_order(obj: Object) -> str:
    return json_.pretty(in_go_order(obj), sort=False)


def _checked(template: str, as_json: bool) -> Print:
    def text(obj: Object) -> str:
        return rendered(template, obj, as_json)

    if not template:
        raise PrinterError("template format specified but no template given")
    return text


def _in_columns(columns: CustomColumns) -> Print:
    def text(obj: Object) -> str:
        columns.print(_items(obj))
        return columns.take()

    return text


def _names(obj: Object) -> str:
    return "".join(name_of(item) + "\n" for item in _items(obj))


def _items(obj: Object) -> list[Object]:
    return obj["items"] if "items" in obj and obj["kind"].endswith("List") else [obj]
