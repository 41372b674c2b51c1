"""The image of a container: there already, fetched, or not to be had.

pkg/kubelet/kuberuntime/kuberuntime_container.go (startContainer), images/image_manager.go.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers import images
from cluster_sim.world.containers.programs.program import MILLISECOND
from cluster_sim.world.containers.references import InvalidReference
from cluster_sim.world.kube.api import duration
from cluster_sim.world.kube.kubelet import backoff, imagestore, pullsecrets
from cluster_sim.world.kube.kubelet.creating import create
from cluster_sim.world.kube.kubelet.podrecords import PULLING, Container
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.queues import NODE_QUEUE
from cluster_sim.world.kube.kubelet.waiting import later, rest
from cluster_sim.world.kube.timings import SECOND

# nodeStatusUpdateFrequency: what changed on a node is told at the next of these looks.
_STATUS_LOOK = 10 * SECOND


def begin(turn: Turn, container: Container) -> None:
    """Start a container, or begin to fetch its image; what is in the way is told."""
    spec = turn.spec_of(container)
    if container["said"]:
        container.update(shown=container["said"], said=None)
    policy, text = spec.get("imagePullPolicy", "IfNotPresent"), spec["image"]
    try:
        present = imagestore.is_present(turn.world, turn.node, text)
        image = images.find(text) if present or policy != "Never" else None
        if image is not None and (policy == "Always" or not present):
            pullsecrets.check(turn, image)
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
    container.update(stage=rest(container), image=entry, why=why, said=("ErrImagePull", why))
    container["due"] = turn.relist(turn.now) if first else later(turn)


def _never_there(turn: Turn, container: Container, text: str) -> None:
    message = f'Container image "{text}" is not present with pull policy of Never'
    turn.warning(container, "ErrImageNeverPull", message)
    turn.warning(container, "Failed", "Error: ErrImageNeverPull")
    container.update(shown=("ErrImageNeverPull", message), due=later(turn))


def _inspect_failed(turn: Turn, container: Container, text: str, why: str) -> None:
    message = f'Failed to apply default image tag "{text}": {why}'
    turn.warning(container, "InspectFailed", message)
    turn.warning(container, "Failed", "Error: InvalidImageName")
    container.update(shown=("InvalidImageName", message), due=later(turn))


def _span(micros: int) -> str:
    """A time as Go prints it, in whole milliseconds."""
    return duration.text(micros // MILLISECOND * MILLISECOND)
