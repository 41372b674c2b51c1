"""``serviceaccounts/token``: ask for a token of a service account.

pkg/registry/core/serviceaccount/storage/token.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import errors, timestamps
from cluster_sim.world.kube.api.authentication import tokens
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.subresources.subresource import Subresource
from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid
from cluster_sim.world.kube.api.verbs.request import understood
from cluster_sim.world.kube.timings import SECOND

_GROUP = "authentication.k8s.io"
REQUEST: Final = Resource(_GROUP, "v1", "TokenRequest", "tokenrequests", "tokenrequest", True)
_SECONDS = "spec.expirationSeconds"
_DEFAULT_SECONDS, _FEWEST_SECONDS, _MOST_SECONDS = 3600, 600, 1 << 32


def create(call: Call, resource: Resource, namespace: str, name: str, body: Any) -> Object:
    """The TokenRequest with a token for the account; Invalid, NotFound or Conflict otherwise."""
    asked = understood(call, REQUEST, body)
    account = call.existing(resource, namespace, name)
    spec = {**(asked.get("spec") or {})}
    seconds = spec.get("expirationSeconds", _DEFAULT_SECONDS)
    _check(seconds)
    spec |= {
        "audiences": spec.get("audiences") or [tokens.ISSUER],
        "boundObjectRef": spec.get("boundObjectRef"),
        "expirationSeconds": seconds,
    }
    about = _bound(call, namespace, name, spec["boundObjectRef"])
    issued, identity = call.world.unix // SECOND, call.world.chance.uuid("token")
    claims = tokens.claims_of(account, spec["audiences"], issued, seconds, about, identity)
    end = timestamps.time((issued + seconds) * SECOND)
    now = timestamps.time(call.world.unix)
    return {
        "apiVersion": REQUEST.api_version,
        "kind": REQUEST.kind,
        "metadata": {"creationTimestamp": now, "name": name, "namespace": namespace},
        "spec": spec,
        "status": {"expirationTimestamp": end, "token": tokens.sign(call.world, claims)},
    }


def _check(seconds: int) -> None:
    faults: Faults = []
    if seconds < _FEWEST_SECONDS:
        detail = "may not specify a duration less than 10 minutes"
        faults.append(invalid(_SECONDS, seconds, detail))
    if seconds > _MOST_SECONDS:
        detail = "may not specify a duration larger than 2^32 seconds"
        faults.append(invalid(_SECONDS, seconds, detail))
    if faults:
        raise errors.invalid(_GROUP, "TokenRequest", "", faults)


def _bound(call: Call, namespace: str, account: str, reference: Any) -> dict[str, Any]:
    """What the token is bound to besides its account, as its claims tell it."""
    if not reference:
        return {}
    kind, name = reference.get("kind", ""), reference.get("name", "")
    plural = {"Pod": "pods", "Secret": "secrets", "Node": "nodes"}.get(kind)
    if plural is None:
        what = f"/{reference.get('apiVersion', '')}, Kind={kind}"
        raise errors.bad_request(f"cannot bind token to object of type {quote(what)}")
    found = call.world.store.get(plural, "" if kind == "Node" else namespace, name)
    if found is None:
        raise errors.not_found("", plural, name)
    _check_uid(kind, found, reference.get("uid", ""))
    about = {kind.lower(): _identity(found)}
    return about | (_node(call, found, account) if kind == "Pod" else {})


def _check_uid(kind: str, found: Object, wanted: str) -> None:
    present = found["metadata"]["uid"]
    if wanted and wanted != present:
        why = (
            f"the UID in the bound object reference ({wanted}) does not match the UID in record. "
            "The object might have been deleted and then recreated"
        )
        raise errors.conflict("", kind, name_of(found), why)


def _node(call: Call, pod: Object, account: str) -> dict[str, Any]:
    """The node of a pod that runs as the account."""
    if pod["spec"].get("serviceAccountName") != account:
        raise errors.bad_request(
            f"cannot bind token for serviceaccount {quote(account)} to pod running with different "
            "serviceaccount name."
        )
    node = call.world.store.get("nodes", "", pod["spec"].get("nodeName", ""))
    return {} if node is None else {"node": _identity(node)}


def _identity(obj: Object) -> dict[str, str]:
    return {"name": name_of(obj), "uid": obj["metadata"]["uid"]}


SUBRESOURCE = Subresource("token", create=create, of=lambda resource: REQUEST)
