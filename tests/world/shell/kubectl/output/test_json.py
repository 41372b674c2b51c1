"""`-o json` as Go writes it."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.shell.kubectl.output.json_ import pretty

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(VALUES)
def test_what_is_written_reads_back_the_same(value: Any) -> None:
    assert json.loads(pretty(value)) == value


def test_the_form() -> None:
    value = {"b": [], "a": {"list": [1, "é"]}, "c": {}, "d": 2.0}
    assert pretty(value) == (
        '{\n    "a": {\n        "list": [\n            1,\n            "é"\n        ]\n    },\n'
        '    "b": [],\n    "c": {},\n    "d": 2\n}\n'
    )


def test_html_is_escaped() -> None:
    assert pretty("<a href='x'>&</a>") == "\"\\u003ca href='x'\\u003e\\u0026\\u003c/a\\u003e\"\n"
