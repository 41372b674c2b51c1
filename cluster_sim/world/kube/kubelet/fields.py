"""Fields of a pod and of its resources, as environment variables and volumes take them.

pkg/fieldpath, pkg/kubelet/kubelet_pods.go (podFieldSelectorRuntimeValue,
containerResourceRuntimeValue), pkg/api/v1/resource/helpers.go.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.machines import Machine


def field_value(pod: Object, path: str, machine: Machine, ip: str) -> str:
    """The value at a field path of the pod."""
    meta = pod["metadata"]
    known = {
        "metadata.name": name_of(pod),
        "metadata.namespace": namespace_of(pod),
        "metadata.uid": meta.get("uid", ""),
        "spec.nodeName": pod["spec"].get("nodeName", ""),
        "spec.serviceAccountName": pod["spec"].get("serviceAccountName", ""),
        "status.podIP": ip,
        "status.podIPs": ip,
        "status.hostIP": machine.get("address", ""),
        "status.hostIPs": machine.get("address", ""),
    }
    if path in known:
        return str(known[path])
    if path in ("metadata.labels", "metadata.annotations"):
        return _lines(meta.get(path.rpartition(".")[2]) or {})
    match = re.fullmatch(r"metadata\.(labels|annotations)\['([^']+)'\]", path)
    if match is None:
        return ""
    return str((meta.get(match.group(1)) or {}).get(match.group(2), ""))


def resource_value(
    world: World, pod: Object, container: dict[str, Any], reference: dict[str, Any]
) -> str:
    """A limit or request of a container in units of the divisor, rounded up.

    Where no limit is set it is what the node has for pods.
    """
    kind, _, name = str(reference.get("resource", "")).partition(".")
    given = ((container.get("resources") or {}).get(kind) or {}).get(name)
    if given is None and kind == "limits" and name in ("cpu", "memory", "ephemeral-storage"):
        node = world.store.get("nodes", "", pod["spec"].get("nodeName", "")) or {}
        given = ((node.get("status") or {}).get("allocatable") or {}).get(name)
    divisor = str(reference.get("divisor") or "0")
    per = quantity.milli(divisor) or 1000
    return str(-(-Fraction(quantity.milli(str(given or "0"))) // per))


def _lines(values: dict[str, str]) -> str:
    """``key="value"`` a line, in the order of the keys."""
    return "\n".join(f'{key}="{_escaped(values[key])}"' for key in sorted(values))


def _escaped(text: str) -> str:
    return str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
