"""The Node object that a kubelet registers and keeps true (pkg/kubelet/kubelet_node_status.go)."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from cluster_sim.world.hypervisor.vms import BY_NODE, VM, VMS
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import imagestore
from cluster_sim.world.kube.kubelet.machines import Machine
from cluster_sim.world.kube.version import GIT_VERSION

CONTAINER_RUNTIME = "containerd://2.1.4"
KERNEL = "6.1.0-31-amd64"
OS_IMAGE = "Debian GNU/Linux 12 (bookworm)"
# KubeletConfiguration: maxPods 110; evictionHard memory.available<100Mi and nodefs.available<10%,
# which is what kubeadm's nodes keep back.
MAX_PODS = 110
_KEPT_MEMORY = 100 << 20
DISK = 40 << 30
# What the system itself takes of the disk.
SYSTEM_DISK = 4 << 30
# A kernel keeps about 1.5 % of a machine's memory for itself before anything else starts.
_KERNEL_SHARE = 64
_UNBOUND = 2**31 - 1

_HEALTHY = (
    (
        "MemoryPressure",
        "False",
        "KubeletHasSufficientMemory",
        "kubelet has sufficient memory available",
    ),
    ("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
    ("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
    ("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
)

_PRESSED = {
    "memory": (
        "MemoryPressure",
        "True",
        "KubeletHasInsufficientMemory",
        "kubelet has insufficient memory available",
    ),
    "ephemeral-storage": (
        "DiskPressure",
        "True",
        "KubeletHasDiskPressure",
        "kubelet has disk pressure",
    ),
}


def new_node(name: str, machine: Machine, vm: VM, now: int) -> Object:
    """The Node as the kubelet first registers it."""
    network = f"{machine['network']}.0/24"
    labels = {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
    }
    annotations = {
        "node.alpha.kubernetes.io/ttl": "0",
        "volumes.kubernetes.io/controller-managed-attach-detach": "true",
    }
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "labels": labels, "annotations": annotations},
        "spec": {"podCIDR": network, "podCIDRs": [network]},
        "status": status_of(name, machine, vm, (), now),
    }


def status_of(name: str, machine: Machine, vm: VM, before: Any, now: int) -> dict[str, Any]:
    """The status of a healthy node; ``before`` are the conditions that it had."""
    capacity, allocatable = _resources(vm)
    return {
        "addresses": [
            {"type": "InternalIP", "address": machine["address"]},
            {"type": "Hostname", "address": name},
        ],
        "allocatable": allocatable,
        "capacity": capacity,
        "conditions": [_condition(row, before, now) for row in _rows(machine, now)],
        "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}},
        "images": imagestore.listed(machine, now),
        "nodeInfo": _node_info(name, machine),
        "runtimeHandlers": [_handler(""), _handler("runc")],
    }


def _rows(machine: Machine, now: int) -> list[tuple[str, str, str, str]]:
    """The conditions, those of resources that have run out among them."""
    until = machine.get("pressure") or {}
    short = [_PRESSED[what] for what in ("memory", "ephemeral-storage") if until.get(what, 0) > now]
    pressed = {row[0]: row for row in short}
    return [pressed.get(row[0], row) for row in _HEALTHY]


def memory_of(vm: VM) -> int:
    """The bytes that the kernel of the machine has to give."""
    return int(vm["spec"]["memory"] - vm["spec"]["memory"] // _KERNEL_SHARE)


def milli_of(world: World, node: str) -> int:
    """The thousandths of a processor that the node's machine has; no bound where it has none."""
    for vm in world.store.by_index(VMS, BY_NODE, node):
        return int(vm["spec"]["cpu"]) * 1000
    return _UNBOUND


def _resources(vm: VM) -> tuple[dict[str, str], dict[str, str]]:
    memory = memory_of(vm)
    capacity = {
        "cpu": str(vm["spec"]["cpu"]),
        "ephemeral-storage": f"{DISK >> 10}Ki",
        "hugepages-1Gi": "0",
        "hugepages-2Mi": "0",
        "memory": f"{memory >> 10}Ki",
        "pods": str(MAX_PODS),
    }
    kept = {
        "ephemeral-storage": str(DISK * 9 // 10),
        "memory": f"{max(memory - _KEPT_MEMORY, 0) >> 10}Ki",
    }
    return capacity, {**capacity, **kept}


def _condition(row: tuple[str, str, str, str], before: Any, now: int) -> dict[str, Any]:
    kind, status, reason, message = row
    moment = timestamps.time(now)
    since = moment
    for old in before or ():
        if old["type"] == kind and old["status"] == status:
            since = old["lastTransitionTime"]
    return {
        "type": kind,
        "status": status,
        "lastHeartbeatTime": moment,
        "lastTransitionTime": since,
        "reason": reason,
        "message": message,
    }


def _node_info(name: str, machine: Machine) -> dict[str, Any]:
    return {
        "architecture": "amd64",
        "bootID": boot_id(name, machine),
        "containerRuntimeVersion": CONTAINER_RUNTIME,
        "kernelVersion": KERNEL,
        "kubeProxyVersion": "",
        "kubeletVersion": GIT_VERSION,
        "machineID": _digest(f"machine {name}"),
        "operatingSystem": "linux",
        "osImage": OS_IMAGE,
        "systemUUID": _uuid(f"system {name}"),
    }


def boot_id(name: str, machine: Machine) -> str:
    """What the kernel draws anew at every boot."""
    return _uuid(f"boot {name} {machine['booted']}")


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _uuid(text: str) -> str:
    raw = _digest(text)
    return f"{raw[:8]}-{raw[8:12]}-4{raw[13:16]}-a{raw[17:20]}-{raw[20:]}"


def _handler(name: str) -> dict[str, Any]:
    features = {"recursiveReadOnlyMounts": True, "userNamespaces": True}
    return {"name": name, "features": features}
