"""The containers of a pod or of a template (describeContainers of kubectl)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.shell.kubectl.describe.environment import write_environment
from cluster_sim.world.shell.kubectl.describe.probes import probe_text
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Part = dict[str, Any]

_PROBES = (
    ("Liveness", "livenessProbe"),
    ("Readiness", "readinessProbe"),
    ("Startup", "startupProbe"),
)


def write_containers(
    w: Writer, label: str, containers: list[Part], statuses: list[Part] | None,
    pod: Part | None, space: str = "",
) -> None:  # fmt: skip
    """The containers under their label.

    statuses: of the pod, None in a template; pod: whose fields variables may show; space:
    extra indentation (templates stand one level deeper).
    """
    by_name = {status["name"]: status for status in statuses or []}
    w.line(0, f"{space}{label}:" + ("" if containers else " <none>"))
    for container in containers:
        _write_container(w, container, by_name.get(container["name"]), pod, space)


def _write_container(
    w: Writer, container: Part, status: Part | None, pod: Part | None, space: str
) -> None:
    w.line(1, f"{' ' if space else ''}{container['name']}:")
    _write_image(w, container, status)
    _write_ports(w, container.get("ports") or [])
    _write_seccomp(w, container.get("securityContext") or {})
    _write_words(w, "Command", container.get("command"))
    _write_words(w, "Args", container.get("args"))
    if status is not None:
        _write_status(w, status)
    write_resources(w, container.get("resources") or {}, 2)
    for title, field in _PROBES:
        if container.get(field) is not None:
            w.field(2, title, probe_text(container[field]))
    write_environment(w, container, pod)
    _write_mounts(w, container)


def _write_image(w: Writer, container: Part, status: Part | None) -> None:
    if status is not None:
        w.field(2, "Container ID", status.get("containerID", ""))
    w.field(2, "Image", container.get("image", ""))
    if status is not None:
        w.field(2, "Image ID", status.get("imageID", ""))


def _write_ports(w: Writer, ports: list[Part]) -> None:
    for title, field in (("Port", "containerPort"), ("Host Port", "hostPort")):
        text = ", ".join(_port(port, field) for port in ports)
        w.field(2, title + ("s" if "," in text else ""), text or "<none>")


def _port(port: Part, field: str) -> str:
    name = f" ({port['name']})" if port.get("name") else ""
    return f"{port.get(field, 0)}/{port.get('protocol', '')}{name}"


def _write_seccomp(w: Writer, context: Part) -> None:
    profile = context.get("seccompProfile")
    if profile is not None:
        w.field(2, "SeccompProfile", profile["type"])
        if profile["type"] == "Localhost":
            w.field(3, "LocalhostProfile", profile.get("localhostProfile", ""))


def _write_words(w: Writer, title: str, words: list[str] | None) -> None:
    if not words:
        return
    w.line(2, f"{title}:")
    for word in words:
        for line in word.split("\n"):
            w.line(3, line)


def _write_status(w: Writer, status: Part) -> None:
    _write_state(w, "State", status.get("state") or {})
    before = status.get("lastState") or {}
    if before.get("terminated") is not None:
        _write_state(w, "Last State", before)
    w.field(2, "Ready", bool(status.get("ready")))
    w.field(2, "Restart Count", status.get("restartCount", 0))


def _write_state(w: Writer, title: str, state: Part) -> None:
    if state.get("running") is not None:
        w.field(2, title, "Running")
        w.field(3, "Started", rfc1123(state["running"].get("startedAt")))
    elif state.get("waiting") is None and state.get("terminated") is not None:
        w.field(2, title, "Terminated")
        _write_termination(w, state["terminated"])
    else:
        w.field(2, title, "Waiting")
        reason = (state.get("waiting") or {}).get("reason")
        if reason:
            w.field(3, "Reason", reason)


def _write_termination(w: Writer, end: Part) -> None:
    if end.get("reason"):
        w.field(3, "Reason", end["reason"])
    if end.get("message"):
        w.field(3, "Message", end["message"])
    w.field(3, "Exit Code", end.get("exitCode", 0))
    if end.get("signal", 0) > 0:
        w.field(3, "Signal", end["signal"])
    w.field(3, "Started", rfc1123(end.get("startedAt")))
    w.field(3, "Finished", rfc1123(end.get("finishedAt")))


def write_resources(w: Writer, resources: Part, level: int) -> None:
    """Limits and requests, each sorted by name."""
    for title in ("Limits", "Requests"):
        amounts = resources.get(title.lower()) or {}
        if amounts:
            w.line(level, f"{title}:")
        for name in sorted(amounts):
            w.field(level + 1, name, quantity.canonical(amounts[name]))


def _write_mounts(w: Writer, container: Part) -> None:
    mounts = container.get("volumeMounts") or []
    none = "" if mounts else "\t<none>"
    w.line(2, f"Mounts:{none}")
    for mount in sorted(mounts, key=lambda each: each["mountPath"]):
        flags = "ro" if mount.get("readOnly") else "rw"
        flags += f",path={quote(mount['subPath'])}" if mount.get("subPath") else ""
        w.line(3, f"{mount['mountPath']} from {mount['name']} ({flags})")
    if container.get("volumeDevices"):
        w.line(2, f"Devices:{none}")
        for device in sorted(container["volumeDevices"], key=lambda each: each["devicePath"]):
            w.line(3, f"{device['devicePath']} from {device['name']}")
