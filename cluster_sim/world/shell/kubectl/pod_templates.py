"""The pod template in an object, and the changes ``kubectl set`` makes to it (pkg/cmd/set)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cluster_sim.world.kernel.values import lookup, with_field
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.subjects import is_local, subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    flag("output", "o"),
    switch("all"),
    switch("local"),
    several("filename", "f", split=True),
    flag("field-manager", default="kubectl-set"),
    switch("show-managed-fields"),
)
LOCAL_NEEDS_FILES = """you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'"""

Spec = dict[str, Any]
# From the object and its pod spec to the pod spec as it should be; a ValueError says why not.
Change = Callable[[Object, Spec], Spec]

_TEMPLATE = ("spec", "template", "spec")
_WHERE = {
    "pods": ("spec",),
    "cronjobs.batch": ("spec", "jobTemplate", *_TEMPLATE),
    **dict.fromkeys(
        ("deployments.apps", "daemonsets.apps", "replicasets.apps", "statefulsets.apps"), _TEMPLATE
    ),
    **dict.fromkeys(("jobs.batch", "replicationcontrollers"), _TEMPLATE),
}
# What Go writes of these kinds even when nothing is set (the types of k8s.io/api without
# omitempty).
_ALWAYS: dict[str, tuple[tuple[tuple[str, ...], Any], ...]] = {
    "pods": ((("status",), {}),),
    "deployments.apps": ((("spec", "strategy"), {}), (("status",), {})),
    "daemonsets.apps": (
        (("spec", "updateStrategy"), {}),
        *((("status", field), 0) for field in ("currentNumberScheduled", "desiredNumberScheduled")),
        *((("status", field), 0) for field in ("numberMisscheduled", "numberReady")),
    ),
    "statefulsets.apps": (
        (("spec", "updateStrategy"), {}),
        *((("status", field), 0) for field in ("availableReplicas", "replicas")),
    ),
    "replicasets.apps": ((("status", "replicas"), 0),),
    "replicationcontrollers": ((("status", "replicas"), 0),),
    "jobs.batch": ((("status",), {}),),
    "cronjobs.batch": ((("spec", "jobTemplate", "metadata"), {}), (("status",), {})),
}


def check_flags(command: Invocation) -> None:
    """Failure for flags that contradict each other."""
    if is_local(command) and dry_run(command) == "server":
        raise error("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")


def check_selection(command: Invocation) -> None:
    """Failure when both all objects and some of them are asked for."""
    if command.value("all") and command.value("selector"):
        raise error("cannot set --all and --selector at the same time")


def chosen(name: str, wanted: str) -> bool:
    """Whether a container's name is the one wanted, where ``*`` stands for anything."""
    if "*" not in wanted:
        return name == wanted
    *parts, last = wanted.split("*")
    at = 0
    for part in parts:
        found = name.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return name.endswith(last) and len(name) - len(last) >= at


def changed_containers(spec: Spec, wanted: str, change: Callable[[Spec], Spec]) -> tuple[Spec, int]:
    """The pod spec with every container of a name that is wanted changed, and their number."""
    count = 0
    new = dict(spec)
    for field in ("containers", "initContainers"):
        if not spec.get(field):
            continue
        new[field] = []
        for each in spec[field]:
            hit = chosen(each["name"], wanted)
            count += hit
            new[field].append(change(each) if hit else each)
    return new, count


