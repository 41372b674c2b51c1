"""``kubectl label`` and ``kubectl annotate``: one machinery (pkg/cmd/label, pkg/cmd/annotate)."""

from __future__ import annotations

from itertools import takewhile
from types import ModuleType
from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.patch import merge_patch
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.patch import MERGE
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.rollout_revisions import CHANGE_CAUSE
from cluster_sim.world.shell.kubectl.selection import targets
from cluster_sim.world.shell.kubectl.subjects import is_local, subjects
from cluster_sim.world.shell.process import Exit, Outcome

_FLAGS: tuple[Flag, ...] = (
    flag("field-manager"),
    DRY_RUN,
    flag("output", "o"),
    flag("selector", "l"),
    flag("field-selector"),
    switch("all"),
    switch("all-namespaces", "A"),
    switch("overwrite"),
    switch("list"),
    switch("local"),
    flag("resource-version"),
    several("filename", "f", split=True),
    RECORD,
)


class MarkVerb(ModuleType):
    """``field`` is ``labels`` or ``annotations``; ``word`` what one of them is called."""

    def __init__(self, field: str, word: str, done: str) -> None:
        super().__init__(word, f"Update the {field} on a resource.")
        self.field, self.word, self.done = field, word, done
        self.FLAGS = _FLAGS

    def run(self, command: Invocation) -> Outcome:
        """Set ``key=value`` and take away ``key-`` on every object named."""
        objects = list(takewhile(lambda arg: not self._is_change(arg), command.args))
        changes = self._changes(command.args[len(objects) :])
        if not objects and not command.value("filename"):
            form = "<resource> <name> or <resource>/<name>"
            raise error(f"one or more resources must be specified as {form}")
        if not changes and not command.value("list"):
            raise error(f"at least one {self.word} update is required")
        everything = command.value("all") or command.value("selector") or not objects
        if not everything and not any(
            target.name for target in targets(command.process.world, objects, command.path)
        ):
            raise error("resource(s) were provided, but no name was specified")
        found, failed = subjects(command, objects)
        for each in found:
            for item in each.items:
                self._mark(command, each.resource, item, changes)
        return Exit(1 if failed else 0)

    def _is_change(self, arg: str) -> bool:
        return "=" in arg or (arg.endswith("-") and len(arg) > 1)

    def _changes(self, args: tuple[str, ...]) -> dict[str, str | None]:
        changes: dict[str, str | None] = {}
        for arg in args:
            key, equals, value = arg.partition("=")
            if not equals and not arg.endswith("-"):
                raise error(f"unknown {self.word} spec: {arg}")
            if self.field == "labels" and equals:
                _check_label(arg, value)
            key = key if equals else arg[:-1]
            if key in changes and (changes[key] is None) == bool(equals):
                raise error(f"can not both modify and remove a {self.word} in the same command")
            changes[key] = value if equals else None
        return changes

    def _mark(
        self, command: Invocation, resource: Resource, item: Object, changes: dict[str, str | None]
    ) -> None:
        present = item["metadata"].get(self.field) or {}
        if command.value("list"):
            command.write("".join(f"{key}={present[key]}\n" for key in sorted(present)))
            if not changes:
                return
        self._check_overwrite(command, present, changes)
        body: dict[str, Any] = {"metadata": {self.field: changes}}
        for key, value in changes.items():
            if value is None and key not in present and self._tells_missing(command):
                command.write(f'{self.word} "{key}" not found.\n')
        after = merge_patch.apply(item, body)
        if is_local(command):
            item = after
        elif dry_run(command) != "client" and after["metadata"] != item["metadata"]:
            if command.value("resource-version"):
                body["metadata"]["resourceVersion"] = command.value("resource-version")
            item = client_for(command).patch(
                resource.key, namespace_of(item), name_of(item), body, MERGE
            )
        tell(command, item, self._told(present, after["metadata"].get(self.field) or {}))

    def _tells_missing(self, command: Invocation) -> bool:
        return self.field == "labels" and not is_local(command) and dry_run(command) == "none"

    def _told(self, before: dict[str, str], after: dict[str, str]) -> str:
        """What has been done, in kubectl's words."""
        if self.field != "labels":
            return self.done
        if after == before:
            return "not labeled"
        added = any(before.get(key) != value for key, value in after.items())
        removed = any(key not in after for key in before)
        if added and removed:
            return "modified"
        return "labeled" if added else "unlabeled"

    def _check_overwrite(
        self, command: Invocation, present: dict[str, str], changes: dict[str, str | None]
    ) -> None:
        if command.value("overwrite"):
            return
        for key, value in changes.items():
            if key == CHANGE_CAUSE:
                continue
            if value is not None and key in present and present[key] != value:
                taken = f"'{key}' already has a value ({present[key]})"
                if self.field == "labels":
                    raise error(f"{taken}, and --overwrite is false")
                raise error(
                    f"--overwrite is false but found the following declared annotation(s): {taken}"
                )


def _check_label(text: str, value: str) -> None:
    if "=" in value:
        raise error(f"invalid label spec: {text}")
    if names.label_value(value):
        raise error(f"invalid label value: {quote(text)}: {names.label_value(value)[0]}")
