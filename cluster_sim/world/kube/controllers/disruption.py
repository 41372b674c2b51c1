"""Disruption controller: how many pods of each PodDisruptionBudget may leave right now.

pkg/controller/disruption/disruption.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import disruption_budgets, labels, timestamps
from cluster_sim.world.kube.api.disruption_budgets import BUDGETS
from cluster_sim.world.kube.api.meta import full_name, is_terminating, name_of, split_name
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers import disruption_scale
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.disruption_scale import Expected, Uncountable
from cluster_sim.world.kube.controllers.watching import of_itself
from cluster_sim.world.kube.indexes import NAMESPACE
from cluster_sim.world.kube.pod_state import is_ready
from cluster_sim.world.kube.timings import DISRUPTION_TIMEOUT

NAME = "disruption-controller"
_SOURCE = "controllermanager"


def _of_pod(world: World, change: Change) -> Iterator[str]:
    pod = change.new or change.old
    budgets = disruption_budgets.of_pod(world.store, pod) if pod is not None else []
    if budgets:
        yield full_name(budgets[0])


def _sync(client: Client, key: str) -> int | None:
    budget = client.world.store.get(BUDGETS, *split_name(key))
    if budget is None:
        return None
    try:
        pods = _pods(client, budget)
        expected = disruption_scale.expected(client.world, budget, pods)
    except SelectorError as fault:
        _tell(client, budget, events.WARNING, "NoPods", f"Failed to get pods: {fault}")
        _fail_safe(client, budget, str(fault))
        return None
    except Uncountable as fault:
        text = f"Failed to calculate the number of expected pods: {fault}"
        _tell(client, budget, events.WARNING, "CalculateExpectedPodCountFailed", text)
        _fail_safe(client, budget, str(fault))
        return None
    if expected.unmanaged:
        _tell(client, budget, events.WARNING, "UnmanagedPods", _unmanaged(budget))
    _warn_of_several(client, budget, pods)
    return _write(client, budget, pods, expected)


def _pods(client: Client, budget: Object) -> list[Object]:
    namespace = budget["metadata"]["namespace"]
    selector = labels.of_object(budget["spec"].get("selector"))
    known = client.world.store.by_index("pods", NAMESPACE, namespace)
    pods = [pod for pod in known if selector.matches(pod["metadata"].get("labels"))]
    if not pods:
        _tell(client, budget, events.NORMAL, "NoPods", "No matching pods found")
    return pods


def _tell(client: Client, about: Object, kind: str, reason: str, message: str) -> None:
    events.record(client, about, kind, reason, message, _SOURCE)


def _warn_of_several(client: Client, budget: Object, pods: list[Object]) -> None:
    namespace = budget["metadata"]["namespace"]
    if len(client.world.store.bucket(BUDGETS, NAMESPACE, namespace)) < 2:
        return
    for pod in pods:
        budgets = disruption_budgets.of_pod(client.world.store, pod)
        if len(budgets) > 1 and name_of(budgets[0]) == name_of(budget):
            message = f'Pod "{namespace}"/"{name_of(pod)}" matches multiple PodDisruptionBudgets.  '
            message += f'Chose "{name_of(budget)}" arbitrarily.'
            _tell(client, pod, events.WARNING, "MultiplePodDisruptionBudgets", message)


def _unmanaged(budget: Object) -> str:
    selector = disruption_scale.selector_text(budget["spec"].get("selector") or {})
    return (
        f"Pods selected by this PodDisruptionBudget (selector: {selector}) were found to be "
        "unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may "
        "result in undefined behavior. To account for these pods please set "
        '".spec.minAvailable" field of the PDB to an integer value.'
    )


def _write(client: Client, budget: Object, pods: list[Object], expected: Expected) -> int | None:
    """Bring the numbers up to date; the µs after which a granted eviction is taken back."""
    now = client.now
    disrupted, again = _disrupted(client, budget, pods)
    healthy = sum(_is_healthy(pod, disrupted) for pod in pods)
    spare = healthy - expected.healthy
    numbers: dict[str, Any] = {
        "currentHealthy": healthy,
        "desiredHealthy": expected.healthy,
        "expectedPods": expected.pods,
        "disruptionsAllowed": spare if expected.pods > 0 and spare > 0 else 0,
        "observedGeneration": budget["metadata"].get("generation", 0),
    }
    if disrupted:
        numbers["disruptedPods"] = disrupted
    before = budget.get("status") or {}
    if "conditions" in before:
        numbers["conditions"] = before["conditions"]
    condition = disruption_budgets.allowed_condition(numbers)
    status = disruption_budgets.with_condition(numbers, condition, now)
    if status != before:
        client.update_status(BUDGETS, {**budget, "status": status})
    return again


def _is_healthy(pod: Object, disrupted: dict[str, str]) -> bool:
    gone = is_terminating(pod) or name_of(pod) in disrupted
    return not gone and is_ready(pod)


def _disrupted(
    client: Client, budget: Object, pods: list[Object]
) -> tuple[dict[str, str], int | None]:
    """Evictions that were granted and have not begun, and the µs until the first is given up."""
    granted = (budget.get("status") or {}).get("disruptedPods") or {}
    kept: dict[str, str] = {}
    again: int | None = None
    for pod in pods:
        name = name_of(pod)
        if is_terminating(pod) or name not in granted:
            continue
        left = timestamps.parse(granted[name]) + DISRUPTION_TIMEOUT - client.now
        if left < 0:
            namespace = budget["metadata"]["namespace"]
            message = f"Pod was expected by PDB {namespace}/{namespace} to be deleted but it wasn't"
            _tell(client, pod, events.WARNING, "NotDeleted", message)
            continue
        kept[name] = granted[name]
        again = left + 1 if again is None else min(again, left + 1)
    return kept, again


def _fail_safe(client: Client, budget: Object, why: str) -> None:
    """Nobody may leave while nobody can tell how many may."""
    before = budget.get("status") or {}
    condition = {
        "type": disruption_budgets.ALLOWED,
        "status": "False",
        "observedGeneration": before.get("observedGeneration", 0),
        "reason": disruption_budgets.SYNC_FAILED,
        "message": why,
    }
    status = {**before, "disruptionsAllowed": 0}
    status = disruption_budgets.with_condition(status, condition, client.now)
    if status != before:
        client.update_status(BUDGETS, {**budget, "status": status})


CONTROLLER = Controller(NAME, {"pods": _of_pod, BUDGETS: of_itself}, _sync)
