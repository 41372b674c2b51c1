"""Names of the cluster's DNS and the addresses behind them.

kubernetes.io/docs/concepts/services-networking/dns-pod-service and CoreDNS' plugin
``kubernetes``. The student's terminal has the search path of a pod in ``default``.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.traffic import proxy

DOMAIN = "cluster.local"
HEADLESS = "None"
LOOPBACK = "127.0.0.1"
# µs that a look-up takes within the cluster.
LOOKUP = 600


def is_address(host: str) -> bool:
    """Whether the host is an IPv4 address rather than a name."""
    try:
        IPv4Address(host)
    except AddressValueError:
        return False
    return True


def resolve(world: World, host: str, namespace: str) -> tuple[str, Object | None]:
    """The address of a name seen from ``namespace``, and the Service behind it.

    The address is empty when the name has none. A headless Service gives the address of one of
    its pods and no Service, since nothing stands between the client and the pod.
    """
    labels = host.rstrip(".").lower().split(".")
    if labels == ["localhost"]:
        return LOOPBACK, None
    if labels[-2:] == DOMAIN.split("."):
        labels = labels[:-2]
    if len(labels) > 2 and labels[-1] == "pod":
        return labels[0].replace("-", "."), None
    if len(labels) == 3 and labels[-1] == "svc":
        labels = labels[:2]
    if len(labels) > 2:
        return "", None
    name, place = labels[0], labels[1] if len(labels) == 2 else namespace
    service = world.store.get("services", place, name)
    if service is None or service["spec"].get("type") == "ExternalName":
        return "", None
    address = service["spec"].get("clusterIP") or ""
    if address != HEADLESS:
        return address, service
    return _of_headless(world, service), None


def _of_headless(world: World, service: Object) -> str:
    ports = service["spec"].get("ports") or [{"name": "", "port": 0}]
    chosen = proxy.choose(world, service, ports[0], "dns")
    return chosen.address if chosen else ""
