"""A container is made of an image that is there, and its process starts.

pkg/kubelet/kuberuntime/kuberuntime_container.go (startContainer), kubelet_pods.go
(GenerateRunContainerOptions).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers import images
from cluster_sim.world.containers.programs.program import MILLISECOND
from cluster_sim.world.containers.programs.registry import NoSuchExecutable, resolve
from cluster_sim.world.containers.programs.sh.timeline import may_write
from cluster_sim.world.kube.api.meta import full_name
from cluster_sim.world.kube.kubelet import (
    filelog,
    hooks,
    identity,
    pressurework,
    processes,
    runtime,
)
from cluster_sim.world.kube.kubelet.environment import ConfigError, environment, expand
from cluster_sim.world.kube.kubelet.mounts import Mount, mounts_of, store_of
from cluster_sim.world.kube.kubelet.ownfiles import hostname_of, own_files
from cluster_sim.world.kube.kubelet.podrecords import CREATING, EXITED, Container, terminated
from cluster_sim.world.kube.kubelet.podturn import Turn
from cluster_sim.world.kube.kubelet.waiting import later, rest

# From "Created" to "Started": containerd makes the task and runc starts it, some 80 ms.
_CREATE = 80 * MILLISECOND


def create(turn: Turn, container: Container) -> None:
    """Make the container; settings that are missing stop it."""
    spec, image = turn.spec_of(container), images.find(turn.spec_of(container)["image"])
    try:
        values = environment(turn.world, turn.pod, spec, turn.machine, turn.record["ip"])
        command = [expand(word, values) for word in spec.get("command") or ()]
        args = [expand(word, values) for word in spec.get("args") or ()]
        user = identity.user_of(turn.pod, spec, image)
        mounts = _mounts(turn, spec, values)
    except (ConfigError, identity.MayNotRun) as problem:
        _config_failed(turn, container, str(problem))
        return
    try:
        program, argv = resolve(image.program, f"{image.repository}:{image.tag}", command, args)
    except NoSuchExecutable as problem:
        _start_failed(turn, container, problem.name, image)
        return
    run = _run(turn, spec, image, program, argv, values)
    run.update(mounts=tuple(tuple(each) for each in mounts), user=user[0], group=user[1])
    run["groups"] = identity.groups_of(turn.pod, user[1])
    _made(turn, container, image, run)
    _among_others(turn, container)
    container.update(stage=CREATING, due=turn.now + _CREATE)
    turn.normal(container, "Created", "Container created")


def started(turn: Turn, container: Container) -> None:
    """The process runs; its postStart hook begins at the same time."""
    runtime.start(turn.world, container, container["due"])
    turn.normal(container, "Started", "Container started")
    spec = turn.spec_of(container)
    pressurework.changed(turn.world, turn.node)
    container["actual"] = spec.get("resources") or {}
    hooks.begin_post_start(turn, container, (spec.get("lifecycle") or {}).get("postStart"))


def _mounts(turn: Turn, spec: dict[str, Any], values: dict[str, str]) -> list[Mount]:
    """What the container sees of its volumes; a subPath that is not there is made a folder."""
    singles: set[str] = set()
    for volume in turn.pod["spec"].get("volumes") or ():
        store = store_of(turn.pod, volume)
        singles.update(f"{store}/{each.path}" for each in filelog.entries(turn.world, store))
    return mounts_of(turn.pod, spec, values, frozenset(singles))


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


def _among_others(turn: Turn, container: Container) -> None:
    """The processes that its own sees as it starts, where it is not alone."""
    own, seen = processes.seen_in(turn.world, turn.pod, turn.record, container["name"])
    if seen:
        rows = tuple(tuple(each) for each in seen)
        container["run"] = {**container["run"], "pid": own, "processes": rows}


def _run(
    turn: Turn,
    spec: dict[str, Any],
    image: images.Image,
    program: str,
    argv: tuple[str, ...],
    values: dict[str, str],
) -> dict[str, Any]:
    memory, cpu = runtime.limits_of(spec)
    machine, ip = turn.machine, turn.record["ip"]
    context = spec.get("securityContext") or {}
    return {
        "program": program,
        "image": f"{image.repository}:{image.tag}",
        "imageProgram": image.program,
        "tag": image.tag,
        "argv": argv,
        "env": values,
        "hostname": hostname_of(turn.pod, turn.node),
        "ip": ip,
        "memory": memory,
        "cpu": cpu,
        "started": turn.now,
        "pod": full_name(turn.pod),
        "files": own_files(turn.pod, turn.node, machine, ip),
        "readOnly": bool(context.get("readOnlyRootFilesystem")),
        "directory": spec.get("workingDir") or "/",
        "stdin": bool(spec.get("stdin")),
        "tty": bool(spec.get("tty")),
        "writes": program == "sh" and may_write(list(argv)),
    }


def _config_failed(turn: Turn, container: Container, message: str) -> None:
    turn.warning(container, "Failed", f"Error: {message}")
    container.update(stage=rest(container), shown=("CreateContainerConfigError", message))
    container["due"] = later(turn)


def _start_failed(turn: Turn, container: Container, name: str, image: images.Image) -> None:
    """The container is made, and its process cannot be: it counts as a run that failed."""
    why = f'exec: "{name}": executable file not found in $PATH'
    if name.startswith("/"):
        why = f'exec: "{name}": stat {name}: no such file or directory'
    message = (
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: "
        f"runc create failed: unable to start container process: error during container init: {why}"
    )
    spec = turn.spec_of(container)
    _made(turn, container, image, _run(turn, spec, image, "pause", (name,), {}))
    turn.normal(container, "Created", "Container created")
    turn.warning(container, "Failed", f"Error: {message}")
    container.update(stage=EXITED, due=turn.relist(turn.now), started=0, finished=turn.now)
    container.update(code=128, reason="StartError", message=message, ready=False, up=False)
    container.update(shown=None, said=("RunContainerError", message), ends=None)
