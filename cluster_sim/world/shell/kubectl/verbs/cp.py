"""``kubectl cp``: files to and from containers (pkg/cmd/cp)."""

from __future__ import annotations

from typing import NamedTuple

from cluster_sim.world.kube.kubelet import copying
from cluster_sim.world.shell.kubectl.failure import Failure, error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.pod_targets import container_of
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    flag("container", "c"),
    switch("no-preserve"),
    number("retries"),
)
_TAR_NOTICE = "tar: Removing leading `/' from member names\n"


class Place(NamedTuple):
    """One side of a copy; ``pod`` is empty for the student's own files."""

    namespace: str
    pod: str
    path: str


def run(command: Invocation) -> Outcome:
    """Copy the file or the folder."""
    if len(command.args) != 2:
        if len(command.args) < 2:
            raise error("source and destination are required")
        raise see_help(f"expected 2 arguments, got {len(command.args)}", command.path)
    source, target = (_place(command, text) for text in command.args)
    if source.pod and target.pod:
        raise error("one of src or dest must be a local file specification")
    if not source.path or not target.path:
        raise error("filepath can not be empty")
    if source.pod:
        return _from_container(command, source, target)
    if target.pod:
        return _to_container(command, source, target)
    raise error("one of src or dest must be a remote file specification")


def _place(command: Invocation, text: str) -> Place:
    """``path``, ``pod:path`` or ``namespace/pod:path``; a path with a colon begins with ./ or /."""
    head, colon, path = text.partition(":")
    if not colon:
        return Place("", "", text)
    if not head or head.startswith(("/", ".")):
        return Place("", "", text)
    namespace, slash, pod = head.partition("/")
    if not slash:
        return Place(command.namespace, head, path)
    if "/" in pod:
        raise error("filespec must match the canonical format: [[namespace/]pod:]file/path")
    return Place(namespace, pod, path)


def _container(command: Invocation, place: Place) -> str:
    pod = command.client.get("pods", place.namespace, place.pod)
    return container_of(command, pod, command.value("container"))


def _from_container(command: Invocation, source: Place, target: Place) -> Outcome:
    container, world = _container(command, source), command.process.world
    path = source.path if source.path.startswith("/") else f"/{source.path}"
    path = path.rstrip("/") or "/"
    found = copying.read(world, source.namespace, source.pod, container, path)
    if source.path.startswith("/"):
        command.complain(_TAR_NOTICE)
    if not found:
        missing = f"tar: {source.path}: Cannot stat: No such file or directory\n"
        command.complain(f"{missing}tar: Exiting with failure status due to previous errors\n")
        raise error(f"{source.path} no such file or directory")
    base = target.path.rstrip("/")
    if path in found and (target.path.endswith("/") or target.path == "."):
        base = f"{base}/{path.rpartition('/')[2]}"
    for name, text in found.items():
        if name.endswith("/.directory"):
            continue
        try:
            command.process.save(base + name[len(path) :], text)
        except ValueError as problem:
            raise Failure(f"error: open {base + name[len(path) :]}: {problem}") from problem
    return Exit()


def _to_container(command: Invocation, source: Place, target: Place) -> Outcome:
    container, world = _container(command, target), command.process.world
    files = _own_files(command, source.path)
    place = target.namespace, target.pod, container
    base = target.path if target.path.startswith("/") else f"/{target.path}"
    if base.endswith("/") or copying.is_folder(world, *place, base):
        name = source.path.rstrip("/").rpartition("/")[2]
        base = f"{base.rstrip('/')}/{name}" if name not in (".", "") else base.rstrip("/")
    problem = copying.write(world, *place, {base + rest: text for rest, text in files.items()})
    if problem:
        command.complain(f"{problem}\n")
        command.complain("command terminated with exit code 1\n")
        return Exit(1)
    return Exit()


def _own_files(command: Invocation, path: str) -> dict[str, str]:
    """The file, or the files of the folder, by what follows the path itself."""
    text = command.process.file(path)
    if text is not None:
        return {"": text}
    found = {}
    for name in command.process.files(path):
        inner = command.process.file(name)
        if inner is not None:
            found["/" + name.rpartition("/")[2]] = inner
    if not found:
        raise error(f"{path} doesn't exist in local filesystem")
    return found
