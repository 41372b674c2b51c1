"""``kubectl describe cronjob``."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.pod_template import write_pod_template
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a CronJob."""
    spec, status = obj["spec"], obj.get("status") or {}
    write_identity(w, obj)
    w.field(0, "Schedule", spec.get("schedule", ""))
    w.field(0, "Concurrency Policy", spec.get("concurrencyPolicy", ""))
    for title, field, unit in (
        ("Suspend", "suspend", ""),
        ("Time Zone", "timeZone", ""),
        ("Successful Job History Limit", "successfulJobsHistoryLimit", ""),
        ("Failed Job History Limit", "failedJobsHistoryLimit", ""),
        ("Starting Deadline Seconds", "startingDeadlineSeconds", "s"),
    ):
        value = spec.get(field)
        w.field(0, title, "<unset>" if value is None else f"{value}{unit}")
    _write_job(w, spec["jobTemplate"].get("spec") or {})
    last = status.get("lastScheduleTime")
    w.field(0, "Last Schedule Time", rfc1123(last) if last else "<unset>")
    active = ", ".join(job["name"] for job in status.get("active") or [])
    w.field(0, "Active Jobs", active or "<none>")
    write_events(w, obj, on)


def _write_job(w: Writer, spec: Object) -> None:
    selector = spec.get("selector")
    w.field(0, "Selector", "<unset>" if selector is None else labels.of_object(selector))
    for title in ("Parallelism", "Completions"):
        value = spec.get(title.lower())
        w.field(0, title, "<unset>" if value is None else value)
    if spec.get("activeDeadlineSeconds") is not None:
        w.field(0, "Active Deadline Seconds", f"{spec['activeDeadlineSeconds']}s")
    write_pod_template(w, spec.get("template"))
