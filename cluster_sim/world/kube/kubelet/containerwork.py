"""What is due on the containers of a pod: exits seen, probes heard, the next ones started.

pkg/kubelet/kuberuntime/kuberuntime_manager.go (computePodActions, computeInitContainerActions).
"""

from __future__ import annotations

from cluster_sim.world.kube.kubelet import (
    creating,
    foresight,
    hooks,
    resizing,
    restarting,
    settling,
    starting,
)
from cluster_sim.world.kube.kubelet.podrecords import (
    CREATING,
    EPHEMERAL,
    EXITED,
    INIT,
    MAIN,
    PULLING,
    RUNNING,
    WAITING,
    Container,
)
from cluster_sim.world.kube.kubelet.podstatus import all_done
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.prober import follow, watch


def advance(turn: Turn) -> None:
    """Do all that is due now, and note when there will be something again."""
    foresight.look_ahead(turn)
    for container in turn.containers:
        _notice_end(turn, container)
    _finish_hooks(turn)
    for container in turn.containers:
        if not hooks.is_pending(container):
            follow(turn, container)
    resizing.advance(turn)
    _go_on(turn)
    # What has just started may ask the network before anything else happens to the pod.
    foresight.look_ahead(turn)
    if not all_done(turn.pod, turn.record):
        _start_next(turn)
    for container in turn.containers:
        _wake(turn, container)


def _notice_end(turn: Turn, container: Container) -> None:
    """A container that has ended is seen at the kubelet's next look at the runtime.

    One that the kubelet itself has stopped is seen at once: it waited for it.
    """
    if container["stage"] != RUNNING or container["ends"] is None:
        return
    end = container["ends"][0]
    seen = end if container.get("stopped_for") else turn.relist(end)
    if seen <= turn.now:
        settling.finish(turn, container)
        if not container.get("stopped_for"):
            turn.report()
        restarting.ended(turn, container)


def is_between(turn: Turn) -> bool:
    """Whether a container is about to start, or was just stopped by a probe.

    The kubelet is then in the middle of its work on the pod, and says nothing yet.
    """
    return any(
        each["stage"] == CREATING
        or (each["stage"] == PULLING and each["quiet"])
        or (each["stage"] == EXITED and each["said"] and not each["shown"] and each["quiet"])
        or (each["stage"] == RUNNING and hooks.is_pending(each))
        for each in turn.containers
    )


def _finish_hooks(turn: Turn) -> None:
    for container in turn.containers:
        if not hooks.is_pending(container):
            continue
        if container["hook"][0] > turn.now:
            turn.wake(container["hook"][0])
        elif container["stage"] != RUNNING:
            container["hook"] = None
        elif hooks.post_start_over(turn, container):
            watch(turn, container)


def _go_on(turn: Turn) -> None:
    """Pulls that are done, processes that have started."""
    for container in turn.containers:
        if container["due"] is None or container["due"] > turn.now:
            continue
        if container["stage"] == PULLING:
            starting.pulled(turn, container)
        elif container["stage"] == CREATING:
            creating.started(turn, container)
            if hooks.is_pending(container):
                turn.wake(container["hook"][0])
            else:
                watch(turn, container)


def _start_next(turn: Turn) -> None:
    """Start what should run: init containers one after the other, then the others.

    A pod's worker does one thing at a time: nothing else starts while an image is fetched or a
    postStart hook runs. Once the pod is initialized its sidecars hold nobody back any more.
    """
    record = turn.record
    for container in turn.containers:
        if container["stage"] in (PULLING, CREATING) or hooks.is_pending(container):
            return
        if container["kind"] == MAIN and not record["initialized"]:
            if not _inits_passed(turn):
                continue
            record["initialized"] = True
        if _is_wanted(turn, container):
            container["due"] = None
            _start(turn, container)
        if container["kind"] == INIT and not record["initialized"] and not _passed(container):
            _start_ephemeral(turn)
            return


def _start_ephemeral(turn: Turn) -> None:
    """Whoever looks into a pod need not wait for its init containers."""
    for container in turn.containers:
        if container["kind"] == EPHEMERAL and _is_wanted(turn, container):
            container["due"] = None
            _start(turn, container)


def _is_wanted(turn: Turn, container: Container) -> bool:
    if container["due"] is not None and container["due"] > turn.now:
        return False
    if container["kind"] == INIT and turn.record["initialized"] and not container["sidecar"]:
        return False
    return container["stage"] == WAITING or restarting.wanted(turn, container)


def _start(turn: Turn, container: Container) -> None:
    if container["stage"] == EXITED and not restarting.allowed(turn, container):
        return
    container.update(lost=False, anew=False)
    starting.begin(turn, container)


def _inits_passed(turn: Turn) -> bool:
    return all(_passed(each) for each in turn.containers if each["kind"] == INIT)


def _passed(container: Container) -> bool:
    if container["sidecar"]:
        return bool(container["stage"] == RUNNING and container["up"] and not container.get("anew"))
    if container.get("lost") or container.get("anew"):
        return False
    return bool(container["stage"] == EXITED and container["code"] == 0)


def _wake(turn: Turn, container: Container) -> None:
    turn.wake(container["due"])
    if container["stage"] == RUNNING and container["ends"] is not None:
        end = container["ends"][0]
        turn.wake(end if container.get("stopped_for") else turn.relist(end))
