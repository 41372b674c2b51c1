"""What a HorizontalPodAutoscaler scales: the object it refers to, seen as a Scale.

pkg/controller/podautoscaler/horizontal.go (reconcileAutoscaler, scaleForResourceMappings)
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.client import Client


class NoScale(Exception):
    """What is referred to has no scale, or is not there; why, in the controller's words."""


class ScaleTarget(NamedTuple):
    """A resource's key and the Scale of one of its objects."""

    resource: str
    shown: Object

    @property
    def replicas(self) -> int:
        """The replicas that are asked for."""
        return int(self.shown["spec"].get("replicas", 0))

    @property
    def present(self) -> int:
        """The replicas that are there."""
        return int(self.shown["status"].get("replicas", 0))

    @property
    def selector(self) -> str:
        """The selector of its pods as text, empty where it has none."""
        return str(self.shown["status"].get("selector", ""))

    def scale(self, client: Client, replicas: int) -> None:
        """Ask for so many replicas. Raises StatusError."""
        meta = self.shown["metadata"]
        asked = {**self.shown, "spec": {"replicas": replicas}}
        client.update(self.resource, meta["namespace"], asked, meta["name"], "scale")


def target_of(client: Client, autoscaler: Object) -> ScaleTarget:
    """The scale of what the autoscaler refers to. Raises NoScale."""
    reference = autoscaler["spec"]["scaleTargetRef"]
    version = reference.get("apiVersion", "")
    if version.count("/") > 1:
        raise NoScale(f"unexpected GroupVersion string: {version}")
    group = version.partition("/")[0] if "/" in version else ""
    kinds = _kinds(client, group, reference["kind"])
    if not kinds:
        raise NoScale(f"no matches for kind {quote(reference['kind'])} in group {quote(group)}")
    key = kinds[0].key
    try:
        shown = client.get(key, namespace_of(autoscaler), reference["name"], "scale")
    except StatusError as problem:
        raise NoScale(str(problem)) from problem
    return ScaleTarget(key, shown)


def _kinds(client: Client, group: str, kind: str) -> list[Resource]:
    known = registry.of(client.world).resources
    return [each for each in known if each.group == group and each.kind == kind]
