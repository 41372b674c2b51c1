"""``kubectl describe pod``."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import qos
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.ages import since
from cluster_sim.world.shell.kubectl.describe.containers import write_containers, write_resources
from cluster_sim.world.shell.kubectl.describe.context import Context, controlled_by
from cluster_sim.world.shell.kubectl.describe.events import events_about, write_found
from cluster_sim.world.shell.kubectl.describe.identity import write_marks
from cluster_sim.world.shell.kubectl.describe.lists import write_labels, write_tolerations
from cluster_sim.world.shell.kubectl.describe.pod_template import write_spreading
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.volumes import write_volumes
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_MIRROR = "kubernetes.io/config.mirror"


def write(w: Writer, pod: Object, on: Context) -> None:
    """The description of a Pod."""
    spec, status = pod["spec"], pod.get("status") or {}
    _write_placement(w, pod, spec, status)
    write_marks(w, pod)
    _write_status(w, pod, status, on.now)
    _write_network(w, pod, status)
    if spec.get("resources") is not None:
        w.line(0, "Resources:")
        write_resources(w, spec["resources"], 1)
    _write_containers(w, pod, spec, status)
    _write_conditions(w, spec, status)
    write_volumes(w, spec.get("volumes"))
    w.field(0, "QoS Class", qos.of_pod(pod))
    write_labels(w, "Node-Selectors", spec.get("nodeSelector"))
    write_tolerations(w, "Tolerations", spec.get("tolerations"))
    write_spreading(w, spec.get("topologySpreadConstraints"))
    if on.show_events:
        # A static pod's events carry the identity it has on its node.
        mirrored = (pod["metadata"].get("annotations") or {}).get(_MIRROR, "")
        write_found(w, events_about(pod, on, uid=mirrored), on.now)


def _write_placement(w: Writer, pod: Object, spec: Object, status: Object) -> None:
    w.field(0, "Name", pod["metadata"]["name"])
    w.field(0, "Namespace", pod["metadata"].get("namespace", ""))
    if spec.get("priority") is not None:
        w.field(0, "Priority", spec["priority"])
    named = (
        ("Priority Class Name", "priorityClassName"),
        ("Runtime Class Name", "runtimeClassName"),
        ("Service Account", "serviceAccountName"),
    )
    for title, field in named:
        if spec.get(field):
            w.field(0, title, spec[field])
    node = spec.get("nodeName")
    w.field(0, "Node", f"{node}/{status.get('hostIP', '')}" if node else "<none>")
    if status.get("startTime"):
        w.field(0, "Start Time", rfc1123(status["startTime"]))


def _write_status(w: Writer, pod: Object, status: Object, now: int) -> None:
    metadata, phase = pod["metadata"], status.get("phase", "")
    deleted = metadata.get("deletionTimestamp")
    if deleted and phase not in ("Failed", "Succeeded"):
        w.field(0, "Status", f"Terminating (lasts {since(deleted, now)})")
        seconds = metadata.get("deletionGracePeriodSeconds", 0)
        w.field(0, "Termination Grace Period", f"{seconds}s")
    else:
        w.field(0, "Status", phase)
    for title in ("Reason", "Message"):
        if status.get(title.lower()):
            w.field(0, title, status[title.lower()])
    profile = (pod["spec"].get("securityContext") or {}).get("seccompProfile")
    if profile is not None:
        w.field(0, "SeccompProfile", profile["type"])
        if profile["type"] == "Localhost":
            w.field(0, "LocalhostProfile", profile.get("localhostProfile", ""))


def _write_network(w: Writer, pod: Object, status: Object) -> None:
    w.field(0, "IP", status.get("podIP", ""))
    ips = status.get("podIPs") or []
    w.line(0, "IPs:" if ips else "IPs:\t<none>")
    for ip in ips:
        w.field(1, "IP", ip.get("ip", ""))
    if controlled_by(pod):
        w.field(0, "Controlled By", controlled_by(pod))
    if status.get("nominatedNodeName"):
        w.field(0, "NominatedNodeName", status["nominatedNodeName"])


def _write_containers(w: Writer, pod: Object, spec: Object, status: Object) -> None:
    kinds: tuple[tuple[str, str, str], ...] = (
        ("Init Containers", "initContainers", "initContainerStatuses"),
        ("Containers", "containers", "containerStatuses"),
        ("Ephemeral Containers", "ephemeralContainers", "ephemeralContainerStatuses"),
    )
    for label, field, states in kinds:
        containers: list[dict[str, Any]] = spec.get(field) or []
        if containers or field == "containers":
            write_containers(w, label, containers, status.get(states), pod)


def _write_conditions(w: Writer, spec: Object, status: Object) -> None:
    conditions = status.get("conditions") or []
    known = {each["type"]: each["status"] for each in reversed(conditions)}
    if spec.get("readinessGates"):
        w.line(0, "Readiness Gates:\n  Type\tStatus")
        for gate in spec["readinessGates"]:
            kind = gate["conditionType"]
            w.line(1, f"{kind} \t{known.get(kind, '<none>')} ")
    if conditions:
        w.line(0, "Conditions:\n  Type\tStatus")
        for each in conditions:
            w.line(1, f"{each['type']} \t{each['status']} ")
