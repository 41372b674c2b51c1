"""``kubectl patch`` (pkg/cmd/patch)."""

from __future__ import annotations

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs import patch as api
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.selection import targets
from cluster_sim.world.shell.kubectl.subjects import is_local, subjects
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    flag("field-manager"),
    DRY_RUN,
    flag("patch", "p"),
    flag("patch-file"),
    flag("type", default="strategic"),
    flag("subresource"),
    flag("output", "o"),
    switch("local"),
    several("filename", "f", split=True),
    RECORD,
)
_TYPES = {"json": api.JSON, "merge": api.MERGE, "strategic": api.STRATEGIC}


def run(command: Invocation) -> Outcome:
    """Apply the patch to every object named."""
    if command.value("type") not in _TYPES:
        raise error(f'--type must be one of [json merge strategic], not "{command.value("type")}"')
    body = _body(command)
    wanted = targets(command.process.world, command.args, "kubectl patch")
    if wanted and not any(target.name for target in wanted):
        raise error("resource(s) were provided, but no name was specified")
    found, failed = subjects(command, command.args)
    for each in found:
        for item in each.items:
            changed = _patched(command, each.resource, item, body)
            tell(command, changed, "patched" if changed != item else "patched (no change)")
    return Exit(1 if failed else 0)


def _patched(command: Invocation, resource: Resource, item: Object, body: object) -> Object:
    kind = _TYPES[command.value("type")]
    if is_local(command):
        return api.patched(resource, item, body, kind)
    if dry_run(command) == "client":
        return item
    place, name = namespace_of(item), name_of(item)
    return client_for(command).patch(
        resource.key, place, name, body, kind, command.value("subresource")
    )


def _body(command: Invocation) -> object:
    text = command.value("patch")
    if command.value("patch-file"):
        text = command.process.file(command.value("patch-file"))
        if text is None:
            path = command.value("patch-file")
            raise error(f"unable to read patch file: open {path}: no such file or directory")
    if not text:
        raise error("must specify --patch or --patch-file containing the contents of the patch")
    try:
        values = list(documents(text))
    except ManifestError as problem:
        raise error(f'unable to parse "{text}": {problem}') from problem
    return values[0] if values else {}
