"""The phase of a pod, and whether all its work is done (kubelet_pods.go: getPhase)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.podrecords import (
    EXITED,
    INIT,
    MAIN,
    RUNNING,
    Container,
    Record,
)
from cluster_sim.world.kube.kubelet.restartpolicy import restarts


def phase_of(pod: Object, record: Record, final: bool, before: str) -> str:
    """Pending, Running, Succeeded or Failed. ``final``: nothing of the pod will run any more.

    A pod that is deleted before all its containers have ever run stays Pending to its end.
    """
    if before in ("Succeeded", "Failed"):
        return before
    mains = of_kind(record, MAIN)
    if final:
        return _last_phase(pod, record, mains)
    if any(each["stage"] != RUNNING and not has_run(each) for each in mains):
        return "Pending"
    # A pod whose containers are all done stays Running until it has been taken down.
    return "Running"


def _last_phase(pod: Object, record: Record, mains: list[Container]) -> str:
    if record.get("failed") or _failed_init(pod, record):
        return "Failed"
    if not all(has_run(each) for each in mains):
        return "Pending"
    return "Succeeded" if all_well(mains) else "Failed"


def has_run(container: Container) -> bool:
    """Whether the container has ever ended a run."""
    return container["finished"] is not None or container["last"] is not None


def all_done(pod: Object, record: Record) -> bool:
    """Whether every container has ended and none will be started again; sidecars do not count."""
    if _failed_init(pod, record):
        return True
    if any(each.get("anew") for each in record["containers"].values()):
        return False
    mains = of_kind(record, MAIN)
    if any(each["stage"] != EXITED for each in mains):
        return False
    specs = {each["name"]: each for each in pod["spec"]["containers"]}
    return not any(
        restarts(pod, specs[each["name"]], int(each["code"] or 0), False) for each in mains
    )


def all_well(containers: list[Container]) -> bool:
    """Whether all have ended with 0."""
    return all(each["code"] == 0 for each in containers)


def of_kind(record: Record, kind: str) -> list[Container]:
    """The containers of one list of the manifest."""
    return [each for each in record["containers"].values() if each["kind"] == kind]


def has_passed(container: Container) -> bool:
    """Whether an init container lets those after it begin."""
    if container["sidecar"]:
        return bool(container["stage"] == RUNNING and container["up"])
    return bool(container["stage"] == EXITED and container["code"] == 0)


def _failed_init(pod: Object, record: Record) -> bool:
    specs = {each["name"]: each for each in pod["spec"].get("initContainers") or ()}
    return any(
        each["stage"] == EXITED
        and each["code"]
        and not (each.get("lost") or each.get("anew"))
        and not restarts(pod, specs[each["name"]], int(each["code"]), True)
        for each in of_kind(record, INIT)
    )
