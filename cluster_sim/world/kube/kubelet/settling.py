"""A container has ended: what it wrote stays, and what it had to say at the end is read.

pkg/kubelet/kuberuntime/kuberuntime_container.go (getTerminationMessage).
"""

from __future__ import annotations

from collections import deque
from itertools import takewhile

from cluster_sim.world.containers.programs import script
from cluster_sim.world.kube.kubelet import pressurework, runtime
from cluster_sim.world.kube.kubelet.containerfiles import ContainerFiles
from cluster_sim.world.kube.kubelet.podrecords import Container
from cluster_sim.world.kube.kubelet.podturn import Turn

# kubecontainer.MaxContainerTerminationMessageLength, …LogLength, …LogLines
_LONGEST, _LONGEST_LOG, _MOST_LINES = 4096, 2048, 80


def finish(turn: Turn, container: Container) -> None:
    """The end that was foreseen has come."""
    at = int(container["ends"][0])
    pressurework.changed(turn.world, turn.node)
    runtime.finish(container)
    program, run = runtime.program_of(turn.world, container["run"])
    message = _message(turn, container, at)
    if message:
        container["message"] = message
    outside = run.outside
    if program.name != script.PROGRAM.name or not isinstance(outside, ContainerFiles):
        return
    shared = [
        write
        for write in script.timeline_of(run).own_writes(0, at)
        if outside.mount_at(write.path) is not None
    ]
    if shared:
        outside.keep(shared, run.container)


def _message(turn: Turn, container: Container, at: int) -> str:
    spec = turn.spec_of(container)
    program, run = runtime.program_of(turn.world, container["run"])
    path = spec.get("terminationMessagePath") or "/dev/termination-log"
    text = ""
    if program.name == script.PROGRAM.name or run.outside.concerns(path):
        text = script.files_of(program, run, at).get(path, "")
    if text:
        return text[-_LONGEST:]
    if spec.get("terminationMessagePolicy") != "FallbackToLogsOnError" or not container["code"]:
        return ""
    program.foresee(run, at)
    said = takewhile(lambda line: line[0] <= at, program.lines(run))
    lines = deque((text for _, _, text in said), maxlen=_MOST_LINES)
    return "".join(f"{line}\n" for line in lines)[-_LONGEST_LOG:]
