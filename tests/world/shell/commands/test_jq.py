"""jq as it is typed behind ``kubectl get -o json``."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.shell.student import Student

PODS = json.dumps(
    {
        "items": [
            {"metadata": {"name": "b", "labels": {"app": "web"}}, "spec": {"n": 2, "c": [1, 2]}},
            {"metadata": {"name": "a", "labels": None}, "spec": {"n": 1, "c": []}},
        ]
    }
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text("aé ", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=8,
)


def jq(program: str, text: str = PODS) -> str:
    return Student().run(f"jq {program} <<'END'\n{text}\nEND\n")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("-r '.items[].metadata.name'", "b\na\n"),
        ("-c '[.items[].spec.n] | sort'", "[1,2]\n"),
        ("-c '.items | map(select(.spec.n > 1) | .metadata.name)'", '["b"]\n'),
        ("'.items | length'", "2\n"),
        ("-c '.items[0] | keys'", '["metadata","spec"]\n'),
        ("-c '.items[] | {name: .metadata.name, n: .spec.n}'",
         '{"name":"b","n":2}\n{"name":"a","n":1}\n'),
        (r"""-r '.items[] | "\(.metadata.name)=\(.spec.n)"'""", "b=2\na=1\n"),
        ("-r '.items[] | .metadata.labels.app // \"none\"'", "web\nnone\n"),
        ("-c '.items | sort_by(.spec.n) | [.[0].metadata.name, .[-1].metadata.name]'",
         '["a","b"]\n'),
        ("'[.. | numbers?]'", "jq: error: numbers/0 is not defined here at <top-level>, line 1:\n"
         "[.. | numbers?]\njq: 1 compile error\n"),
        ("'.items.name'", 'jq: error (at <stdin>:0): Cannot index array with "name"\n'),
        ("'.no[]'", "jq: error (at <stdin>:0): Cannot iterate over null (null)\n"),
        ("-c '.items[1].spec'", '{"n":1,"c":[]}\n'),
        ("-c '[.items[].spec.c[]?] | add, any(. > 1), (.[0:1] + [3])'", "3\ntrue\n[1,3]\n"),
        ("'.items[] |'", "jq: error: syntax error, unexpected end of file at <top-level>, line 1:\n"
         ".items[] |\njq: 1 compile error\n"),
        ("-c '.items[0].metadata | to_entries | map(.key)'", '["name","labels"]\n'),
        ("'if . then 1 else 2 end'", "jq: error: 'if' is not known here at <top-level>, line 1:\n"
         "if . then 1 else 2 end\njq: 1 compile error\n"),
    ],
)  # fmt: skip
def test_programs_say_as_the_real_one(program: str, said: str) -> None:
    assert jq(program) == said


@given(JSON)
@settings(max_examples=25, deadline=None)
def test_a_point_gives_back_what_it_gets(value: object) -> None:
    assert json.loads(jq(".", json.dumps(value))) == value
    shown = jq("-c .", json.dumps(value))
    assert shown == json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


WORDS = st.sampled_from(
    [".", "..", ".a", "[", "]", "(", ")", "{", "}", "|", ",", "map(", "select(", "sort", "add",
     "1", "\"x\"", "\"\\(", "//", "+", "-", "==", "?", ":", "keys", "length", "and", "[]",
     "group_by("]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map("".join), JSON)
@settings(max_examples=60, deadline=None)
def test_any_program_is_run_or_refused(program: str, value: object) -> None:
    assert isinstance(jq(f"'{program}'", json.dumps(value)), str)


@pytest.mark.parametrize(
    "program",
    [
        *(".a" * 3000, "-" * 3000 + "1", "[" * 3000, ".|" * 2000 + ".", "1" + "+1" * 3000),
        *("[.,.]|" * 100 + ".", "[.,.]|" * 50 + ".==.", "[.,.]|" * 50 + "contains(.)"),
        *("[.,.]|" * 50 + "sort", "[.,.]|" * 50 + "[.[].a]", '"aaaa"|' + ".+.|" * 60 + "length"),
        '"\\(' * 2000,
    ],
)
def test_nothing_is_too_much(program: str) -> None:
    assert "Traceback" not in jq(f"-c '{program}'", "null")


def test_a_value_as_deep_as_it_gets() -> None:
    assert "depth limit" in jq(".", "[" * 5000 + "]" * 5000)
