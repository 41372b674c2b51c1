"""The kubelet's doors for people: exec and attach, with its refusals in its own words.

pkg/kubelet/kubelet_pods.go (GetExec, GetAttach), server/server.go; containerd's and runc's words.
"""

from __future__ import annotations

from hashlib import sha256

from cluster_sim.world.containers.programs import execution
from cluster_sim.world.containers.programs.execution import Execution
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import inside, sessions
from cluster_sim.world.kube.kubelet.machines import machine_of, no_way_to
from cluster_sim.world.kube.kubelet.podrecords import Container, records
from cluster_sim.world.kube.kubelet.requests import is_alive
from cluster_sim.world.kube.kubelet.runtime import program_of
from cluster_sim.world.kube.pod_state import phase_of


def execute(
    world: World, namespace: str, pod: str, container: str, argv: list[str], stdin: str = ""
) -> Execution:
    """Run a command in a container at this moment, worked out to its end at once.

    Status, both outputs and the µs that it takes; what it wrote stays in the container until
    that restarts. StatusError where the real exec is refused. For commands that go on, or to
    which somebody types, there are sessions (``open_session``).
    """
    found = running_container(world, namespace, pod, container)
    check_executable(world, found, argv)
    return inside.run(world, found["run"], argv, world.unix, f"exec {world.revision}", stdin)


def open_session(
    world: World,
    namespace: str,
    pod: str,
    container: str,
    argv: list[str],
    stdin: bool = False,
    tty: bool = False,
) -> str:
    """Start a command in a container and go on: the name of its session (sessions.hear)."""
    found = running_container(world, namespace, pod, container)
    check_executable(world, found, argv)
    return sessions.begin(world, f"{namespace}/{pod}", found, argv, stdin, tty)


def running_container(world: World, namespace: str, pod: str, container: str) -> Container:
    """The container as the kubelet keeps it; StatusError when nothing of it runs."""
    stored = world.store.get("pods", namespace, pod)
    if stored is None:
        raise errors.not_found("", "pods", pod)
    _check_pod(world, stored, container)
    record = records(world).get(f"{namespace}/{pod}")
    found = record["containers"].get(container) if record else None
    if found is None or not is_alive(found, world.unix):
        message = f'unable to upgrade connection: container not found ("{container}")'
        raise _internal(message)
    return dict(found)


def check_executable(world: World, container: Container, argv: list[str]) -> None:
    """StatusError in runc's words when the container has no such program."""
    _, run = program_of(world, container["run"])
    if execution.can_run(run, argv):
        return
    name = argv[0] if argv else ""
    why = f'exec: "{name}": executable file not found in $PATH: unknown'
    if name.startswith("/"):
        why = f'exec: "{name}": stat {name}: no such file or directory: unknown'
    raise _internal(
        f"Internal error occurred: error executing command in container: failed to exec in "
        f'container: failed to start exec "{exec_id(world, container)}": OCI runtime exec failed: '
        f"exec failed: unable to start container process: {why}"
    )


def exec_id(world: World, container: Container) -> str:
    """The 64 digits that containerd names the process by."""
    return sha256(f"{container['id']} {world.revision}".encode()).hexdigest()


def _check_pod(world: World, pod: Object, container: str) -> None:
    name, node = pod["metadata"]["name"], pod["spec"].get("nodeName", "")
    names = [
        each["name"]
        for kind in ("containers", "initContainers", "ephemeralContainers")
        for each in pod["spec"].get(kind) or ()
    ]
    if container not in names:
        raise errors.bad_request(f"container {container} is not valid for pod {name}")
    if phase_of(pod) in ("Succeeded", "Failed"):
        state = phase_of(pod)
        message = f"cannot exec into a container in a completed pod; current phase is {state}"
        raise errors.StatusError(errors.failure(500, "", message))
    if not node:
        raise errors.bad_request(f"pod {name} does not have a host assigned")
    machine = machine_of(world, node)
    if machine is not None and not machine["up"]:
        message = f"error dialing backend: {no_way_to(machine)}"
        raise errors.StatusError(errors.failure(500, "", message))


def _internal(message: str) -> errors.StatusError:
    if not message.startswith("Internal error occurred"):
        message = f"Internal error occurred: {message}"
    return errors.StatusError(errors.failure(500, "InternalError", message))
