"""JSONPath templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import jsonpath

PODS = {
    "kind": "List",
    "items": [
        {"metadata": {"name": "web-1", "labels": {"app": "web"}}, "spec": {"nodeName": "n1"}},
        {"metadata": {"name": "db-1"}, "spec": {"nodeName": "n2", "priority": 10}},
        {"metadata": {"name": "web-2", "labels": {"app": "web"}}, "spec": {"nodeName": "n2"}},
    ],
}
SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "a", "n1"])
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=8,
)


def printed(template, data=PODS, **options):
    return jsonpath.parse(template).render(data, **options)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{.kind}: {.items[0].metadata.name}", "List: web-1"),
        ("{.items[*].metadata.name}", "web-1 db-1 web-2"),
        ("{.items[-1:].metadata.name}", "web-2"),
        ("{.items[0:3:2].metadata.name}", "web-1 web-2"),
        ("{.items[0,2].metadata.name}", "web-1 web-2"),
        ("{.items[?(@.spec.nodeName=='n2')].metadata.name}", "db-1 web-2"),
        ("{.items[?(@.spec.nodeName!='n2')].metadata.name}", "web-1"),
        ("{.items[?(@.metadata.labels)].metadata.name}", "web-1 web-2"),
        ("{..nodeName}", "n1 n2 n2"),
        ("{.items[0].metadata['name','labels']}", 'web-1 {"app":"web"}'),
        ("{.items[0].metadata.labels.*}", "web"),
        ('{range .items[*]}{.metadata.name}{"\\t"}{end}|', "web-1\tdb-1\tweb-2\t|"),
        ("{.items[1].spec}", '{"nodeName":"n2","priority":10}'),
    ],
)
def test_what_the_documented_forms_print(template, text):
    assert printed(template) == text


@given(st.lists(st.lists(st.integers(0, 9), max_size=3), max_size=3))
def test_nested_ranges_visit_everything_in_order(rows):
    data = {"rows": [{"cells": [{"v": v} for v in row]} for row in rows]}
    template = "{range .rows[*]}<{range .cells[*]}{.v},{end}>{end}."
    expected = "".join("<" + "".join(f"{v}," for v in row) + ">" for row in rows) + "."
    # Where a range finds nothing, its inside is still walked through once, with nothing.
    assert printed(template, data, allow_missing=True) == expected


@given(st.text("{}[]().'\"*?@$,:-=<> ab01rangeend\\", max_size=30), DATA)
def test_any_template_prints_or_is_refused(template, data):
    try:
        jsonpath.parse(template).render(data, allow_missing=True)
    except jsonpath.JSONPathError as refused:
        assert str(refused)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{.spec", "unclosed action"),
        ("{.items[0}", "unterminated array"),
        ("{.nosuch}", "nosuch is not found"),
        ("{hello}", "unrecognized identifier hello"),
        ("{.kind[0]}", "string is not array or slice"),
        ("{.items[5]}", "array index out of bounds: index 5, length 3"),
        ("{.items[x]}", "invalid array index x"),
        ("{end}", "not in range, nothing to end"),
        ("{.items[?(@.spec.nodeName==2)]}", "incompatible types for comparison"),
        ("{~}", "unrecognized character in action: U+007E '~'"),
        ('{"\\q"}', 'unquote string "\\q" error invalid syntax'),
    ],
)
def test_errors_say_what_kubectl_says(template, message):
    with pytest.raises(jsonpath.JSONPathError) as refused:
        printed(template)
    assert str(refused.value) == message


def test_missing_keys_may_be_allowed():
    assert printed("{.nosuch.deeper}", allow_missing=True) == ""
    busy = "{.items[?(@.spec.priority>5)].metadata.name}"
    assert printed(busy, allow_missing=True) == "db-1"


@pytest.mark.parametrize("written", ["a.b", ".a.b", "{a.b}", "{.a.b}"])
def test_relaxed_expressions_are_all_one(written):
    assert jsonpath.relaxed(written) == "{.a.b}"


def test_results_as_json():
    text = jsonpath.parse("{.items[0].metadata.labels}").render_json(PODS)
    assert text == '[\n    {\n        "app": "web"\n    }\n]\n'
