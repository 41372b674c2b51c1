"""Local ports that ``kubectl port-forward`` has opened to pods, for as long as it runs."""

from __future__ import annotations

from cluster_sim.world.kernel.world import World

_MEMORY = "port forwards"


def hold(world: World, local: int, namespace: str, pod: str, port: int, until: int) -> None:
    """The port leads to the pod until ``until`` (Unix µs), unless it is held on."""
    world.remember(_MEMORY)[local] = (f"{namespace}/{pod}", port, until)


def is_taken(world: World, local: int) -> bool:
    """Whether the local port is in use."""
    return target(world, local) is not None


def target(world: World, local: int) -> tuple[str, int] | None:
    """The pod (namespace/name) and its port behind a local port; None when nobody listens."""
    found = world.remember(_MEMORY).get(local)
    if found is None or found[2] < world.unix:
        return None
    return found[0], found[1]


def note(world: World, local: int) -> None:
    """A connection was made through the port."""
    counts = world.remember(f"{_MEMORY} used")
    counts[local] = counts.get(local, 0) + 1


def used(world: World, local: int) -> int:
    """How many connections were made through the port."""
    return int(world.remember(f"{_MEMORY} used").get(local, 0))
