"""``kubectl api-resources``: the kinds that the server knows (pkg/cmd/apiresources)."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.shell.kubectl.failure import error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
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
_HEADERS = ("NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND")


def run(command: Invocation) -> Outcome:
    """Print one line a kind, by group and name unless ``--sort-by`` says otherwise."""
    if command.args:
        raise see_help(f"unexpected arguments: [{' '.join(command.args)}]", command.path)
    if command.value("sort-by") not in _ORDERS:
        raise error("--sort-by accepts only name or kind")
    output = command.value("output")
    if output not in ("", "wide", "name"):
        raise error(
            f'unable to match a printer suitable for the output format "{output}", allowed '
            "formats are: json,name,wide,yaml"
        )
    found = [
        each for each in registry.of(command.process.world).resources if _wanted(command, each)
    ]
    found.sort(key=lambda each: (_ORDERS[command.value("sort-by")](each), each.plural))
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
    known = all(verb in _VERBS for verb in command.value("verbs"))
    return known and all(name in each.categories for name in command.value("categories"))


def _row(each: Resource, wide: bool) -> list[str]:
    namespaced = "true" if each.namespaced else "false"
    row = [each.plural, ",".join(each.short_names), each.api_version, namespaced, each.kind]
    return [*row, ",".join(_VERBS), ",".join(each.categories)] if wide else row
