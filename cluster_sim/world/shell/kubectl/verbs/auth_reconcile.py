"""``kubectl auth reconcile``: roles and bindings that hold at least what files say.

pkg/cmd/auth/reconcile.go and component-helpers/auth/rbac/reconciliation
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.authorization import bindings, rules
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.shell.kubectl import manifests
from cluster_sim.world.shell.kubectl.changes import FLAGS as CHANGE_FLAGS
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS = (
    *CHANGE_FLAGS,
    several("filename", "f", split=True),
    switch("remove-extra-subjects"),
    switch("remove-extra-permissions"),
)
_ROLES = (bindings.ROLES, bindings.CLUSTER_ROLES)
_BINDINGS = (bindings.ROLE_BINDINGS, bindings.CLUSTER_ROLE_BINDINGS)
_RULE = ("verbs", "apiGroups", "resources", "resourceNames", "nonResourceURLs")
# The object as it should be, what it lacked, what it had too much, and what to do.
Change = tuple[Object, list[Any], list[Any], str]
_SUBJECT = ("kind", "apiGroup", "name", "namespace")


def run(command: Invocation) -> Outcome:
    """Bring each role and binding of the files into order; other objects are left alone."""
    if not command.value("filename"):
        raise error("must specify one of -f and -k")
    for manifest in manifests.read(command, command.value("filename")):
        if manifest.resource.key in (*_ROLES, *_BINDINGS):
            _reconcile(command, manifest)
    return Exit()


def _reconcile(command: Invocation, manifest: manifests.Manifest) -> None:
    client, key = client_for(command), manifest.resource.key
    present = _present(client, manifest)
    field = "rules" if key in _ROLES else "subjects"
    wanted = list(manifest.obj.get(field) or ())
    change: Change = (manifest.obj, wanted, [], "create")
    if present is not None:
        change = _merged(command, present, manifest.obj, field)
    result, missing, extra, what = change
    if what and dry_run(command) != "client":
        result = _write(client, manifest, present, result, what)
    tell(command, result, "reconciled")
    if what:
        _explain(command, field, missing, extra, what)


def _present(client: Client, manifest: manifests.Manifest) -> Object | None:
    try:
        return client.get(manifest.resource.key, manifest.namespace, manifest.name)
    except StatusError as problem:
        if problem.reason == "NotFound":
            return None
        raise


def _merged(command: Invocation, present: Object, wanted: Object, field: str) -> Change:
    known, asked = present.get(field) or [], wanted.get(field) or []
    if field == "rules":
        missing, extra = rules.missing(known, asked), rules.missing(asked, known)
        removes = command.value("remove-extra-permissions")
    else:
        missing = [each for each in asked if each not in known]
        extra = [each for each in known if each not in asked]
        removes = command.value("remove-extra-subjects")
    if wanted.get("roleRef") and wanted["roleRef"] != present["roleRef"]:
        return wanted, [], [], "recreate"
    if not missing and not (extra and removes):
        return present, [], [], ""
    kept = asked if removes else [*known, *missing]
    return {**present, field: kept}, missing, extra if removes else [], "update"


def _write(
    client: Client,
    manifest: manifests.Manifest,
    present: Object | None,
    result: Object,
    what: str,
) -> Object:
    key, namespace = manifest.resource.key, manifest.namespace
    if what == "update":
        return client.update(key, namespace, result)
    if present is not None:
        client.delete(key, namespace, manifest.name)
    return client.create(key, namespace, result)


def _explain(
    command: Invocation, field: str, missing: list[Any], extra: list[Any], what: str
) -> None:
    command.complain(f"\treconciliation required {what}\n")
    for told, found in (("missing", missing), ("extra", extra)):
        if found:
            command.complain(f"\t{told} {field} {'added' if told == 'missing' else 'removed'}:\n")
        for each in found:
            command.complain(f"\t\t{_text(each, _RULE if field == 'rules' else _SUBJECT)}\n")


def _text(value: dict[str, Any], fields: tuple[str, ...]) -> str:
    """A struct as Go's ``%+v`` writes it."""
    empty: Any = [] if fields is _RULE else ""
    parts = []
    for field in fields:
        name = "APIGroup" + "s" * field.endswith("s") if "apiGroup" in field else field
        parts.append(f"{name[0].upper()}{name[1:]}:{shown(value.get(field, empty))}")
    return "{" + " ".join(parts) + "}"
