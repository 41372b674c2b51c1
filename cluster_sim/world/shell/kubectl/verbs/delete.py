"""``kubectl delete``: ask objects to go, and wait until they have gone (pkg/cmd/delete)."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.shell.kubectl import manifests
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, several, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.name import group_kind
from cluster_sim.world.shell.kubectl.selection import fetch, targets
from cluster_sim.world.shell.kubectl.subjects import MUST_NAME
from cluster_sim.world.shell.process import Exit, Outcome, Wait

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    several("filename", "f", split=True),
    flag("kustomize", "k"),
    switch("recursive", "R"),
    flag("selector", "l"),
    flag("field-selector"),
    switch("all"),
    switch("all-namespaces", "A"),
    number("grace-period", default=-1),
    switch("force"),
    switch("now"),
    switch("ignore-not-found"),
    Flag("cascade", default="background", alone="background"),
    switch("wait", default=True),
    span("timeout"),
    flag("output", "o"),
    switch("interactive", "i"),
)
_AT_ONCE = (
    "Warning: Immediate deletion does not wait for confirmation that the running resource has "
    "been terminated. The resource may continue to run on the cluster indefinitely.\n"
)
_CASCADES = {
    "background": "Background",
    "foreground": "Foreground",
    "orphan": "Orphan",
    "true": "Background",
    "false": "Orphan",
}


def run(command: Invocation) -> Outcome:
    """Delete what is named, then wait."""
    options = _options(command)
    if command.value("force") and command.value("grace-period") == 0:
        command.complain(_AT_ONCE)
    wanted, failed = _wanted(command)
    waiting = []
    for resource, item in wanted:
        try:
            _delete(command, resource, item, options)
        except StatusError as problem:
            if not (problem.reason == "NotFound" and command.value("ignore-not-found")):
                command.complain_of(problem)
                failed = True
            continue
        waiting.append((resource.key, namespace_of(item), name_of(item), item["metadata"]["uid"]))
    if not wanted and not failed and not command.value("ignore-not-found"):
        command.write("No resources found\n")
    command.state["failed"] = failed
    command.state["waiting"] = waiting if _waits(command) else []
    return _until_gone(command)


def wake(command: Invocation) -> Outcome:
    """Some of what was deleted may have gone."""
    return _until_gone(command)


def _waits(command: Invocation) -> bool:
    return bool(command.value("wait")) and dry_run(command) == "none"


def _until_gone(command: Invocation) -> Outcome:
    world = command.client.world
    left = []
    for key, namespace, name, uid in command.state["waiting"]:
        stored = world.store.get(key, namespace, name)
        if stored is not None and stored["metadata"]["uid"] == uid:
            left.append((key, namespace, name, uid))
    command.state["waiting"] = left
    if left:
        return Wait(resources=tuple(dict.fromkeys(each[0] for each in left)))
    return Exit(1 if command.state["failed"] else 0)


def _options(command: Invocation) -> DeleteOptions:
    grace = command.value("grace-period")
    if command.value("now") and command.given("grace-period"):
        raise error("--now and --grace-period cannot be specified together")
    if command.value("now"):
        grace = 1
    elif command.value("force") and grace < 0:
        grace = 0
        command.parsed.values["grace-period"] = 0
    elif grace == 0 and not command.value("force"):
        # Without --force a grace of zero is made one second, so that the node still confirms.
        grace = 1
    cascade = _CASCADES.get(str(command.value("cascade")))
    if cascade is None:
        raise error(
            f'invalid cascade value ({command.value("cascade")}). Must be "background", '
            '"foreground", or "orphan"'
        )
    return DeleteOptions(grace_seconds=None if grace < 0 else grace, propagation=cascade)


def _wanted(command: Invocation) -> tuple[list[tuple[Resource, Object]], bool]:
    if command.value("filename"):
        return _from_files(command)
    if not command.args:
        raise Failure(MUST_NAME)
    asked = targets(command.process.world, command.args, "kubectl delete")
    unnamed = not any(target.name for target in asked)
    selected = command.value("selector") or command.value("field-selector")
    if unnamed and not selected and not command.value("all"):
        raise error("resource(s) were provided, but no name was specified")
    if not unnamed and command.value("all"):
        raise error("name cannot be provided when a selector is specified")
    for target in asked:
        if target.name:
            place = command.namespace if target.resource.namespaced else ""
            command.client.check("delete", target.resource.key, place, target.name)
    found, failed = fetch(
        command,
        asked,
        command.value("selector"),
        command.value("field-selector"),
        command.value("all-namespaces"),
    )
    return [(each.resource, item) for each in found for item in each.items], failed


def _from_files(command: Invocation) -> tuple[list[tuple[Resource, Object]], bool]:
    wanted: list[tuple[Resource, Object]] = []
    faults: list[Failure] = []
    failed = False
    for manifest in manifests.read(command, command.value("filename"), faults):
        try:
            obj = command.client.get(manifest.resource.key, manifest.namespace, manifest.name)
        except StatusError as problem:
            if not command.value("ignore-not-found"):
                doing = f'error when deleting "{manifest.source}"'
                command.complain_of(problem, doing)
                failed = True
            continue
        wanted.append((manifest.resource, obj))
    for fault in faults:
        command.complain(fault.text)
    return wanted, failed or bool(faults)


def _delete(command: Invocation, resource: Resource, item: Object, options: DeleteOptions) -> None:
    namespace, name = namespace_of(item), name_of(item)
    if dry_run(command) != "client":
        client_for(command).delete(resource.key, namespace, name, options)
    if command.value("output") == "name":
        command.write(f"{group_kind(item)}/{name}\n")
        return
    forced = command.value("force") and command.value("grace-period") == 0
    how = "force deleted" if forced else "deleted"
    where = f" from {namespace} namespace" if namespace else ""
    trial = {"client": " (dry run)", "server": " (server dry run)"}.get(dry_run(command), "")
    command.write(f'{group_kind(item)} "{name}" {how}{where}{trial}\n')
