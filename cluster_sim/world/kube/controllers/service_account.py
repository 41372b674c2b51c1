"""What every namespace starts with: its default account and the cluster's root certificate.

pkg/controller/serviceaccount/serviceaccounts_controller.go and
pkg/controller/certificates/rootcacertpublisher/publisher.go
"""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.meta import is_terminating
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers.controller import Controller

NAME = "serviceaccount-controller"
ROOT_CERTIFICATE = "kube-root-ca.crt"
_DESCRIPTION = (
    "Contains a CA bundle that can be used to verify the kube-apiserver when using internal "
    "endpoints such as the internal service IP or kubernetes.default.svc. No other usage is "
    "guaranteed across distributions of Kubernetes clusters."
)
# A certificate of no authority: nothing in the simulated network checks it.
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nR3JhcHBl\n-----END CERTIFICATE-----\n"


def _of_namespace(world: World, change: Change) -> Iterator[str]:
    if change.new is not None and not is_terminating(change.new):
        yield change.key.name


def _of_content(world: World, change: Change) -> Iterator[str]:
    if change.new is None and change.key.name in ("default", ROOT_CERTIFICATE):
        yield change.key.namespace


def _sync(client: Client, name: str) -> int | None:
    namespace = client.world.store.get("namespaces", "", name)
    if namespace is None or is_terminating(namespace):
        return None
    if client.world.store.get("serviceaccounts", name, "default") is None:
        client.create("serviceaccounts", name, {"metadata": {"name": "default"}})
    if client.world.store.get("configmaps", name, ROOT_CERTIFICATE) is None:
        annotations = {"kubernetes.io/description": _DESCRIPTION}
        meta = {"name": ROOT_CERTIFICATE, "annotations": annotations}
        client.create("configmaps", name, {"metadata": meta, "data": {"ca.crt": CERTIFICATE}})
    return None


CONTROLLER = Controller(
    NAME,
    {"namespaces": _of_namespace, "serviceaccounts": _of_content, "configmaps": _of_content},
    _sync,
)
