"""``kubectl apply --server-side``: the server merges, by who manages what (pkg/cmd/apply).

Objects that client-side apply made are migrated: what its manager owns goes over to the applier
(client-go/util/csaupgrade).
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.managed_fields import field_set, managers
from cluster_sim.world.kube.api.managed_fields.managers import Managers, Owned
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs import patch as api
from cluster_sim.world.kube.client import Client
from cluster_sim.world.shell.kubectl.changes import client_for, tell
from cluster_sim.world.shell.kubectl.failure import refusal_text
from cluster_sim.world.shell.kubectl.field_managers import SERVER_SIDE_APPLY
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.manifests import Manifest

LAST_APPLIED: Final = "kubectl.kubernetes.io/last-applied-configuration"
_ANNOTATION: Final = ("f:metadata", "f:annotations", f"f:{LAST_APPLIED}")
_KEEPER: Final = "kubectl-last-applied"
_WAYS_OUT: Final = """
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the `--force-conflicts` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts"""


def apply(command: Invocation, manifest: Manifest) -> None:
    """Apply one object and print what became of it. StatusError when the server refuses."""
    client = client_for(command)
    made = apply_on_server(command, client, manifest)
    tell(command, _migrated(command, client, manifest, made), "serverside-applied")


def refusal(manifest: Manifest, problem: StatusError) -> str:
    """What kubectl prints; a conflict comes with the ways out of it."""
    if problem.reason == "Conflict":
        return f"error: {problem}{_WAYS_OUT}"
    return refusal_text(problem)


def apply_on_server(command: Invocation, client: Client, manifest: Manifest) -> Object:
    """The object with the manifest applied by the server."""
    applier = client.managed_by(_manager(command))
    return applier.patch(
        manifest.resource.address,
        manifest.namespace,
        manifest.name,
        manifest.obj,
        api.APPLY,
        str(command.parsed.values.get("subresource") or ""),
        force=bool(command.value("force-conflicts")),
    )


def _manager(command: Invocation) -> str:
    given = command.given("field-manager")
    return str(command.value("field-manager")) if given else SERVER_SIDE_APPLY


def _migrated(command: Invocation, client: Client, manifest: Manifest, made: Object) -> Object:
    """The object once what client-side apply owned is the applier's."""
    if LAST_APPLIED not in (made["metadata"].get("annotations") or {}):
        return made
    if _manager(command) == SERVER_SIDE_APPLY:
        made = _with_kept_annotation(client, manifest, made)
    known = managers.read(made) or {}
    upgraded = _upgraded(known, _manager(command), manifest.resource.api_version)
    if upgraded == known:
        return made
    version = made["metadata"]["resourceVersion"]
    body = [
        {"op": "replace", "path": "/metadata/managedFields", "value": managers.written(upgraded)},
        {"op": "replace", "path": "/metadata/resourceVersion", "value": version},
    ]
    key, namespace, name = manifest.resource.address, manifest.namespace, manifest.name
    client.patch(key, namespace, name, body, api.JSON)
    # Once more, so that fields that were given up are taken away at last.
    return apply_on_server(command, client, manifest)


def _with_kept_annotation(client: Client, manifest: Manifest, made: Object) -> Object:
    """The annotation in the hands of an applier of its own, so that it stays."""
    known = managers.read(made) or {}
    if any(
        who.operation == managers.APPLY and field_set.has(owned.fields, _ANNOTATION)
        for who, owned in known.items()
    ):
        return made
    meta: dict[str, Any] = {
        key: made["metadata"][key] for key in ("name", "namespace") if key in made["metadata"]
    }
    text = made["metadata"]["annotations"][LAST_APPLIED]
    meta["annotations"] = {LAST_APPLIED: text}
    resource = manifest.resource
    only = {"apiVersion": resource.api_version, "kind": resource.kind, "metadata": meta}
    keeper = client.managed_by(_KEEPER)
    return keeper.patch(resource.address, manifest.namespace, manifest.name, only, api.APPLY)


def _upgraded(known: Managers, applier: str, api_version: str) -> Managers:
    """The managers with those of client-side apply made one with the applier."""
    old = [
        who
        for who, owned in known.items()
        if who.operation == managers.UPDATE
        and not who.subresource
        and field_set.has(owned.fields, _ANNOTATION)
    ]
    if not old:
        return known
    who = managers.identity(applier, managers.APPLY, api_version, "")
    own = known.get(who)
    fields = own.fields if own else None
    for each in old:
        fields = field_set.union(fields, known[each].fields)
    fields = field_set.difference(fields, field_set.of_path(_ANNOTATION))
    found = {each: owned for each, owned in known.items() if each not in (*old, who)}
    if fields is not None:
        time = own.time if own else known[old[0]].time
        found[who] = Owned(fields, api_version, time)
    return found
