"""`-o yaml` reads back as what was written, in the form kubectl gives it."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.shell.kubectl.output.yaml import dumps
from cluster_sim.world.shell.process import TooMuchOutput

# PyYAML gives "=" and a key "<<" a meaning of their own, which go-yaml does not.
TEXT = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=40
).filter(lambda text: text not in ("=", "<<"))
TYPED = st.sampled_from(
    [
        *("true", "no", "null", "~", "", "12", "0x1f", "1e3", ".5", "1_000", "10:30", "012"),
        *("2026-01-05", "2026-01-05T08:00:00Z", "- a", "a: b", "a #b", "#", "'", '"', "|", "? x"),
        *("a\nb", "a\nb\n", "a\n\n", "\na", " a\nb", "a \nb", "tab\there", "it's", "---", "é"),
        " ".join(["word"] * 40),
        "key: " + " ".join(["word"] * 40),
        "\t" + " ".join(["word"] * 40),
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | TEXT | TYPED
KEYS = TEXT | TYPED | st.text("k", min_size=120, max_size=140)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_what_is_written_reads_back_the_same(value: dict[str, Any]) -> None:
    assert yaml.safe_load(dumps(value)) == value


@given(st.dictionaries(KEYS, SCALARS, max_size=8))
def test_the_order_of_keys_does_not_depend_on_their_order_before(value: dict[str, Any]) -> None:
    assert dumps(value) == dumps(dict(reversed(value.items())))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("web", "web"),
        ("", '""'),
        ("y", '"y"'),
        ("On", '"On"'),
        ("null", '"null"'),
        ("80", '"80"'),
        ("0x1F", '"0x1F"'),
        ("1_000", '"1_000"'),
        ("1.2.3", "1.2.3"),
        ("10:30", '"10:30"'),
        ("2026-01-05T08:00:00Z", '"2026-01-05T08:00:00Z"'),
        ("2026-13-05", "2026-13-05"),
        ("*", "'*'"),
        ("- a", "'- a'"),
        ("-a", "-a"),
        ("a: b", "'a: b'"),
        ("a:b", "a:b"),
        ("it's", "it's"),
        ("'quoted'", "'''quoted'''"),
        ('{"a":1}', "'{\"a\":1}'"),
        ("a\tb", '"a\\tb"'),
        ("😀", '"\\U0001F600"'),
        ("<<", "<<"),
    ],
)
def test_quotes_only_where_yaml_would_read_something_else(text: str, written: str) -> None:
    assert dumps({"a": text}) == f"a: {written}\n"


def test_lists_stand_under_their_key() -> None:
    value = {"spec": {"containers": [{"name": "c", "args": ["a", ["b"]]}], "none": [], "map": {}}}
    assert dumps(value) == (
        "spec:\n  containers:\n  - args:\n    - a\n    - - b\n    name: c\n  map: {}\n  none: []\n"
    )


def test_several_lines_are_a_block() -> None:
    value = {"a": "one\ntwo\n", "b": "one\ntwo", "c": "one\n\n", "d": " one\ntwo"}
    assert dumps(value) == (
        "a: |\n  one\n  two\nb: |-\n  one\n  two\nc: |+\n  one\n\nd: |2-\n   one\n  two\n"
    )


def test_long_sentences_are_folded_after_eighty_columns() -> None:
    sentence = "word " * 17 + "word: the end"
    assert dumps({"message": sentence}) == (
        "message: 'word word word word word word word word word word word word word word word\n"
        "  word word word: the end'\n"
    )


def test_numbers_in_keys_are_sorted_by_their_value() -> None:
    keys = ["a10", "a9", "10", "9", "B", "b", "a.b", "a-b", "a"]
    written = dumps(dict.fromkeys(keys, 1)).replace(": 1\n", " ").replace('"', "")
    assert written.split() == ["9", "10", "B", "a", "a-b", "a.b", "a9", "a10", "b"]


def test_a_document_longer_than_a_line_may_print_is_not_written_to_its_end():
    deep: Any = ["x"] * 5000
    for _ in range(150):
        deep = {"a": deep}
    with pytest.raises(TooMuchOutput):
        dumps(deep)