class TemplateUpdate:
    """One change to the pod templates of all objects named.

    done: what is printed of an object that was changed; refused: what comes before the API
    server's words where it would not; even_unchanged: whether an object that is as it should be
    is sent all the same.
    """

    def __init__(
        self, command: Invocation, done: str, refused: str, even_unchanged: bool = False
    ) -> None:
        self._command, self._done, self._refused = command, done, refused
        self._even_unchanged = even_unchanged
        self.faults: list[str] = []

    def planned(
        self, args: Sequence[str], change: Change
    ) -> list[tuple[Resource, Object, Spec, Spec]] | None:
        """The objects to change with their pod specs before and after; None: some are missing.

        Faults in single objects are kept for ``finish``.
        """
        found, failed = subjects(self._command, args)
        if failed:
            return None
        plans = []
        for each in found:
            if not (each.single or self._command.value("all") or self._selector):
                raise error("resource(s) were provided, but no name was specified")
            for item in each.items:
                try:
                    spec = _spec_of(each.resource, item)
                    plans.append((each.resource, item, spec, change(item, spec)))
                except ValueError as fault:
                    self.faults.append(f"{self._shown(each.resource, item)} {fault}\n")
        return plans

    def run(self, args: Sequence[str], change: Change) -> Outcome:
        """Change what is to be changed, one object after the other."""
        plans = self.planned(args, change)
        if plans is None:
            return Exit(1)
        for resource, item, old, new in plans:
            if new != old or self._even_unchanged:
                self._write(resource, item, old, new)
        return self.finish()

    def finish(self) -> Outcome:
        """Print the faults; the command's outcome."""
        if len(self.faults) == 1:
            raise error(self.faults[0])
        for fault in self.faults:
            self._command.complain(f"error: {fault}\n")
        return Exit(1 if self.faults else 0)

    @property
    def _selector(self) -> str:
        return str(self._command.parsed.values.get("selector") or "")

    def _write(self, resource: Resource, item: Object, old: Spec, new: Spec) -> None:
        command, path = self._command, _WHERE[resource.key]
        if is_local(command) or dry_run(command) == "client":
            changed = _as_encoded(resource, with_field(item, path, new))
        else:
            body = with_field({}, path, _patch(old, new))
            client = client_for(command)
            try:
                changed = client.patch(resource.key, namespace_of(item), name_of(item), body)
            except StatusError as problem:
                self.faults.append(f"{self._refused} {problem.status['message']}")
                return
        tell(command, changed, self._done, typed=True)

    def _shown(self, resource: Resource, item: Object) -> str:
        plural, _, group = resource.key.partition(".")
        if not is_local(self._command):
            return f"{plural}/{name_of(item)}"
        kind = resource.kind.lower()
        return f"{kind}.{group}/{name_of(item)}\n" if group else f"{kind}/{name_of(item)}"


def _spec_of(resource: Resource, item: Object) -> Spec:
    spec = lookup(item, _WHERE.get(resource.key, ("spec", "no template")))
    if not isinstance(spec, dict):
        version = resource.api_version.rpartition("/")[2]
        raise ValueError(
            f"the object is not a pod or does not have a pod template: *{version}.{resource.kind}"
        )
    return spec


def _patch(old: Spec, new: Spec) -> Spec:
    """The strategic merge patch from one pod spec to the other, which takes nothing away but
    variables."""
    changed = {key: value for key, value in new.items() if value != old.get(key)}
    for field in ("containers", "initContainers"):
        if field in changed:
            before = {each["name"]: each for each in old[field]}
            pairs = [(before[each["name"]], each) for each in new[field]]
            changed[field] = [_container_patch(*pair) for pair in pairs if pair[0] != pair[1]]
    return changed


def _container_patch(old: Spec, new: Spec) -> Spec:
    changed = {key: value for key, value in new.items() if value != old.get(key)}
    if "env" in changed or ("env" in old and "env" not in new):
        variables = new.get("env")
        changed["env"] = [{"$patch": "replace"}, *variables] if variables else None
    return {"name": new["name"], **changed}


def _as_encoded(resource: Resource, obj: Object) -> Object:
    """The object with the fields that are written even when they are empty."""
    for path, empty in _ALWAYS[resource.key]:
        if lookup(obj, path) is None:
            obj = with_field(obj, path, empty)
    where = _WHERE[resource.key]
    if len(where) > 1 and lookup(obj, (*where[:-1], "metadata")) is None:
        obj = with_field(obj, (*where[:-1], "metadata"), {})
    for field in ("containers", "initContainers"):
        held = lookup(obj, (*where, field))
        if held:
            obj = with_field(obj, (*where, field), [{"resources": {}, **each} for each in held])
    return obj
