"""How ``kubectl get cronjobs`` shows a CronJob (printCronJob)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Column, Object
from cluster_sim.world.kube.api.tables import containers
from cluster_sim.world.kube.api.tables.ages import age, since

COLUMNS = (
    Column("Name"),
    Column("Schedule"),
    Column("Timezone"),
    Column("Suspend"),
    Column("Active"),
    Column("Last Schedule"),
    Column("Age"),
    *containers.COLUMNS,
    Column("Selector", wide=True),
)


def row(obj: Object, now: int) -> list[Any]:
    """The cells of one CronJob; ``now`` in Unix microseconds."""
    spec, status = obj.get("spec", {}), obj.get("status", {})
    job = spec.get("jobTemplate", {}).get("spec", {})
    pod = job.get("template", {}).get("spec", {})
    last = status.get("lastScheduleTime")
    return [
        obj["metadata"]["name"],
        spec.get("schedule", ""),
        spec.get("timeZone") or "<none>",
        _truth(spec.get("suspend")),
        len(status.get("active") or []),
        since(last, now) if last else "<none>",
        age(obj, now),
        *containers.cells(pod),
        labels.format_object(job.get("selector")),
    ]


def _truth(value: bool | None) -> str:
    return "<unset>" if value is None else str(value)
