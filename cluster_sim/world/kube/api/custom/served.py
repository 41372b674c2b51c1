"""The kinds that a CustomResourceDefinition makes the API serve.

apiextensions-apiserver/pkg/apiserver/customresource_discovery_controller.go
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.custom.versions import in_order
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.tables import objects as table

ESTABLISHED: Final = "Established"


def resources(crd: Object) -> tuple[Resource, ...]:
    """One resource for each served version, the preferred first; none before it is Established."""
    found: tuple[Resource, ...] = _resources(crd)
    return found


def is_established(crd: Object) -> bool:
    """Whether the API serves its objects."""
    return any(
        condition["type"] == ESTABLISHED and condition["status"] == "True"
        for condition in (crd.get("status") or {}).get("conditions") or ()
    )


def _made(crd: Object) -> tuple[Resource, ...]:
    if not is_established(crd):
        return ()
    versions = [each for each in crd["spec"]["versions"] if each["served"]]
    ordered = in_order([each["name"] for each in versions])
    by_name = {each["name"]: each for each in versions}
    return tuple(_resource(crd, by_name[name], preferred=name == ordered[0]) for name in ordered)


def _resource(crd: Object, version: Object, preferred: bool) -> Resource:
    names = crd["status"]["acceptedNames"]
    return Resource(
        group=crd["spec"]["group"],
        version=version["name"],
        kind=names["kind"],
        plural=names["plural"],
        singular=names.get("singular", ""),
        namespaced=crd["spec"]["scope"] == "Namespaced",
        short_names=tuple(names.get("shortNames") or ()),
        categories=tuple(names.get("categories") or ()),
        columns=table.COLUMNS,
        row=table.row,
        preferred=preferred,
    )


_resources = IdentityMemo(_made, most=256)
