"""How a container comes to run: its image, its settings, its process.

pkg/kubelet/kuberuntime/kuberuntime_container.go (startContainer), images/image_manager.go.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers import images
from cluster_sim.world.containers.programs.program import MILLISECOND
from cluster_sim.world.containers.programs.registry import NoSuchExecutable, resolve
from cluster_sim.world.containers.references import InvalidReference
from cluster_sim.world.kube.api import duration
from cluster_sim.world.kube.kubelet import backoff, imagestore, runtime
from cluster_sim.world.kube.kubelet.environment import ConfigError, environment, expand
from cluster_sim.world.kube.kubelet.podrecords import (
    CREATING,
    EXITED,
    PULLING,
    Container,
    terminated,
)
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.queues import NODE_QUEUE
from cluster_sim.world.kube.timings import SECOND

# From "Created" to "Started": containerd makes the task and runc starts it, some 80 ms.
_CREATE = 80 * MILLISECOND
# nodeStatusUpdateFrequency: what changed on a node is told at the next of these looks.
_STATUS_LOOK = 10 * SECOND
# A pod whose sync failed is looked at again after 10 s and up to half as much more
# (pkg/kubelet/pod_workers.go: backOffPeriod, workerBackOffPeriodJitterFactor).
_AGAIN, _AGAIN_LATEST = 10 * SECOND, 15 * SECOND


def begin(turn: Turn, container: Container) -> None:
    """Start a container, or begin to fetch its image; what is in the way is told."""
    spec = turn.spec_of(container)
    if container["said"]:
        container.update(shown=container["said"], said=None)
    policy, text = spec.get("imagePullPolicy", "IfNotPresent"), spec["image"]
    try:
        present = imagestore.is_present(turn.world, turn.node, text)
        image = images.find(text) if present or policy != "Never" else None
    except InvalidReference as problem:
        _inspect_failed(turn, container, text, str(problem))
        return
    except images.PullFailed as problem:
        _pull_what_is_not_there(turn, container, text, problem)
        return
    if not present and policy == "Never":
        _never_there(turn, container, text)
    elif present and policy != "Always":
        message = f'Container image "{text}" already present on machine'
        turn.normal(container, "Pulled", f"{message} and can be accessed by the pod")
        create(turn, container)
    elif image is not None and not _waits_for_image(turn, container, text):
        started = imagestore.start_pull(turn.world, turn.node, image)
        _pulling(turn, container, text, started, None)


def pulled(turn: Turn, container: Container) -> None:
    """The pull that was under way is done, well or not."""
    asked, begun, done, text, failure = container["pull"]
    container["pull"] = None
    if failure is not None:
        _pull_failed(turn, container, text, failure)
        return
    image = images.find(text)
    message = (
        f'Successfully pulled image "{text}" in {_span(done - begun)} '
        f"({_span(done - asked)} including waiting). Image size: {image.size} bytes."
    )
    container["image"] = None
    turn.normal(container, "Pulled", message)
    NODE_QUEUE.add(turn.world, turn.node, _STATUS_LOOK)
    create(turn, container)


def create(turn: Turn, container: Container) -> None:
    """Make the container of an image that is there; settings that are missing stop it."""
    spec = turn.spec_of(container)
    try:
        values = environment(turn.world, turn.pod, spec, turn.machine, turn.record["ip"])
        command = [expand(word, values) for word in spec.get("command") or ()]
        args = [expand(word, values) for word in spec.get("args") or ()]
    except ConfigError as problem:
        _config_failed(turn, container, str(problem))
        return
    image = images.find(spec["image"])
    try:
        program, argv = resolve(image.program, command, args)
    except NoSuchExecutable as problem:
        _start_failed(turn, container, problem.name, image)
        return
    _made(turn, container, image, _run(turn, spec, image, program, argv, values))
    container.update(stage=CREATING, due=turn.now + _CREATE)
    turn.normal(container, "Created", "Container created")


def started(turn: Turn, container: Container) -> None:
    """The process runs."""
    runtime.start(turn.world, container, container["due"])
    turn.normal(container, "Started", "Container started")


def _made(turn: Turn, container: Container, image: images.Image, run: dict[str, Any]) -> None:
    """A container of its own identity takes the place of the one that ended."""
    before = terminated(container)
    if before is not None or container["last"] is not None:
        container["attempt"] += 1
    attempt = container["attempt"]
    identifier = runtime.container_id(turn.record["uid"], container["name"], attempt)
    seed = turn.world.chance.bits("containers")
    container.update(
        last=before or container["last"],
        finished=None,
        id=identifier,
        run={**run, "id": identifier, "seed": seed, "imageID": image.identifier},
    )


def _run(
    turn: Turn,
    spec: dict[str, Any],
    image: images.Image,
    program: str,
    argv: tuple[str, ...],
    values: dict[str, str],
) -> dict[str, Any]:
    memory, cpu = runtime.limits_of(spec)
    network = turn.pod["spec"].get("hostNetwork")
    return {
        "program": program,
        "image": f"{image.repository}:{image.tag}",
        "tag": image.tag,
        "argv": argv,
        "env": values,
        "hostname": turn.node if network else turn.pod["spec"].get("hostname") or turn.name,
        "ip": turn.record["ip"],
        "memory": memory,
        "cpu": cpu,
        "started": turn.now,
    }


def _pulling(
    turn: Turn, container: Container, text: str, span: tuple[int, int], failure: Any
) -> None:
    begun, done = span
    turn.normal(container, "Pulling", f'Pulling image "{text}"')
    pull = (turn.now, begun, done, text, failure)
    container.update(stage=PULLING, due=done, pull=pull)


def _waits_for_image(turn: Turn, container: Container, text: str) -> bool:
    """Whether the back-off of the last failed pull is not over; then it is told."""
    entry = container["image"]
    if entry is None:
        return False
    over = backoff.over_at(entry, entry["updated"])
    if turn.now >= over:
        return False
    turn.normal(container, "BackOff", f'Back-off pulling image "{text}"')
    turn.warning(container, "Failed", "Error: ImagePullBackOff")
    message = f'Back-off pulling image "{text}": ErrImagePull: {container["why"]}'
    container.update(said=("ImagePullBackOff", message), due=over)
    return True


def _pull_what_is_not_there(
    turn: Turn, container: Container, text: str, problem: images.PullFailed
) -> None:
    if not _waits_for_image(turn, container, text):
        span = imagestore.start_failure(turn.world, turn.node)
        _pulling(turn, container, text, span, (problem.code, problem.message))


def _pull_failed(turn: Turn, container: Container, text: str, failure: tuple[str, str]) -> None:
    code, message = failure
    why = f"rpc error: code = {code} desc = {message}"
    first = container["image"] is None
    turn.warning(container, "Failed", f'Failed to pull image "{text}": {why}')
    turn.warning(container, "Failed", "Error: ErrImagePull")
    entry = backoff.next_entry(container["image"], turn.now)
    container.update(stage=_rest(container), image=entry, why=why, said=("ErrImagePull", why))
    container["due"] = turn.relist(turn.now) if first else _later(turn)


def _never_there(turn: Turn, container: Container, text: str) -> None:
    message = f'Container image "{text}" is not present with pull policy of Never'
    turn.warning(container, "ErrImageNeverPull", message)
    turn.warning(container, "Failed", "Error: ErrImageNeverPull")
    container.update(shown=("ErrImageNeverPull", message), due=_later(turn))


def _inspect_failed(turn: Turn, container: Container, text: str, why: str) -> None:
    message = f'Failed to apply default image tag "{text}": {why}'
    turn.warning(container, "InspectFailed", message)
    turn.warning(container, "Failed", "Error: InvalidImageName")
    container.update(shown=("InvalidImageName", message), due=_later(turn))


def _config_failed(turn: Turn, container: Container, message: str) -> None:
    turn.warning(container, "Failed", f"Error: {message}")
    container.update(stage=_rest(container), shown=("CreateContainerConfigError", message))
    container["due"] = _later(turn)


def _start_failed(turn: Turn, container: Container, name: str, image: images.Image) -> None:
    """The container is made, and its process cannot be: it counts as a run that failed."""
    message = (
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: "
        "runc create failed: unable to start container process: error during container init: "
        f'exec: "{name}": executable file not found in $PATH'
    )
    spec = turn.spec_of(container)
    _made(turn, container, image, _run(turn, spec, image, "pause", (name,), {}))
    turn.normal(container, "Created", "Container created")
    turn.warning(container, "Failed", f"Error: {message}")
    container.update(stage=EXITED, due=turn.relist(turn.now), started=0, finished=turn.now)
    container.update(code=128, reason="StartError", message=message, ready=False, up=False)
    container.update(shown=None, said=("RunContainerError", message), ends=None)


def _rest(container: Container) -> str:
    return EXITED if container["finished"] is not None else "waiting"


def _later(turn: Turn) -> int:
    return turn.now + turn.world.chance.between("kubelet", _AGAIN, _AGAIN_LATEST)


def _span(micros: int) -> str:
    """A time as Go prints it, in whole milliseconds."""
    return duration.text(micros // MILLISECOND * MILLISECOND)
