"""The pods on a node and how much of it they take (describeNodeResource)."""

from __future__ import annotations

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.quantity import Quantity
from cluster_sim.world.kube.api.quota.amounts import Amounts
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.ages import since
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.pod_resources import ZERO, pod_amounts
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_STANDARD = ("cpu", "memory", "ephemeral-storage")
# What Go makes of a share of nothing: the least 64-bit integer.
_NO_SHARE = -(1 << 63)


def write_allocated(w: Writer, node: Object, on: Context) -> None:
    """Each pod that has not ended, then their sum."""
    name = node["metadata"]["name"]
    fields = f"spec.nodeName={name},status.phase!=Succeeded,status.phase!=Failed"
    pods = on.items("pods", fields=fields)
    status = node.get("status") or {}
    amounts = status.get("allocatable") or status.get("capacity") or {}
    available = {key: quantity.parse(amount) for key, amount in amounts.items()}
    w.field(0, "Non-terminated Pods", f"({len(pods)} in total)")
    requests, limits = "CPU Requests\tCPU Limits", "Memory Requests\tMemory Limits"
    w.line(1, f"Namespace\tName\t\t{requests}\t{limits}\tAge")
    w.line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---")
    for pod in pods:
        w.line(1, _pod(pod, available, on.now))
    _write_sum(w, pods, available)


def _pod(pod: Object, available: Amounts, now: int) -> str:
    requests = pod_amounts(pod, "requests", actual=True)
    limits = pod_amounts(pod, "limits", actual=True)
    cells = [
        _amount(amounts.get(name, ZERO), available.get(name, ZERO), name, _NO_SHARE)
        for name in ("cpu", "memory")
        for amounts in (requests, limits)
    ]
    metadata = pod["metadata"]
    age = since(metadata.get("creationTimestamp"), now)
    return "\t".join([metadata.get("namespace", ""), metadata["name"], "", *cells, age])


def _write_sum(w: Writer, pods: list[Object], available: Amounts) -> None:
    w.line(0, "Allocated resources:")
    w.line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)")
    w.line(1, "Resource\tRequests\tLimits")
    w.line(1, "--------\t--------\t------")
    requests, limits = _total(pods, "requests"), _total(pods, "limits")
    huge = sorted(name for name in available if name.startswith("hugepages-"))
    for name in (*_STANDARD, *huge):
        whole = available.get(name, ZERO)
        asked = _amount(requests.get(name, ZERO), whole, name, 0)
        w.line(1, f"{name}\t{asked}\t{_amount(limits.get(name, ZERO), whole, name, 0)}")
    for name in sorted(set(available) - {*_STANDARD, *huge, "pods"}):
        w.line(1, f"{name}\t{requests.get(name, ZERO)}\t{limits.get(name, ZERO)}")


def _total(pods: list[Object], field: str) -> Amounts:
    total: Amounts = {}
    for pod in pods:
        for name, amount in pod_amounts(pod, field, actual=False).items():
            total[name] = quantity.add(total[name], amount) if name in total else amount
    return total


def _amount(amount: Quantity, whole: Quantity, name: str, undefined: int) -> str:
    """``250m (6%)``: the percentage of what the node has, cut off; CPU counts in thousandths."""
    power = -3 if name == "cpu" else 0
    part, all_ = amount.scaled(power), whole.scaled(power)
    share = int(part / all_ * 100) if all_ else undefined
    return f"{amount} ({share}%)"
