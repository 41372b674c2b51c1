"""``kubectl describe job``."""

from __future__ import annotations

from cluster_sim.world.kube.api import duration, labels, timestamps
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context, controlled_by
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_marks
from cluster_sim.world.shell.kubectl.describe.pod_template import write_pod_template
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_LONGEST_INDEXES = 50


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a Job."""
    metadata, spec, status = obj["metadata"], obj["spec"], obj.get("status") or {}
    w.field(0, "Name", metadata["name"])
    w.field(0, "Namespace", metadata.get("namespace", ""))
    w.field(0, "Selector", labels.of_object(spec.get("selector")))
    write_marks(w, obj)
    if controlled_by(obj):
        w.field(0, "Controlled By", controlled_by(obj))
    _write_settings(w, spec)
    _write_times(w, status)
    if spec.get("activeDeadlineSeconds") is not None:
        w.field(0, "Active Deadline Seconds", f"{spec['activeDeadlineSeconds']}s")
    w.field(0, "Pods Statuses", _pods(status))
    if spec.get("completionMode") == "Indexed":
        w.field(0, "Completed Indexes", _indexes(status.get("completedIndexes", "")))
    write_pod_template(w, spec["template"])
    write_events(w, obj, on)


def _write_settings(w: Writer, spec: Object) -> None:
    if spec.get("parallelism") is not None:
        w.field(0, "Parallelism", spec["parallelism"])
    wanted = spec.get("completions")
    w.field(0, "Completions", "<unset>" if wanted is None else wanted)
    optional = (
        ("Completion Mode", "completionMode"),
        ("Suspend", "suspend"),
        ("Backoff Limit", "backoffLimit"),
        ("TTL Seconds After Finished", "ttlSecondsAfterFinished"),
    )
    for title, field in optional:
        if spec.get(field) is not None:
            w.field(0, title, shown(spec[field]))


def _write_times(w: Writer, status: Object) -> None:
    start, end = status.get("startTime"), status.get("completionTime")
    if start:
        w.field(0, "Start Time", rfc1123(start))
    if end:
        w.field(0, "Completed At", rfc1123(end))
    if start and end:
        lasted = timestamps.parse(end) - timestamps.parse(start)
        w.field(0, "Duration", duration.age(lasted))


def _pods(status: Object) -> str:
    ready = "" if status.get("ready") is None else f" ({status['ready']} Ready)"
    done = f"{status.get('succeeded', 0)} Succeeded / {status.get('failed', 0)} Failed"
    return f"{status.get('active', 0)} Active{ready} / {done}"


def _indexes(done: str) -> str:
    """The indexes, cut after the first comma beyond 50 characters."""
    end = done.find(",", _LONGEST_INDEXES)
    return (done if end < 0 else done[: end + 1] + "...") or "<none>"
