"""How ``kubectl get jobs`` shows a Job (printJob)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import duration, labels, timestamps
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables import containers
from cluster_sim.world.kube.api.tables.ages import age

COLUMNS = (
    Column("Name"),
    Column("Status"),
    Column("Completions"),
    Column("Duration"),
    Column("Age"),
    *containers.COLUMNS,
    Column("Selector", wide=True),
)


# The first of these conditions that is true is the status; ``Terminating`` comes after Failed.
_FINISHED = ("Complete", "Failed")
_UNFINISHED = ("Suspended", "FailureTarget", "SuccessCriteriaMet")


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one Job; ``now`` in Unix microseconds."""
    spec = obj.get("spec", {})
    pod = spec.get("template", {}).get("spec", {})
    return [
        obj["metadata"]["name"],
        _status(obj),
        _completions(spec, obj.get("status", {})),
        _duration(obj.get("status", {}), now),
        age(obj, now),
        *containers.cells(pod),
        labels.format_object(spec.get("selector")),
    ]


def _completions(spec: Object, status: Object) -> str:
    done = status.get("succeeded", 0)
    if spec.get("completions") is not None:
        return f"{done}/{spec['completions']}"
    parallelism = spec.get("parallelism") or 0
    return f"{done}/1 of {parallelism}" if parallelism > 1 else f"{done}/1"


def _duration(status: Object, now: int) -> str:
    if not status.get("startTime"):
        return ""
    end = timestamps.parse(status["completionTime"]) if status.get("completionTime") else now
    return duration.age(end - timestamps.parse(status["startTime"]))


def _status(obj: Object) -> str:
    conditions = obj.get("status", {}).get("conditions") or []
    true = [item.get("type") for item in conditions if item.get("status") == "True"]
    for finished in _FINISHED:
        if finished in true:
            return finished
    if obj["metadata"].get("deletionTimestamp"):
        return "Terminating"
    return next((state for state in _UNFINISHED if state in true), "Running")
