"""What a pod asks of its node: the sum of its containers, or its largest init container.

kubernetes.io/docs/concepts/workloads/pods/init-containers (resource sharing within containers);
component-helpers/resource/helpers.go (PodRequests)
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.resource import Object


def requests_of(pod: Object) -> tuple[int, int]:
    """Milli CPU and bytes of memory that the scheduler reserves for the pod."""
    spec = pod["spec"]
    cpu = sum(_asked(container)[0] for container in spec["containers"])
    memory = sum(_asked(container)[1] for container in spec["containers"])
    sidecars_cpu = sidecars_memory = 0
    for container in spec.get("initContainers") or ():
        own_cpu, own_memory = _asked(container)
        if container.get("restartPolicy") == "Always":
            sidecars_cpu, sidecars_memory = sidecars_cpu + own_cpu, sidecars_memory + own_memory
            cpu, memory = cpu + own_cpu, memory + own_memory
        else:
            cpu = max(cpu, sidecars_cpu + own_cpu)
            memory = max(memory, sidecars_memory + own_memory)
    overhead = spec.get("overhead") or {}
    return (
        cpu + quantity.milli(overhead.get("cpu", 0)),
        memory + quantity.whole(overhead.get("memory", 0)),
    )


def _asked(container: dict[str, Any]) -> tuple[int, int]:
    asked = (container.get("resources") or {}).get("requests") or {}
    return quantity.milli(asked.get("cpu", 0)), quantity.whole(asked.get("memory", 0))
