"""``kubectl api-resources``: the kinds that the server knows (pkg/cmd/apiresources)."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.formats import Print, printer
from cluster_sim.world.shell.kubectl.output.plain_table import plain_table
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    flag("api-group"),
    switch("namespaced", default=True),
    several("verbs", split=True),
    several("categories", split=True),
    flag("sort-by"),
    flag("output", "o"),
    switch("no-headers"),
    switch("cached"),
)
_VERBS = ("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")
_ORDERS: dict[str, Callable[[Resource], str]] = {
    "": lambda each: each.group,
    "name": lambda each: each.plural,
    "kind": lambda each: each.kind,
}
_OBJECTS: dict[str, Print] = {"json": printer("json"), "yaml": printer("yaml")}
_HEADERS = ("NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND")


def run(command: Invocation) -> Outcome:
    """Print one line a kind, by group and name unless ``--sort-by`` says otherwise."""
    if command.args:
        raise see_help(f"unexpected arguments: [{' '.join(command.args)}]", command.path)
    if command.value("sort-by") not in _ORDERS:
        raise error("--sort-by accepts only name or kind")
    output = command.value("output")
    if output not in ("", "wide", "name", *_OBJECTS):
        raise error(
            f'unable to match a printer suitable for the output format "{output}", allowed '
            "formats are: json,name,wide,yaml"
        )
    found = [
        each for each in registry.of(command.process.world).resources if _wanted(command, each)
    ]
    found.sort(key=lambda each: (_ORDERS[command.value("sort-by")](each), each.plural))
    if output in _OBJECTS:
        command.write(_OBJECTS[output](_listed(found)))
        return Exit()
    if output == "name":
        command.write("".join(f"{each.key}\n" for each in found))
        return Exit()
    wide = output == "wide"
    headers = (*_HEADERS, "VERBS", "CATEGORIES") if wide else _HEADERS
    rows = [_row(each, wide) for each in found]
    command.write(plain_table([] if command.value("no-headers") else headers, rows))
    return Exit()


def _wanted(command: Invocation, each: Resource) -> bool:
    if command.given("api-group") and each.group != command.value("api-group"):
        return False
    if command.given("namespaced") and each.namespaced != command.value("namespaced"):
        return False
    if not each.preferred or not all(verb in verbs_of(each) for verb in command.value("verbs")):
        return False
    return all(name in each.categories for name in command.value("categories"))


def verbs_of(each: Resource) -> tuple[str, ...]:
    """What may be done with it; questions are asked and never kept, measurements only read."""
    if each.measured:
        return ("get", "list")
    return _VERBS if each.answer is None else ("create",)


def _listed(found: list[Resource]) -> Object:
    """What discovery says of the kinds, as an object."""
    return {
        "kind": "APIResourceList",
        "apiVersion": "v1",
        "groupVersion": "",
        "resources": [_discovered(each) for each in found],
    }


def _discovered(each: Resource) -> Object:
    told: Object = {
        "name": each.plural,
        "singularName": each.singular,
        "namespaced": each.namespaced,
        "group": each.group,
        "version": each.version,
        "kind": each.kind,
        "verbs": list(verbs_of(each)),
        "shortNames": list(each.short_names),
        "categories": list(each.categories),
    }
    optional = ("group", "shortNames", "categories")
    return {field: value for field, value in told.items() if value or field not in optional}


def _row(each: Resource, wide: bool) -> list[str]:
    namespaced = "true" if each.namespaced else "false"
    row = [each.plural, ",".join(each.short_names), each.api_version, namespaced, each.kind]
    return [*row, ",".join(verbs_of(each)), ",".join(each.categories)] if wide else row
