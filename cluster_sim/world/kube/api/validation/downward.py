"""Fields and resources of a pod that its containers may read (the downward API)."""

from __future__ import annotations

import re
from typing import Any, Final

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import key_faults

ENV_FIELDS: Final = (
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
)
VOLUME_FIELDS: Final = (
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
)
# pkg/apis/core/pods/helpers.go, ConvertDownwardAPIFieldLabel.
_KNOWN: Final = (
    *ENV_FIELDS,
    "metadata.annotations",
    "metadata.labels",
    "spec.host",
    "spec.restartPolicy",
    "spec.schedulerName",
    "status.phase",
)
_RESOURCES: Final = tuple(
    f"{part}.{name}"
    for part in ("limits", "requests")
    for name in ("cpu", "ephemeral-storage", "memory")
)
_HUGE: Final = ("limits.hugepages-", "requests.hugepages-")
_SIZES: Final = ("1", *(f"1{unit}{binary}" for binary in ("", "i") for unit in "KMGTPE"))
_SUBSCRIPT = re.compile(r"(.*)\['([^']*)'\]")


def validate_field_ref(ref: dict[str, Any], allowed: tuple[str, ...], path: str) -> Faults:
    """The faults of a reference to a field of the pod."""
    for field in ("apiVersion", "fieldPath"):
        if not ref.get(field):
            return [required(f"{path}.{field}")]
    asked = ref["fieldPath"]
    subscripted = _SUBSCRIPT.fullmatch(asked)
    label = subscripted[1] if subscripted else asked
    unknown = _unknown(ref["apiVersion"], label, subscripted is not None)
    if unknown:
        return [invalid(f"{path}.fieldPath", asked, f"error converting fieldPath: {unknown}")]
    if subscripted is not None:
        key = subscripted[2].lower() if label.endswith("annotations") else subscripted[2]
        return all_invalid(path, key, key_faults(key))
    label = "spec.nodeName" if label == "spec.host" else label
    return [] if label in allowed else [not_supported(f"{path}.fieldPath", label, allowed)]


def validate_resource_ref(ref: dict[str, Any], path: str, in_volume: bool = False) -> Faults:
    """The faults of a reference to a resource of a container."""
    name, faults = ref.get("resource", ""), []
    if in_volume and not ref.get("containerName"):
        faults.append(required(f"{path}.containerName"))
    elif not name:
        faults.append(required(f"{path}.resource"))
    elif name not in _RESOURCES and not name.startswith(_HUGE):
        faults.append(not_supported(f"{path}.resource", name, _RESOURCES))
    return faults + _validate_divisor(name, ref.get("divisor", "0"), f"{path}.divisor")


def _unknown(version: str, label: str, subscripted: bool) -> str:
    if version != "v1":
        return f"unsupported pod version: {version}"
    if subscripted and label not in ("metadata.annotations", "metadata.labels"):
        return f"field label does not support subscript: {label}"
    return "" if label in _KNOWN else f"field label not supported: {label}"


def _validate_divisor(name: str, divisor: Any, path: str) -> Faults:
    if quantity.parse(divisor).mantissa == 0:
        return []
    text = quantity.canonical(divisor)
    if name.endswith(".cpu"):
        if text in ("1m", "1"):
            return []
        detail = "only divisor's values 1m and 1 are supported with the cpu resource"
        return [invalid(path, name, detail)]
    what = _measured(name)
    if not what or text in _sizes():
        return []
    listed = ", ".join(_sizes())
    detail = f"only divisor's values {listed} are supported with the {what} resource"
    return [invalid(path, name, detail)]


def _measured(name: str) -> str:
    if name.startswith(_HUGE):
        return "hugepages"
    if name.endswith(".ephemeral-storage"):
        return "local ephemeral storage"
    return "memory" if name.endswith(".memory") else ""


def _sizes() -> tuple[str, ...]:
    # A thousand is written with a small k.
    return tuple("1k" if size == "1K" else size for size in _SIZES)
