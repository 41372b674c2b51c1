"""The store beside a plain search: whatever was written, an index says the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.store import Store

TAGS = ("red", "green", "blue")
writes = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]), st.none() | st.lists(st.sampled_from(TAGS), max_size=4)
    )
)


@given(writes)
def test_an_object_is_once_under_each_value_it_names(
    done: list[tuple[str, list[str] | None]],
) -> None:
    store = Store({"things": {"tag": lambda thing: thing["tags"]}})
    for name, tags in done:
        store.put(Key("things", "", name), None if tags is None else {"name": name, "tags": tags})
    for tag in TAGS:
        found = sorted(thing["name"] for thing in store.by_index("things", "tag", tag))
        things = store.all("things")
        assert found == sorted(thing["name"] for thing in things if tag in thing["tags"])
