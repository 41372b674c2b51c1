"""Secrets of type kubernetes.io/service-account-token: filled in, and gone with their account.

pkg/controller/serviceaccount/tokens_controller.go. Such a token does not end; it names its
Secret in its claims as the old ones do (pkg/serviceaccount/legacy.go).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.authentication import tokens
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.deployment_history import annotations_of
from cluster_sim.world.kube.controllers.service_account import CERTIFICATE
from cluster_sim.world.kube.timings import SECOND

NAME = "tokens-controller"
_TYPE = "kubernetes.io/service-account-token"
_ACCOUNT = "kubernetes.io/service-account.name"
_ACCOUNT_UID = "kubernetes.io/service-account.uid"
# The token is good for as long as anybody looks: a hundred years.
_SECONDS = 100 * 365 * 24 * 3600


def _of_secret(world: World, change: Change) -> Iterator[str]:
    if change.new is not None and change.new.get("type") == _TYPE:
        yield f"{change.key.namespace}/{change.key.name}"


def _of_account(world: World, change: Change) -> Iterator[str]:
    """The secrets of an account that has come or gone."""
    if change.old is not None and change.new is not None:
        return
    key = change.key
    for (namespace, name), secret in world.store.table("secrets").items():
        if namespace == key.namespace and _is_of(secret, key.name):
            yield f"{namespace}/{name}"


def _is_of(secret: Object, account: str) -> bool:
    return secret.get("type") == _TYPE and annotations_of(secret).get(_ACCOUNT) == account


def _sync(client: Client, key: str) -> int | None:
    namespace, _, name = key.partition("/")
    secret = client.world.store.get("secrets", namespace, name)
    if secret is None or is_terminating(secret):
        return None
    about = annotations_of(secret)
    account = client.world.store.get("serviceaccounts", namespace, about.get(_ACCOUNT, ""))
    wanted = about.get(_ACCOUNT_UID, "")
    if account is None or (wanted and account["metadata"]["uid"] != wanted):
        client.delete("secrets", namespace, name)
    elif not _is_complete(secret):
        client.update("secrets", namespace, _filled(client.world, secret, account))
    return None


def _is_complete(secret: Object) -> bool:
    data = secret.get("data") or {}
    return all(data.get(field) for field in ("ca.crt", "namespace", "token"))


def _filled(world: World, secret: Object, account: Object) -> Object:
    meta, own = secret["metadata"], account["metadata"]
    issued, identity = world.unix // SECOND, world.chance.uuid("token")
    bound = {"secret": {"name": meta["name"], "uid": meta["uid"]}}
    claims = tokens.claims_of(account, [tokens.ISSUER], issued, _SECONDS, bound, identity)
    texts = {
        "ca.crt": CERTIFICATE,
        "namespace": meta["namespace"],
        "token": tokens.sign(world, claims),
    }
    made = {field: base64.b64encode(text.encode()).decode() for field, text in texts.items()}
    given = {field: value for field, value in (secret.get("data") or {}).items() if value}
    about = {**annotations_of(secret), _ACCOUNT: own["name"], _ACCOUNT_UID: own["uid"]}
    return {**secret, "metadata": {**meta, "annotations": about}, "data": {**made, **given}}


CONTROLLER = Controller(NAME, {"secrets": _of_secret, "serviceaccounts": _of_account}, _sync)
