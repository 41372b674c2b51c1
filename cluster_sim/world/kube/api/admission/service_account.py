"""ServiceAccount: every pod runs as an account and finds its token in a volume.

plugin/pkg/admission/serviceaccount/admission.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.hash import encode_suffix
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource

MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount"
TOKEN_SECONDS = 3607
_SUFFIXES = 27**5
_READ_ONLY = 420


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """Name the account, mount its token; Forbidden when the account does not exist."""
    if resource.key != "pods" or _is_mirror(obj):
        return obj
    spec = obj["spec"]
    account_name = spec.get("serviceAccountName") or "default"
    account = call.world.store.get("serviceaccounts", namespace_of(obj), account_name)
    if account is None:
        full = f"{namespace_of(obj)}/{account_name}"
        why = f'error looking up service account {full}: serviceaccount "{account_name}" not found'
        raise errors.forbidden("", "pods", name_of(obj), why)
    spec = {**spec, "serviceAccountName": account_name, "serviceAccount": account_name}
    if _mounts_token(spec, account):
        spec = _with_token(call, spec)
    return {**obj, "spec": spec}


def _is_mirror(pod: Object) -> bool:
    return "kubernetes.io/config.mirror" in (pod["metadata"].get("annotations") or {})


def _mounts_token(spec: dict[str, Any], account: Object) -> bool:
    for holder in (spec, account):
        if "automountServiceAccountToken" in holder:
            return bool(holder["automountServiceAccountToken"])
    return True


def _with_token(call: Call, spec: dict[str, Any]) -> dict[str, Any]:
    suffix = encode_suffix(call.world.chance.below("names", _SUFFIXES))
    name = f"kube-api-access-{suffix}"
    mount = {"mountPath": MOUNT_PATH, "name": name, "readOnly": True}
    mounted = dict(spec)
    for field in ("initContainers", "containers"):
        if spec.get(field):
            mounted[field] = [_mounted(container, mount) for container in spec[field]]
    mounted["volumes"] = [*(spec.get("volumes") or ()), _volume(name)]
    return mounted


def _mounted(container: dict[str, Any], mount: dict[str, Any]) -> dict[str, Any]:
    mounts = container.get("volumeMounts") or []
    if any(other.get("mountPath") == MOUNT_PATH for other in mounts):
        return container
    return {**container, "volumeMounts": [*mounts, mount]}


def _volume(name: str) -> dict[str, Any]:
    namespace_field = {"apiVersion": "v1", "fieldPath": "metadata.namespace"}
    return {
        "name": name,
        "projected": {
            "defaultMode": _READ_ONLY,
            "sources": [
                {"serviceAccountToken": {"expirationSeconds": TOKEN_SECONDS, "path": "token"}},
                {
                    "configMap": {
                        "items": [{"key": "ca.crt", "path": "ca.crt"}],
                        "name": "kube-root-ca.crt",
                    }
                },
                {"downwardAPI": {"items": [{"fieldRef": namespace_field, "path": "namespace"}]}},
            ],
        },
    }
