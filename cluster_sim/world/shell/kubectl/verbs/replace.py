"""``kubectl replace``: objects as a manifest has them, whatever they were (pkg/cmd/replace)."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.shell.kubectl import manifests
from cluster_sim.world.shell.kubectl.changes import FLAGS as CHANGE_FLAGS
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, several, span, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.manifests import Manifest
from cluster_sim.world.shell.kubectl.output.name import group_kind
from cluster_sim.world.shell.process import Exit, Outcome, Wait

FLAGS: tuple[Flag, ...] = (
    *CHANGE_FLAGS,
    several("filename", "f", split=True),
    flag("kustomize", "k"),
    switch("recursive", "R"),
    switch("force"),
    number("grace-period", default=-1),
    span("timeout"),
    switch("save-config"),
)


def run(command: Invocation) -> Outcome:
    """Replace every object; with ``--force`` delete each and create it anew."""
    _check(command)
    faults: list[Failure] = []
    found = manifests.read(command, command.value("filename"), faults)
    if command.value("force"):
        return _delete(command, found)
    failed = False
    for manifest in found:
        try:
            _replace(command, manifest)
        except StatusError as problem:
            failed = True
            command.complain_of(problem, f'error when replacing "{manifest.source}"')
    return _end(command, faults, failed)


def wake(command: Invocation) -> Outcome:
    """What was deleted may have gone."""
    return _create(command, manifests.read(command, command.value("filename")))


def _check(command: Invocation) -> None:
    if not command.value("filename"):
        raise error("must specify one of -f and -k")
    if command.value("grace-period") >= 0 and not command.value("force"):
        raise error("--grace-period must have --force specified")
    if command.value("timeout") and not command.value("force"):
        raise error("--timeout must have --force specified")
    if command.value("force") and dry_run(command) != "none":
        raise error("--dry-run can not be used when --force is set")


def _replace(command: Invocation, manifest: Manifest) -> None:
    made = manifest.obj
    if dry_run(command) != "client":
        client = client_for(command)
        live = client.get(manifest.resource.address, manifest.namespace, manifest.name)
        # What names no version is meant to replace whatever is there (cli-runtime's Helper).
        version = live["metadata"]["resourceVersion"]
        meta = {"resourceVersion": version, **(manifest.obj.get("metadata") or {})}
        wanted = {**manifest.obj, "metadata": meta}
        made = client.update(manifest.resource.address, manifest.namespace, wanted)
    tell(command, made, "replaced")


def _delete(command: Invocation, found: list[Manifest]) -> Outcome:
    grace = command.value("grace-period")
    seconds = None if grace < 0 else max(grace, 1)
    options = DeleteOptions(grace_seconds=seconds, propagation="Background")
    waiting = []
    for each in found:
        try:
            obj = command.client.get(each.resource.key, each.namespace, each.name)
            command.client.delete(each.resource.key, each.namespace, each.name, options)
        except StatusError as problem:
            if problem.reason != "NotFound":
                raise
            continue
        where = f" from {namespace_of(obj)} namespace" if namespace_of(obj) else ""
        command.write(f'{group_kind(obj)} "{name_of(obj)}" deleted{where}\n')
        waiting.append((each.resource.key, each.namespace, each.name, obj["metadata"]["uid"]))
    command.state["waiting"] = waiting
    return _create(command, found)


def _create(command: Invocation, found: list[Manifest]) -> Outcome:
    store = command.client.world.store
    left = [
        (key, namespace, name, uid)
        for key, namespace, name, uid in command.state["waiting"]
        if (store.get(key, namespace, name) or {}).get("metadata", {}).get("uid") == uid
    ]
    if left:
        return Wait(resources=tuple(dict.fromkeys(each[0] for each in left)))
    for each in found:
        made = client_for(command).create(each.resource.address, each.namespace, each.obj)
        tell(command, made, "replaced")
    return Exit()


def _end(command: Invocation, faults: list[Failure], failed: bool) -> Outcome:
    for fault in faults:
        command.complain(fault.text)
    return Exit(1 if failed or faults else 0)
