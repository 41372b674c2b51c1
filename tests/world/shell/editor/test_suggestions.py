"""What the editor offers at a cursor, written ``|`` in these stories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api.registry import BUILT_IN
from cluster_sim.world.shell.editor.suggestions import suggest

HEAD = "apiVersion: apps/v1\nkind: Deployment\n"


def _offered(text: str) -> list[str]:
    before = text.partition("|")[0]
    line, column = before.count("\n"), len(before.rpartition("\n")[2])
    return [each["label"] for each in suggest(BUILT_IN, text.replace("|", "", 1), line, column)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("api|", ["apiVersion"]),
        ("apiVersion: apps/v1\nkind: D|", ["DaemonSet", "Deployment"]),
        ("apiVersion: |\nkind: Deployment", ["apps/v1"]),
        (HEAD + "spec:\n  repl|", ["replicas"]),
        (HEAD + "spec:\n  replicas: 2\n  re|\n", ["revisionHistoryLimit"]),
        (HEAD + "spec:\n  template:\n    spec:\n      containers:\n      - na|", ["name"]),
        (
            HEAD
            + "spec:\n  template:\n    spec:\n      containers:\n        - name: a\n          im|",
            ["image", "imagePullPolicy"],
        ),
        (
            HEAD + "spec:\n  template:\n    spec:\n      containers:\n      - imagePullPolicy: N|",
            ["Never"],
        ),
        (HEAD + "spec:\n  paused: |", ["true", "false"]),
        (HEAD + "spec:\n  strategy:\n    type: |", ["RollingUpdate", "Recreate"]),
        ("kind: Service\nspec:\n  type: N|", ["NodePort"]),
        (
            "kind: Pod\nspec:\n  containers:\n  - resources:\n      limits:\n        m|",
            ["memory"],
        ),
        (HEAD + "# a comment about re|", []),
        (HEAD + "metadata:\n  nowhere:\n    |", []),
        (
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  page: |\n    <html>\n    i".replace(
                "|", "|-", 1
            )
            + "|",
            [],
        ),
    ],
)
def test_what_fits_is_offered(text: str, expected: list[str]) -> None:
    at = text.rindex("|")
    before = text[:at]
    line, column = before.count("\n"), len(before.rpartition("\n")[2])
    found = suggest(BUILT_IN, before + text[at + 1 :], line, column)[1]
    assert [each["label"] for each in found] == expected


def test_each_document_has_its_own_kind() -> None:
    text = "kind: Service\nspec: {}\n---\n" + HEAD + "spec:\n  |\n---\nkind: Pod\nspec: {}\n"
    offered = _offered(text)
    assert offered[:2] == ["selector", "template"]
    assert "replicas" in offered


def test_a_suggestion_says_what_it_is() -> None:
    (found,) = suggest(BUILT_IN, HEAD + "spec:\n  repl", 3, 6)[1]
    assert found["detail"] == "integer"
    assert "Number of desired pods" in found["doc"]


@given(
    st.lists(
        st.sampled_from([*"ab-: \t|#'\"{}[]\n", "  ", "- ", "spec:\n", "kind: Pod\n"]), max_size=40
    ).map("".join),
    st.integers(-3, 40),
    st.integers(-3, 60),
)
def test_any_text_and_cursor_will_do(text: str, line: int, column: int) -> None:
    start, found = suggest(BUILT_IN, text, line, column)
    assert len(start) == 2
    assert all(set(each) == {"label", "type", "detail", "doc"} for each in found)
