"""The variables that tell a container of the Services of its namespace.

pkg/kubelet/envvars/envvars.go, kubelet_pods.go (getServiceEnvVarMap).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import indexes
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object

_MASTER = ("default", "kubernetes")


def service_variables(world: World, pod: Object) -> dict[str, str]:
    """Host and port of each Service, and the links that Docker once made of them.

    The API server's own Service is always told; the others unless enableServiceLinks is false.
    """
    found: dict[str, str] = {}
    chosen = {}
    master = world.store.get("services", *_MASTER)
    if master is not None:
        chosen[name_of(master)] = master
    if pod["spec"].get("enableServiceLinks", True):
        for service in world.store.by_index("services", indexes.NAMESPACE, namespace_of(pod)):
            chosen[name_of(service)] = service
    for name in sorted(chosen):
        spec = chosen[name]["spec"]
        if spec.get("clusterIP") not in (None, "", "None") and spec.get("ports"):
            found.update(_of_service(name.upper().replace("-", "_"), spec))
    return found


def _of_service(prefix: str, spec: dict[str, Any]) -> dict[str, str]:
    address, ports = spec["clusterIP"], spec["ports"]
    found = {
        f"{prefix}_SERVICE_HOST": address,
        f"{prefix}_SERVICE_PORT": str(ports[0]["port"]),
    }
    for port in ports:
        if port.get("name"):
            part = port["name"].upper().replace("-", "_")
            found[f"{prefix}_SERVICE_PORT_{part}"] = str(port["port"])
    for place, port in enumerate(ports):
        protocol, number = str(port.get("protocol") or "TCP"), port["port"]
        link = f"{protocol.lower()}://{address}:{number}"
        if place == 0:
            found[f"{prefix}_PORT"] = link
        head = f"{prefix}_PORT_{number}_{protocol.upper()}"
        found.update(
            {
                head: link,
                f"{head}_PROTO": protocol.lower(),
                f"{head}_PORT": str(number),
                f"{head}_ADDR": address,
            }
        )
    return found
