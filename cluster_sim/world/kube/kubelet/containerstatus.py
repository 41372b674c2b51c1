"""The status of one container (pkg/kubelet/kubelet_pods.go: convertToAPIContainerStatuses)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.podrecords import (
    EPHEMERAL,
    EXITED,
    INIT,
    RUNNING,
    Container,
    Record,
    terminated,
)


def build(pod: Object, spec: dict[str, Any], record: Record) -> dict[str, Any]:
    """The status that goes with a container of the manifest."""
    container: Container = record["containers"][spec["name"]]
    run = container.get("run") or (container["last"] or {}).get("run")
    state, last = _state(pod, container), container["last"]
    if "waiting" in state:
        last = terminated(container) or last
    allocated = (record.get("allocated") or {}).get(spec["name"], spec.get("resources") or {})
    resources = container.get("actual", allocated)
    status: dict[str, Any] = {
        "image": run["image"] if run else spec.get("image", ""),
        "imageID": run["imageID"] if run else "",
        "lastState": _ended(last) if last else {},
        "name": spec["name"],
        "ready": container["ready"] or _completed_init(container),
        "resources": resources,
        "restartCount": container["attempt"],
        "started": bool(container["stage"] == RUNNING and container["up"]),
        "state": state,
    }
    identifier = container.get("id") or (last or {}).get("id")
    if identifier:
        status["containerID"] = f"containerd://{identifier}"
    if container["kind"] == EPHEMERAL:
        del status["resources"]
    elif allocated.get("requests"):
        status["allocatedResources"] = allocated["requests"]
    if run and container.get("started"):
        user, group = run.get("user", 0), run.get("group", 0)
        groups = run.get("groups") or [group]
        status["user"] = {"linux": {"gid": group, "supplementalGroups": groups, "uid": user}}
    mounts = [_mount(each) for each in spec.get("volumeMounts") or ()]
    if mounts:
        status["volumeMounts"] = mounts
    return status


def _completed_init(container: Container) -> bool:
    if container["kind"] != INIT or container["sidecar"]:
        return False
    return bool(container["stage"] == EXITED and container["code"] == 0)


def _mount(mount: dict[str, Any]) -> dict[str, Any]:
    shown = {"mountPath": mount["mountPath"], "name": mount["name"]}
    if mount.get("readOnly"):
        shown.update(readOnly=True, recursiveReadOnly="Disabled")
    return shown


def _state(pod: Object, container: Container) -> dict[str, Any]:
    if container["stage"] == RUNNING:
        return {"running": {"startedAt": timestamps.time(container["started"])}}
    shown = container["shown"]
    if shown:
        waiting = {"reason": shown[0]}
        if shown[1]:
            waiting["message"] = shown[1]
        return {"waiting": waiting}
    ended = terminated(container)
    if ended is not None:
        return _ended(ended)
    return {"waiting": {"reason": _usual_reason(pod, container)}}


def _usual_reason(pod: Object, container: Container) -> str:
    if container["kind"] != INIT and not pod["spec"].get("initContainers"):
        return "ContainerCreating"
    return "PodInitializing"


def _ended(run: dict[str, Any]) -> dict[str, Any]:
    ended = {
        "containerID": f"containerd://{run['id']}",
        "exitCode": run["code"],
        "finishedAt": timestamps.time(run["finished"]),
        "reason": run["reason"],
        "startedAt": timestamps.time(run["started"]),
    }
    if run.get("message"):
        ended["message"] = run["message"]
    return {"terminated": ended}
