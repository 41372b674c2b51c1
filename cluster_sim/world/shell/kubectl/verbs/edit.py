"""``kubectl edit``: change objects in an editor (pkg/cmd/util/editor/editoptions.go).

The editor is the command line in KUBE_EDITOR or EDITOR, which the lab's shell runs; the terminal
has none of its own, for the page has one.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell import files, notices, paths
from cluster_sim.world.shell.kubectl.changes import client_for
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.editing import COMMENTS, NO_CHANGE, Edited, patch_between
from cluster_sim.world.shell.kubectl.failure import error, refusal_text
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output import json_, yaml
from cluster_sim.world.shell.kubectl.output.listing import listing, without_managed_fields
from cluster_sim.world.shell.kubectl.output.name import name_of as shown_name
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.selection import find
from cluster_sim.world.shell.kubectl.subjects import subjects
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError
from cluster_sim.world.shell.process import Exit, Outcome, Run

FLAGS: tuple[Flag, ...] = (
    flag("output", "o", "yaml"),
    flag("field-manager"),
    flag("subresource"),
    several("filename", "f", split=True),
    switch("recursive", "R"),
    switch("output-patch"),
    switch("show-managed-fields"),
    switch("windows-line-endings"),
    Flag("validate", default="strict", alone="strict"),
    RECORD,
)
_NUMBERS = 10**9


def run(command: Invocation) -> Outcome:
    """Write the objects to a file and let the editor at it."""
    found, failed = subjects(command, command.args)
    if failed:
        return Exit(1)
    items = [item for each in found for item in each.items]
    if not items:
        raise error("edit cancelled, no objects found")
    editor = command.process.env.get("KUBE_EDITOR") or command.process.env.get("EDITOR")
    if not editor:
        command.complain(notices.KUBE_EDITOR)
        return Exit(1)
    number = command.client.world.chance.below("kubectl", _NUMBERS)
    path = f"{paths.HOME}/kubectl-edit-{number}.{command.value('output')}"
    command.state.update(items=tuple(items), path=path, editor=editor, before=_text(command, items))
    command.process.save(path, f"{COMMENTS}{command.state['before']}")
    return Run(f"{editor} {path}")


def wake(command: Invocation) -> Outcome:
    """What the editor has left is sent to the server; what it refuses is edited once more."""
    state, child = command.state, command.process.child
    if child is not None and child.status:
        raise error(f'there was a problem with the editor "{state["editor"]}"')
    text = command.process.file(state["path"]) or ""
    edited = Edited(text)
    if state.get("refused") is not None:
        if edited.plain == state["refused"]:
            return _give_up(command)
    elif edited.plain == Edited(state["before"]).plain:
        return _leave(command, NO_CHANGE)
    if not edited.plain.strip():
        return _leave(command, "Edit cancelled, saved file was empty.")
    return _send(command, edited)


def _send(command: Invocation, edited: Edited) -> Outcome:
    try:
        wanted = edited.objects(documents)
    except ManifestError as problem:
        return _again(command, edited, f"The edited file had a syntax error: {problem}")
    faults = []
    for before, after in zip(command.state["items"], wanted, strict=False):
        faults += _changed(command, before, after)
    if faults:
        return _again(command, edited, "\n".join(faults))
    return _leave(command, "")


def _changed(command: Invocation, before: Object, after: Any) -> list[str]:
    """Send what differs; what the server says against it."""
    shown = before if command.value("show-managed-fields") else without_managed_fields(before)
    kind = find(command.process.world, _word(before))[0]
    patch, way = patch_between(kind, shown, after)
    if not patch:
        if len(command.state["items"]) > 1:
            command.write(f"{shown_name(before)} skipped\n")
        return []
    meta = before["metadata"]
    try:
        changed = client_for(command).patch(
            kind.address, meta.get("namespace", ""), name_of(before), patch, way,
            command.value("subresource"),
        )  # fmt: skip
    except StatusError as problem:
        if problem.status.get("reason") != "Invalid":
            command.complain(refusal_text(problem) + "\n")
        else:
            command.complain(f'error: {kind.key} "{name_of(before)}" is invalid\n')
        return [f'# {kind.key} "{name_of(before)}" was not valid:\n# * {problem}']
    command.write(f"{shown_name(changed)} edited\n")
    return []


def _word(obj: Object) -> str:
    group, slash, _ = obj["apiVersion"].partition("/")
    return f"{obj['kind'].lower()}.{group}" if slash else obj["kind"].lower()


def _again(command: Invocation, edited: Edited, why: str) -> Outcome:
    """Open the editor once more, with the reason at the top."""
    command.state["refused"] = edited.plain
    reasons = "".join(f"# {line.removeprefix('# ')}\n" for line in why.split("\n"))
    command.process.save(command.state["path"], f"{COMMENTS}{reasons}#\n{edited.plain}")
    return Run(f"{command.state['editor']} {command.state['path']}")


def _give_up(command: Invocation) -> Outcome:
    command.complain(f'A copy of your changes has been stored to "{command.state["path"]}"\n')
    raise error("Edit cancelled, no valid changes were saved.")


def _leave(command: Invocation, told: str) -> Outcome:
    path = paths.resolve("", command.state["path"])
    files.remove(command.process.world, path, files.ACTOR)
    if told:
        command.complain(f"{told}\n")
    return Exit()


def _text(command: Invocation, items: list[Object]) -> str:
    if not command.value("show-managed-fields"):
        items = [without_managed_fields(item) for item in items]
    obj = items[0] if len(items) == 1 else listing(items)
    return json_.pretty(obj) if command.value("output") == "json" else yaml.dumps(obj)
