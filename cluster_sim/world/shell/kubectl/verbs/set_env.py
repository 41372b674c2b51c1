"""``kubectl set env``: environment variables of a pod template (pkg/cmd/set/set_env.go)."""

from __future__ import annotations

import re

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.env_arguments import EnvChange, Variable, parse, split
from cluster_sim.world.shell.kubectl.env_references import in_words, resolved
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.pod_templates import FLAGS as TEMPLATE_FLAGS
from cluster_sim.world.shell.kubectl.pod_templates import (
    Spec,
    TemplateUpdate,
    changed_containers,
    check_flags,
    check_selection,
)
from cluster_sim.world.shell.kubectl.selection import Found, fetch, targets
from cluster_sim.world.shell.kubectl.subjects import is_local, subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    *TEMPLATE_FLAGS,
    flag("selector", "l"),
    flag("containers", "c", "*"),
    flag("from"),
    flag("prefix"),
    several("env", "e"),
    several("keys", split=True),
    switch("list"),
    switch("resolve"),
    switch("overwrite", default=True),
)
_NO_LETTER = re.compile("[^a-zA-Z0-9_]")
_KINDS = {"secrets": "secretKeyRef", "configmaps": "configMapKeyRef"}


def run(command: Invocation) -> Outcome:
    """Set, remove or list variables of the containers chosen."""
    check_selection(command)
    names, words = split(command.args)
    _check(command, names)
    asked = parse((*command.value("env"), *words), command.state.get("stdin", ""))
    prefix = command.value("prefix")
    variables = [
        {**each, "name": prefix + each["name"]} for each in (*asked.variables, *_imported(command))
    ]
    return _Env(command, EnvChange(tuple(variables), asked.removed)).run(names)


def _check(command: Invocation, names: list[str]) -> None:
    check_flags(command)
    if not names and not command.value("filename"):
        raise error(
            "one or more resources must be specified as <resource> <name> or <resource>/<name>"
        )
    if command.value("list") and command.value("output"):
        raise error("--list and --output may not be specified together")
    if command.value("keys") and not command.value("from"):
        raise error("when specifying --keys, a configmap or secret must be provided with --from")


def _imported(command: Invocation) -> list[Variable]:
    """A variable for every key of what ``--from`` names."""
    variables = []
    for each in _sources(command):
        field = _KINDS.get(each.resource.key)
        if field is None:
            raise error("unsupported resource specified in --from")
        for item in each.items:
            for key in sorted(item.get("data") or {}):
                if not command.value("keys") or key in command.value("keys"):
                    source = {field: {"key": key, "name": name_of(item)}}
                    variables.append({"name": _named(command, key), "valueFrom": source})
    return variables


def _sources(command: Invocation) -> list[Found]:
    source = command.value("from")
    if not source:
        return []
    if is_local(command):
        found, failed = subjects(command, ())
    else:
        found, failed = fetch(command, targets(command.process.world, [source], command.path))
    if failed:
        raise Failure(" ")
    return found


def _named(command: Invocation, key: str) -> str:
    name = _NO_LETTER.sub("_", key).upper()
    if name != key:
        command.complain(f"Warning: key {key} transferred to {name}\n")
    return name


class _Env:
    def __init__(self, command: Invocation, change: EnvChange) -> None:
        self._command, self._change = command, change
        self._update = TemplateUpdate(
            command, "env updated", "failed to patch env update to pod template:"
        )

    def run(self, names: list[str]) -> Outcome:
        """List the variables or change them."""
        if self._command.value("list"):
            return Exit(1 if self._update.planned(names, self._changed) is None else 0)
        return self._update.run(names, self._changed)

    def _changed(self, item: Object, spec: Spec) -> Spec:
        wanted = self._command.value("containers")
        new, count = changed_containers(spec, wanted, self._in_container)
        if not count:
            self._command.complain(
                f"Warning: {item['kind']}/{name_of(item)} does not have any containers "
                f"matching {quote(wanted)}\n"
            )
        if self._command.value("list"):
            # A container that is not wanted is left out of the list.
            changed_containers(new, wanted, lambda each: self._listed(item, each))
        return new

    def _in_container(self, container: Spec) -> Spec:
        existing = container.get("env") or []
        if not self._command.value("overwrite"):
            _check_kept(existing, self._change.variables)
        env = self._change.applied(existing)
        plain = {key: value for key, value in container.items() if key != "env"}
        return {**plain, "env": env} if env else plain

    def _listed(self, item: Object, container: Spec) -> Spec:
        command = self._command
        command.write(f"# {item['kind']} {name_of(item)}, container {container['name']}\n")
        faults: dict[str, list[str]] = {}
        for each in container.get("env") or ():
            name, source = each["name"], each.get("valueFrom")
            if source is None:
                command.write(f"{name}={each.get('value', '')}\n")
                continue
            try:
                if command.value("resolve"):
                    command.write(f"{name}={resolved(command, source, item, container)}\n")
                    continue
            except ValueError as fault:
                faults.setdefault(str(fault), []).append(name)
            command.write(f"# {name} from {in_words(source)}\n")
        for line in sorted(
            f"error retrieving reference for {', '.join(sorted(held))}: {fault}\n"
            for fault, held in faults.items()
        ):
            command.complain(line)
        return container


def _check_kept(existing: list[Variable], wanted: tuple[Variable, ...]) -> None:
    held = {each["name"]: each.get("value", "") for each in reversed(existing)}
    for each in wanted:
        name = each["name"]
        if name in held and held[name] != each.get("value", ""):
            raise ValueError(
                f"'{name}' already has a value ({held[name]}), and --overwrite is false"
            )
