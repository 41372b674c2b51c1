"""The kinds that a CustomResourceDefinition makes the API serve.

apiextensions-apiserver/pkg/apiserver/customresource_discovery_controller.go,
customresource_handler.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.conditions import is_true
from cluster_sim.world.kube.api.custom import columns
from cluster_sim.world.kube.api.custom.conditions import ESTABLISHED
from cluster_sim.world.kube.api.custom.reading import read, shown
from cluster_sim.world.kube.api.custom.strategy import Strategy
from cluster_sim.world.kube.api.custom.structural import Schema
from cluster_sim.world.kube.api.custom.versions import in_order
from cluster_sim.world.kube.api.decode_log import DecodeLog
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.resource import CustomKind, Object, Resource, ScalePaths
from cluster_sim.world.kube.api.wire import Reader

# What is put in place of a schema that a definition does not have: everything is kept.
_OPEN: Final[Schema] = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}


def resources(crd: Object) -> tuple[Resource, ...]:
    """One resource for each served version, the preferred first; none before it is Established."""
    found: tuple[Resource, ...] = _resources(crd)
    return found


def _made(crd: Object) -> tuple[Resource, ...]:
    if not is_true(crd, ESTABLISHED):
        return ()
    versions = {each["name"]: each for each in crd["spec"]["versions"] if each.get("served")}
    ordered = in_order(versions)
    return tuple(_resource(crd, versions[name], name == ordered[0]) for name in ordered)


def _resource(crd: Object, version: Object, preferred: bool) -> Resource:
    spec, names = crd["spec"], crd["status"]["acceptedNames"]
    strategy = _strategy(crd, version)
    return Resource(
        group=spec["group"],
        version=version["name"],
        kind=names["kind"],
        plural=names["plural"],
        singular=names.get("singular", ""),
        namespaced=strategy.namespaced,
        short_names=tuple(names.get("shortNames") or ()),
        categories=tuple(names.get("categories") or ()),
        subresources=tuple(name for name in ("status", "scale") if name in _parts(version)),
        columns=columns.columns(version),
        row=columns.row(version),
        default=strategy.default,
        prepare_create=strategy.prepare_create,
        prepare_update=strategy.prepare_update,
        validate=strategy.validate,
        validate_update=strategy.validate_update,
        validate_status=strategy.validate_status,
        field_labels=_field_labels(version),
        preferred=preferred,
        scale=strategy.scale or ScalePaths(),
        custom=_custom(crd, version, strategy.schema),
    )


def _parts(version: Object) -> Object:
    found: Object = version.get("subresources") or {}
    return found


def _strategy(crd: Object, version: Object) -> Strategy:
    scale = _parts(version).get("scale")
    paths = None
    if scale:
        selector = (scale.get("labelSelectorPath") or "").removeprefix(".")
        spec, status = scale["specReplicasPath"], scale["statusReplicasPath"]
        paths = ScalePaths(spec.removeprefix("."), status.removeprefix("."), selector)
    return Strategy(
        schema=(version.get("schema") or {}).get("openAPIV3Schema") or _OPEN,
        namespaced=crd["spec"]["scope"] == "Namespaced",
        has_status="status" in _parts(version),
        scale=paths,
    )


def _field_labels(version: Object) -> tuple[str, ...]:
    selectable = version.get("selectableFields") or ()
    paths = (each["jsonPath"].removeprefix(".") for each in selectable)
    return ("metadata.name", "metadata.namespace", *paths)


def _custom(crd: Object, version: Object, schema: Schema) -> CustomKind:
    api_version = f"{crd['spec']['group']}/{version['name']}"

    def reading(body: Any, meta: Reader, log: DecodeLog) -> Any:
        return read(body, schema, meta, log)

    showing = IdentityMemo(lambda obj: shown(obj, api_version, schema), most=4096)
    return CustomKind(
        schema=schema,
        read=reading,
        shown=showing,
        list_kind=crd["status"]["acceptedNames"].get("listKind", ""),
        warning=_warning(api_version, crd["status"]["acceptedNames"]["kind"], version),
    )


def _warning(api_version: str, kind: str, version: Object) -> str:
    """What users of a deprecated version are told (customresource_handler.go)."""
    if not version.get("deprecated"):
        return ""
    return str(version.get("deprecationWarning") or f"{api_version} {kind} is deprecated")


_resources = IdentityMemo(_made, most=256)
