"""What conditions see of a world: always as it is now, though looked up only when it changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.cel.expression import compile_expression
from cluster_sim.world.checks.view import VARIABLES, View
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, World

CONDITIONS = [
    compile_expression(text, VARIABLES)
    for text in (
        "pods.size() > 1",
        "nodes.exists(n, n.name == 'b')",
        "pods.size() > nodes.size()",
        "time > 3",
        "time > 3 && pods.size() > 0",
        "true",
    )
]
writes = st.lists(
    st.tuples(
        st.sampled_from(["pods", "nodes", "events"]),
        st.sampled_from(["a", "b", "c"]),
        st.booleans(),
        st.integers(0, 2 * SECOND),
    ),
    max_size=12,
)


def found(world: World) -> list[bool]:
    view = View(world)
    return [view.holds(condition) for condition in CONDITIONS]


@given(writes)
def test_looking_at_every_change_finds_what_a_first_look_would(
    done: list[tuple[str, str, bool, int]],
) -> None:
    world = World(System(), 7)
    for resource, name, stays, wait in done:
        world.write(Key(resource, "", name), {"name": name} if stays else None, "student")
        world.run_until(world.now + wait)
        assert found(world) == found(world.fork())
