"""``kubectl label`` and ``kubectl annotate``: one machinery (pkg/cmd/label, pkg/cmd/annotate)."""

from __future__ import annotations

from types import ModuleType

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.patch import merge_patch
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.patch import MERGE
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import fetch, targets
from cluster_sim.world.shell.process import Exit, Outcome

_FLAGS: tuple[Flag, ...] = (
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
)


class MarkVerb(ModuleType):
    """``field`` is ``labels`` or ``annotations``; ``word`` what one of them is called."""

    def __init__(self, field: str, word: str, done: str) -> None:
        super().__init__(word, f"Update the {field} on a resource.")
        self.field, self.word, self.done = field, word, done
        self.FLAGS = _FLAGS

    def run(self, command: Invocation) -> Outcome:
        """Set ``key=value`` and take away ``key-`` on every object named."""
        names = [arg for arg in command.args if not self._is_change(arg)]
        if not names:
            form = "<resource> <name> or <resource>/<name>"
            raise error(f"one or more resources must be specified as {form}")
        changes = self._changes(command.args[len(names) :])
        if not changes and not command.value("list"):
            raise error(f"at least one {self.word} update is required")
        wanted = targets(names, command.path)
        everything = command.value("all") or command.value("selector")
        if not everything and not any(target.name for target in wanted):
            raise error("resource(s) were provided, but no name was specified")
        found, failed = fetch(
            command,
            wanted,
            command.value("selector"),
            command.value("field-selector"),
            command.value("all-namespaces"),
        )
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
            if equals:
                changes[key] = value
            elif arg.endswith("-"):
                changes[arg[:-1]] = None
            else:
                raise error(f"unknown {self.word} spec: {arg}")
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
        body = {"metadata": {self.field: changes}}
        after = merge_patch.apply(item, body)
        for key, value in changes.items():
            if value is None and key not in present:
                command.write(f'{self.word} "{key}" not found.\n')
        if (after["metadata"].get(self.field) or {}) == present:
            tell(command, item, f"not {self.done}" if self.field == "labels" else self.done)
            return
        if dry_run(command) != "client":
            item = client_for(command).patch(
                resource.key, namespace_of(item), name_of(item), body, MERGE
            )
        only_removed = all(value is None for value in changes.values())
        unlabeled = self.field == "labels" and only_removed
        tell(command, item, "unlabeled" if unlabeled else self.done)

    def _check_overwrite(
        self, command: Invocation, present: dict[str, str], changes: dict[str, str | None]
    ) -> None:
        if command.value("overwrite"):
            return
        for key, value in changes.items():
            if value is not None and key in present and present[key] != value:
                raise error(
                    f"'{key}' already has a value ({present[key]}), and --overwrite is false"
                )
