"""``kubectl apply``: bring objects to what a manifest says, leaving alone what it never said.

Three ways are compared: what was applied last (kept in an annotation), what the manifest says
now, what the server has (pkg/cmd/apply).
"""

from __future__ import annotations

import json
from typing import Any

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.patch import merge_schema, three_way
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs import patch as api
from cluster_sim.world.shell.kubectl import manifests, server_side
from cluster_sim.world.shell.kubectl.changes import FLAGS as CHANGE_FLAGS
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import Failure, error, refusal_text, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.last_applied import LAST_APPLIED, remembering
from cluster_sim.world.shell.kubectl.manifests import Manifest
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    *CHANGE_FLAGS,
    several("filename", "f", split=True),
    flag("kustomize", "k"),
    switch("recursive", "R"),
    switch("server-side"),
    switch("force-conflicts"),
    switch("force"),
    flag("subresource"),
    switch("overwrite", default=True),
    switch("wait"),
    flag("selector", "l"),
    RECORD,
)


def run(command: Invocation) -> Outcome:
    """Apply every object of every file; what the server refuses does not stop the others."""
    if command.args:
        raise see_help(f"Unexpected args: [{' '.join(command.args)}]", command.path)
    if not command.value("filename"):
        raise error("must specify one of -f and -k")
    _check(command)
    faults: list[Failure] = []
    failed = False
    for manifest in manifests.read(command, command.value("filename"), faults):
        try:
            if command.value("server-side"):
                server_side.apply(command, manifest)
            else:
                _apply(command, manifest)
        except StatusError as problem:
            failed = True
            told = server_side.refusal if command.value("server-side") else _refusal
            command.complain(told(manifest, problem) + "\n")
    for fault in faults:
        command.complain(fault.text)
    return Exit(1 if failed or faults else 0)


def _check(command: Invocation) -> None:
    client_for(command)
    server, trial = command.value("server-side"), dry_run(command)
    if command.value("force-conflicts") and not server:
        raise error("--force-conflicts only works with --server-side")
    if server and trial == "client":
        raise error(
            "--dry-run=client doesn't work with --server-side "
            "(did you mean --dry-run=server instead?)"
        )
    if server and command.value("force"):
        raise error("--force cannot be used with --server-side")
    if trial == "server" and command.value("force"):
        raise error("--dry-run=server cannot be used with --force")
    if command.value("subresource") and not server:
        raise error("--subresource can only be specified for --server-side")


def _refusal(manifest: Manifest, problem: StatusError) -> str:
    doing = "creating"
    if isinstance(problem, _PatchRefused):
        resource = manifest.resource
        group = resource.group
        doing = (
            f"applying patch:\n{json_text(problem.patch)}\nto:\n"
            f'Resource: "{group}/{resource.version}, Resource={resource.plural}", '
            f'GroupVersionKind: "{group}/{resource.version}, Kind={resource.kind}"\n'
            f'Name: "{manifest.name}", Namespace: "{manifest.namespace}"\n'
            f'for: "{manifest.source}": error when patching'
        )
    return refusal_text(problem, f'error when {doing} "{manifest.source}"')


class _PatchRefused(StatusError):
    """A patch that was worked out and then refused by the server."""

    def __init__(self, problem: StatusError, patch: Object) -> None:
        super().__init__(problem.status)
        self.patch = patch


def _stored(command: Invocation, manifest: Manifest) -> Object | None:
    """What there is at present, or None."""
    resource = manifest.resource
    try:
        return command.client.get(resource.address, manifest.namespace, manifest.name)
    except StatusError as problem:
        if problem.code != 404:
            raise
        return None


def _apply(command: Invocation, manifest: Manifest) -> None:
    if not manifest.name:
        raise error("resource name may not be empty")
    stored = _stored(command, manifest)
    wanted = remembering(manifest.obj)
    if stored is None:
        made = wanted
        if dry_run(command) != "client":
            client = client_for(command)
            made = client.create(manifest.resource.address, manifest.namespace, wanted)
        tell(command, made, "created")
        return
    _update(command, manifest, wanted, stored)


def _update(command: Invocation, manifest: Manifest, wanted: Object, stored: Object) -> None:
    if LAST_APPLIED not in (stored["metadata"].get("annotations") or {}):
        command.complain(_NEVER_APPLIED.format(manifest.resource.plural, manifest.name))
    patch = patch_for(manifest, wanted, stored)
    if not patch:
        tell(command, stored, "unchanged")
        return
    if dry_run(command) == "client":
        changed = api.patched(manifest.resource, stored, patch, patch_type(manifest.resource))
    else:
        changed = client_for(command).patch(
            manifest.resource.address,
            manifest.namespace,
            manifest.name,
            patch,
            patch_type(manifest.resource),
        )
    same = _content(changed) == _content(stored) and dry_run(command) != "client"
    tell(command, changed, "unchanged" if same else "configured")


def _patched(command: Invocation, manifest: Manifest, patch: Object) -> Object:
    key, namespace, name = manifest.resource.address, manifest.namespace, manifest.name
    try:
        return client_for(command).patch(key, namespace, name, patch)
    except StatusError as problem:
        raise _PatchRefused(problem, patch) from problem


_NEVER_APPLIED = (
    "Warning: resource {}/{} is missing the kubectl.kubernetes.io/last-applied-configuration "
    "annotation which is required by kubectl apply. kubectl apply should only be used on "
    "resources created declaratively by either kubectl create --save-config or kubectl apply. "
    "The missing annotation will be patched automatically.\n"
)


def patch_for(manifest: Manifest, wanted: Object, stored: Object) -> dict[str, Any]:
    """What brings the stored object to what is wanted, empty when nothing has to change."""
    original = _last_applied(stored)
    schema = merge_schema.of_kind(manifest.resource.api_version, manifest.resource.kind)
    try:
        if schema is None:
            return three_way.merge(original, wanted, stored)
        return three_way.strategic(original, wanted, stored, schema)
    except PatchError as problem:
        raise error(f"creating patch with:\n{problem}\nfor:\n{manifest.source}") from problem


def patch_type(resource: Resource) -> str:
    """Custom kinds know no strategic merge."""
    return api.MERGE if resource.custom is not None else api.STRATEGIC


def _last_applied(stored: Object) -> Object:
    """What was applied last; nothing when that cannot be read, for people may edit it."""
    text = (stored["metadata"].get("annotations") or {}).get(LAST_APPLIED, "{}")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _content(obj: Object) -> Object:
    bare_of = ("resourceVersion", "generation", "managedFields")
    meta = {k: v for k, v in obj["metadata"].items() if k not in bare_of}
    return {**obj, "metadata": meta}
