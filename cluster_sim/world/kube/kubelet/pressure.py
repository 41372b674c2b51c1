"""Memory and disk of a node run out: its condition says so, and pods are evicted.

pkg/kubelet/eviction (eviction_manager.go, helpers.go): thresholds memory.available<100Mi and
nodefs.available<10%, looked at every ten seconds, one pod at a time, the condition stays for
five minutes after the pressure is over. Pods are ranked by whether they use more than they
asked for, then by priority, then by how much more.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.hypervisor.vms import BY_NODE, VMS
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import qos, quantity
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import machines, nodefit, nodeobject, storage
from cluster_sim.world.kube.kubelet.podrecords import Record, records_on
from cluster_sim.world.kube.pod_state import is_finished
from cluster_sim.world.kube.timings import SECOND

LOOK = 10 * SECOND
# eviction-pressure-transition-period
_TRANSITION = 300 * SECOND
MEMORY, DISK = "memory", "ephemeral-storage"
_MEMORY_KEPT = 100 << 20
_CONDITIONS = {MEMORY: "MemoryPressure", DISK: "DiskPressure"}
# pkg/apis/scheduling/types.go: SystemCriticalPriority
_CRITICAL = 2_000_000_000


def admission_problem(world: World, node: str, pod: Object) -> tuple[str, str]:
    """A node under pressure takes no best-effort pods, and under disk pressure hardly any."""
    under = conditions_of(world, node)
    if not under or is_critical(pod):
        return "", ""
    if under == ["MemoryPressure"]:
        taint = "node.kubernetes.io/memory-pressure"
        tolerated = any(
            each.get("key") in (None, "", taint) for each in pod["spec"].get("tolerations") or ()
        )
        if qos.computed(pod["spec"]) != "BestEffort" or tolerated:
            return "", ""
    return "Evicted", f"The node had condition: [{' '.join(under)}]. "


def conditions_of(world: World, node: str) -> list[str]:
    """The pressures that the node's status tells, in order."""
    machine = machines.machine_of(world, node) or {}
    until = machine.get("pressure") or {}
    return [_CONDITIONS[what] for what in (MEMORY, DISK) if until.get(what, 0) > world.unix]


def look(world: World, node: str) -> str | None:
    """Note which pressures there are; the resource that a pod has to be evicted for, or None."""
    machine = machines.machine_of(world, node) or {}
    until, short = dict(machine.get("pressure") or {}), None
    for what in (DISK, MEMORY):
        threshold, available = level(world, node, what)
        if available < threshold:
            until[what] = world.unix + _TRANSITION
            short = what
    if until != (machine.get("pressure") or {}):
        machines.change(world, node, pressure=until)
    return short


def level(world: World, node: str, what: str) -> tuple[int, int]:
    """The threshold and what is available, in bytes."""
    if what == MEMORY:
        from cluster_sim.world.kube.kubelet.readings import node_usage

        return _MEMORY_KEPT, _memory_of(world, node) - node_usage(world, node)[1]
    images = sum(each[1] for each in _machine(world, node).get("images", {}).values())
    written = sum(storage.pod_bytes(world, each) for each in _records_on(world, node))
    return nodeobject.DISK // 10, nodeobject.DISK - images - written - nodeobject.SYSTEM_DISK


def victim(world: World, node: str, what: str) -> tuple[str, str] | None:
    """The pod (namespace/name) to be evicted for that resource, and the message; None: nobody."""
    ranked = sorted(
        (
            (not over, priority, -excess, record["name"], record)
            for record in _records_on(world, node)
            for over, priority, excess in [_rank(world, record, what)]
        ),
        key=lambda row: row[:4],
    )
    for *_, record in ranked:
        pod = world.store.get("pods", record["namespace"], record["name"])
        if pod is not None and not is_critical(pod) and record.get("failed") is None:
            key = f"{record['namespace']}/{record['name']}"
            return key, _message(world, node, what, record, pod)
    return None


def is_critical(pod: Object) -> bool:
    """Whether the pod is of the system and never evicted (types.IsCriticalPod)."""
    mirror = "kubernetes.io/config.mirror" in (pod["metadata"].get("annotations") or {})
    return mirror or int(pod["spec"].get("priority") or 0) >= _CRITICAL


def _rank(world: World, record: Record, what: str) -> tuple[bool, int, int]:
    pod = world.store.get("pods", record["namespace"], record["name"])
    if pod is None:
        return False, 0, 0
    used = _used(world, record, what)
    asked = nodefit.requests_of(pod, record.get("allocated")).get(what, 0)
    return used > asked, int(pod["spec"].get("priority") or 0), used - asked


def _used(world: World, record: Record, what: str) -> int:
    from cluster_sim.world.kube.kubelet.readings import pod_usage

    if what == DISK:
        return storage.pod_bytes(world, record)
    return sum(row[1] for row in pod_usage(world, record["namespace"], record["name"]).values())


def _message(world: World, node: str, what: str, record: Record, pod: Object) -> str:
    from cluster_sim.world.kube.kubelet.readings import pod_usage

    threshold, available = level(world, node, what)
    text = f"The node was low on resource: {what}. Threshold quantity: {_shown(threshold)}, "
    text += f"available: {_shown(max(available, 0))}. "
    uses = pod_usage(world, record["namespace"], record["name"])
    for container in pod["spec"]["containers"]:
        asked = str(((container.get("resources") or {}).get("requests") or {}).get(what, "0"))
        used = uses.get(container["name"], (0, 0))[1]
        if what == DISK:
            used = storage.layer_bytes(world, record["containers"][container["name"]])
        if used > quantity.whole(asked):
            name = container["name"]
            text += f"Container {name} was using {_shown(used)}, request is {asked}, has larger "
            text += f"consumption of {what}. "
    return text


def _shown(size: int) -> str:
    """Bytes as a quantity: ``100Mi``, ``91652Ki``."""
    return str(quantity.of(size >> 10 << 10, quantity.BINARY_SI).text)


def _memory_of(world: World, node: str) -> int:
    for vm in world.store.by_index(VMS, BY_NODE, node):
        return nodeobject.memory_of(vm)
    return 1 << 62


def _records_on(world: World, node: str) -> list[Record]:
    found = []
    for record in records_on(world, node):
        pod = world.store.get("pods", record["namespace"], record["name"])
        if pod is not None and not is_finished(pod):
            found.append(record)
    return found


def _machine(world: World, node: str) -> dict[str, Any]:
    return machines.machine_of(world, node) or {}
