"""Files into containers and out of them, as ``kubectl cp`` does with a tar inside."""

from __future__ import annotations

from cluster_sim.world.containers.programs import script
from cluster_sim.world.containers.programs.outside import Write
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.kubelet import inside
from cluster_sim.world.kube.kubelet.doors import check_executable, running_container
from cluster_sim.world.kube.kubelet.runtime import program_of

_TAR = ["tar"]


def read(world: World, namespace: str, pod: str, container: str, path: str) -> dict[str, str]:
    """The file at ``path``, or all files below it, by their full paths; empty: nothing is there.

    StatusError where exec is refused, or the container has no tar.
    """
    found = running_container(world, namespace, pod, container)
    check_executable(world, found, _TAR)
    files = script.files_of(*program_of(world, found["run"]), world.unix)
    start = path.rstrip("/") + "/"
    return {name: text for name, text in files.items() if name == path or name.startswith(start)}


def is_folder(world: World, namespace: str, pod: str, container: str, path: str) -> bool:
    """Whether the container has a folder at ``path``."""
    found = running_container(world, namespace, pod, container)
    done = inside.run(world, found["run"], ["test", "-d", path], world.unix, "cp")
    return done.code == 0


def write(
    world: World, namespace: str, pod: str, container: str, files: dict[str, str]
) -> str | None:
    """Put files into the container by their full paths; the first refusal in tar's words."""
    found = running_container(world, namespace, pod, container)
    check_executable(world, found, _TAR)
    _, run = program_of(world, found["run"])
    for path in files:
        refused = run.outside.refusal(path)
        if refused:
            name = path.rpartition("/")[2]
            return f"tar: can't open '{name}': {refused}"
    writes = tuple(Write(world.unix, path, text) for path, text in files.items())
    inside.keep(world, found["run"], run, writes, "cp")
    return None
