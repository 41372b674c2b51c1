"""Whether and when a container that has ended is started again.

pkg/kubelet/kuberuntime/kuberuntime_manager.go (doBackOff): the back-off counts from the end of
the run that the kubelet saw before it decided. When a probe makes it stop a container, that is
the run before, which is why a pod that fails its probe restarts twice before it has to wait.
"""

from __future__ import annotations

from cluster_sim.world.kube.kubelet import backoff, stopping
from cluster_sim.world.kube.kubelet.podrecords import EPHEMERAL, EXITED, INIT, RUNNING, Container
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.restartpolicy import RESTART_ALL, restarts, rule_for
from cluster_sim.world.kube.timings import SECOND

# A pod that has to wait is looked at again after 10 s and up to half as much more, however long
# the wait (pkg/kubelet/pod_workers.go: backOffPeriod, workerBackOffPeriodJitterFactor).
_AGAIN, _AGAIN_LATEST = 10 * SECOND, 15 * SECOND


def wanted(turn: Turn, container: Container) -> bool:
    """Whether the restart policy starts an ended container again."""
    if container["stage"] != EXITED:
        return False
    if container["kind"] == EPHEMERAL:
        return False
    if container.get("anew") or (container.get("lost") and container["kind"] == INIT):
        return True
    spec = turn.spec_of(container)
    return restarts(turn.pod, spec, int(container["code"] or 0), container["kind"] == INIT)


def ended(turn: Turn, container: Container) -> None:
    """A run is over: what the decision on the next one will look at."""
    seen = container["finished"]
    if container.get("stopped_for"):
        previous = container["last"]
        seen = None if previous is None else previous["finished"]
    quiet = bool(container.get("stopped_for"))
    if container.get("hook_failed"):
        container.update(said=container["hook_failed"], hook_failed=None)
    if container.get("stopped_for") == "resize":
        seen = None
    container.update(judged=seen, quiet=quiet, stopped_for=None, due=None)
    _restart_all(turn, container)


def _restart_all(turn: Turn, container: Container) -> None:
    """A rule may want the whole pod begun anew, init containers and all.

    Feature RestartAllContainersOnContainerExits, beta since 1.36.
    """
    if rule_for(turn.spec_of(container), int(container["code"] or 0)) != RESTART_ALL:
        return
    turn.record["initialized"] = False
    grace = int(turn.pod["spec"].get("terminationGracePeriodSeconds", 30)) * SECOND
    for other in turn.containers:
        if other["kind"] == EPHEMERAL:
            continue
        if other["stage"] == RUNNING:
            stopping.stop(turn, other, grace, "restart of all")
        other["anew"] = True


def allowed(turn: Turn, container: Container) -> bool:
    """Whether the back-off lets the container start now; otherwise it waits, and says so."""
    if container["said"]:
        container.update(shown=container["said"], said=None)
    if container.get("lost"):
        return True
    since = container.get("judged", container["finished"])
    container["judged"] = container["finished"]
    if since is None:
        return True
    entry = container["crash"]
    over = backoff.over_at(entry, since)
    if turn.now >= over:
        container["crash"] = backoff.next_entry(entry, turn.now)
        return True
    _wait(turn, container, entry["delay"] if entry else 0, since)
    return False


def _wait(turn: Turn, container: Container, delay: int, since: int) -> None:
    name, pod = container["name"], f"{turn.name}_{turn.record['namespace']}"
    uid = turn.record["uid"]
    text = f"Back-off restarting failed container {name} in pod {pod}({uid})"
    turn.warning(container, "BackOff", text)
    message = f"back-off {_span(delay)} restarting failed container={name} pod={pod}({uid})"
    reason = ("CrashLoopBackOff", message)
    if (container["shown"] or ("",))[0] != reason[0]:
        container.update(said=reason, due=turn.relist(turn.now))
    else:
        again = turn.world.chance.between("kubelet", _AGAIN, _AGAIN_LATEST)
        container["due"] = turn.now + again


def _span(micros: int) -> str:
    minutes, seconds = divmod(micros // SECOND, 60)
    return f"{minutes}m{seconds}s" if minutes else f"{seconds}s"
