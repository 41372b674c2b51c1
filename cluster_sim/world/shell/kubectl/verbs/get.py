"""``kubectl get``: objects as tables or as text, once or as they change (pkg/cmd/get)."""

from __future__ import annotations

from dataclasses import replace

from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources import door
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.formats import Print, printer
from cluster_sim.world.shell.kubectl.output.listing import listing
from cluster_sim.world.shell.kubectl.output.sorting import sorted_by, sorted_tables
from cluster_sim.world.shell.kubectl.output.table import TableOutput
from cluster_sim.world.shell.kubectl.raw import answer
from cluster_sim.world.shell.kubectl.selection import Found, Target, fetch, targets
from cluster_sim.world.shell.kubectl.subjects import subjects
from cluster_sim.world.shell.kubectl.tables import nothing_found, rows_of, table_options
from cluster_sim.world.shell.kubectl.verbs import watching
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    switch("all-namespaces", "A"),
    flag("output", "o"),
    flag("selector", "l"),
    flag("field-selector"),
    switch("watch", "w"),
    switch("watch-only"),
    switch("output-watch-events"),
    switch("no-headers"),
    switch("show-labels"),
    switch("show-kind"),
    switch("show-managed-fields"),
    switch("ignore-not-found"),
    several("label-columns", "L", split=True),
    flag("sort-by"),
    number("chunk-size", default=500),
    several("filename", "f", split=True),
    flag("kustomize", "k"),
    switch("recursive", "R"),
    flag("raw"),
    flag("template"),
    flag("subresource"),
    switch("server-print", default=True),
)
_TABLES = ("", "wide")
_FILTERS = ("watch", "watch-only", "selector")
_NOTHING = """You must specify the type of resource to get. Use "kubectl api-resources" for a \
complete list of supported resources.

error: Required resource not specified.
Use "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl \
explain pods).
See 'kubectl get -h' for help and examples"""
DEPRECATED = (
    "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n"
)


def run(command: Invocation) -> Outcome:
    """Print what was asked for; with ``-w`` go on printing what changes."""
    if command.value("raw"):
        return _run_raw(command)
    if command.value("filename"):
        return _run_files(command)
    wanted = _wanted(command)
    output = command.value("output")
    if command.value("subresource") and not all(target.name for target in wanted):
        raise error("subresource cannot be used when bulk resources are specified")
    if output not in _TABLES:
        _check_format(command)
    if command.value("watch") or command.value("watch-only"):
        return watching.begin(command, wanted)
    found, failed = fetch(
        command,
        wanted,
        command.value("selector"),
        command.value("field-selector"),
        command.value("all-namespaces"),
    )
    found = [_as_shown(command, each) for each in found]
    _warn(command, found)
    if output in _TABLES:
        _print_tables(command, wanted, found, failed)
    elif not failed or found:
        _print_objects(command, wanted, found)
    return Exit(1 if failed else 0)


def _run_raw(command: Invocation) -> Outcome:
    """What the server answers to the path, as it is."""
    if command.args:
        raise error("arguments may not be passed when --raw is specified")
    if any(command.value(name) for name in _FILTERS):
        raise error(
            "--raw may not be specified with other flags that filter the server request or alter "
            "the output"
        )
    if command.value("output"):
        raise error("--raw and --output are mutually exclusive")
    command.write(answer(command, command.value("raw")))
    return Exit()


def _as_shown(command: Invocation, found: Found) -> Found:
    """What was found, under the kind that the sub-resource asked for shows."""
    part = command.value("subresource")
    kind = door(found.resource, part, "get").of(found.resource) if part else found.resource
    return replace(found, resource=kind)


def _run_files(command: Invocation) -> Outcome:
    """What the files name, as it is on the server."""
    found, failed = subjects(command, ())
    wanted = [Target(each.resource, name_of(item)) for each in found for item in each.items]
    if command.value("output") in _TABLES:
        _print_tables(command, wanted, found, failed)
    elif found:
        _print_objects(command, wanted, found)
    return Exit(1 if failed else 0)


def wake(command: Invocation) -> Outcome:
    """Print what has changed since the last time."""
    return watching.go_on(command, _wanted(command))


def _wanted(command: Invocation) -> list[Target]:
    if not command.args:
        raise Failure(_NOTHING)
    return targets(command.process.world, command.args, "kubectl get")


def _check_format(command: Invocation) -> None:
    printer(command.value("output"), of_get=True)
    if command.value("show-labels"):
        word = command.value("output").partition("=")[0]
        raise error(f"--show-labels option cannot be used with {word} printer")


def _warn(command: Invocation, found: list[Found]) -> None:
    if any(each.resource.key == "endpoints" for each in found):
        command.complain(DEPRECATED)


def _print_tables(
    command: Invocation, wanted: list[Target], found: list[Found], failed: bool
) -> None:
    kinds = len({target.resource.key for target in wanted}) > 1 or _in_pairs(command)
    output = TableOutput(table_options(command, kinds))
    groups = _grouped(found)
    tables = [objects for _, objects in groups]
    if command.value("sort-by"):
        tables = sorted_tables(tables, command.value("sort-by"))
    printed = 0
    for (resource, _), objects in zip(groups, tables, strict=True):
        output.print(resource, rows_of(command, resource, objects), objects)
        printed += len(objects)
    command.write(output.take())
    if not printed and not failed and not command.value("ignore-not-found"):
        command.complain(nothing_found(command, wanted))


def _in_pairs(command: Invocation) -> bool:
    """``deploy/web pod/x``: several kinds in one go show their kinds."""
    return len({arg.partition("/")[0] for arg in command.args if "/" in arg}) > 1


def _grouped(found: list[Found]) -> list[tuple[Resource, list[Object]]]:
    """One table for each run of answers of the same kind."""
    groups: list[tuple[Resource, list[Object]]] = []
    for each in found:
        if groups and groups[-1][0] is each.resource:
            groups[-1][1].extend(each.items)
        else:
            groups.append((each.resource, list(each.items)))
    return groups


def _print_objects(command: Invocation, wanted: list[Target], found: list[Found]) -> None:
    show: Print = printer(
        command.value("output"),
        of_get=True,
        headers=not command.value("no-headers"),
        managed_fields=command.value("show-managed-fields"),
    )
    items = [item for each in found for item in each.items]
    if command.value("sort-by"):
        items = sorted_by(items, command.value("sort-by"))
    single = len(wanted) == 1 and bool(wanted[0].name)
    if command.value("output") == "name":
        command.write("".join(show(item) for item in items))
        return
    if single and not items:
        return
    command.write(show(items[0] if single else listing(items)))
