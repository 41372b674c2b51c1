"""ConfigMaps and Secrets: keys, sizes, and what must not change."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    forbidden,
    immutable,
    invalid,
    required,
    too_long,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    validate_meta,
    validate_meta_update,
)

MAX_BYTES: Final = 1024 * 1024
_FROZEN: Final = "field is immutable when `immutable` is set"
_ACCOUNT: Final = "kubernetes.io/service-account.name"
# The keys that a type of Secret must hold.
_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "kubernetes.io/dockercfg": (".dockercfg",),
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
    "kubernetes.io/ssh-auth": ("ssh-privatekey",),
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
}
_BASIC_KEYS: Final = ("username", "password")


def validate_config_map(config_map: Object) -> Faults:
    """The faults of a new ConfigMap."""
    faults = validate_meta(config_map, True, names.dns1123_subdomain)
    texts, binary = config_map.get("data") or {}, config_map.get("binaryData") or {}
    for key in sorted(texts):
        faults += all_invalid(f"data[{key}]", key, names.config_map_key(key))
        if key in binary:
            detail = "duplicate of key present in binaryData"
            faults.append(invalid(f"data[{key}]", key, detail))
    for key in sorted(binary):
        faults += all_invalid(f"binaryData[{key}]", key, names.config_map_key(key))
    size = sum(len(text.encode()) for text in texts.values()) + _decoded_size(binary)
    # The path of the whole object, as Go writes one without a name.
    return faults + ([too_long("[]", MAX_BYTES)] if size > MAX_BYTES else [])


def validate_config_map_update(old: Object, new: Object) -> Faults:
    """The faults of a changed ConfigMap."""
    faults = validate_meta_update(old, new)
    faults += _validate_frozen(old, new, ("data", "binaryData"))
    return faults + validate_config_map(new)


def validate_secret(secret: Object) -> Faults:
    """The faults of a new Secret."""
    faults = validate_meta(secret, True, names.dns1123_subdomain)
    data = secret.get("data") or {}
    for key in sorted(data):
        faults += all_invalid(f"data[{key}]", key, names.config_map_key(key))
    if _decoded_size(data) > MAX_BYTES:
        faults.append(too_long("data", MAX_BYTES))
    return faults + _validate_type(secret, data)


def validate_secret_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Secret."""
    faults = validate_meta_update(old, new)
    faults += immutable("type", new.get("type", ""), old.get("type", ""))
    faults += _validate_frozen(old, new, ("data",))
    return faults + validate_secret(new)


def _validate_frozen(old: Object, new: Object, fields: tuple[str, ...]) -> Faults:
    if not old.get("immutable"):
        return []
    faults = [] if new.get("immutable") else [forbidden("immutable", _FROZEN)]
    changed = [field for field in fields if (old.get(field) or {}) != (new.get(field) or {})]
    return faults + [forbidden(field, _FROZEN) for field in changed]


def _validate_type(secret: Object, data: dict[str, str]) -> Faults:
    kind = secret.get("type", "")
    if kind == "kubernetes.io/service-account-token":
        annotations = secret["metadata"].get("annotations") or {}
        here = f"metadata.annotations[{_ACCOUNT}]"
        return [] if annotations.get(_ACCOUNT) else [required(here)]
    if kind == "kubernetes.io/basic-auth":
        if any(key in data for key in _BASIC_KEYS):
            return []
        return [required(f"data[{key}]") for key in _BASIC_KEYS]
    keys = _KEYS.get(kind, ())
    faults = [required(f"data[{key}]") for key in keys if key not in data]
    if not faults and kind.startswith("kubernetes.io/docker"):
        return _validate_json(data[keys[0]], f"data[{keys[0]}]")
    return faults


def _validate_json(encoded: str, path: str) -> Faults:
    try:
        json.loads(base64.b64decode(encoded))
    except (ValueError, binascii.Error, RecursionError):
        detail = "invalid character in a JSON document"
        return [invalid(path, "<secret contents redacted>", detail)]
    return []


def _decoded_size(data: dict[str, Any]) -> int:
    return sum(len(text) * 3 // 4 - text[-2:].count("=") for text in data.values())
