"""Faults of manifests, each on its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell.editor.diagnostics import diagnose
from tests.world.shell.kubectl.bench import cluster

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: nginx
        resources:
          limits: {memory: 64Mi}
        ports:
        - containerPort: 80
"""


@pytest.fixture(scope="module")
def world() -> World:
    return cluster(1)


def _lines(world: World, text: str) -> list[int]:
    return [each["line"] for each in diagnose(world, text, "fr")]


def test_a_right_manifest_has_no_faults(world: World) -> None:
    assert diagnose(world, DEPLOYMENT + "---\n" + DEPLOYMENT, "fr") == []
    assert diagnose(world, "", "fr") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("replicas: 3", "replica: 3", 5, 'unknown field "spec.replica"'),
        ("replicas: 3", "replicas: trois", 5, "un nombre entier"),
        ("replicas: 3", "replicas: -1", 5, "must be greater than or equal to 0"),
        ("matchLabels: {app: web}", "matchLabels: {app: x}", 10, "does not match template"),
        ("- name: web", "- name: Web", 13, "a lowercase RFC 1123 label must consist of"),
        ("64Mi", "64 Mo", 16, "quantities must match"),
        ("containerPort: 80", "containerPort: 99999", 18, "between 1 and 65535"),
        ("containerPort: 80", "containerport: 80", 18, "Vouliez-vous écrire"),
        ("  name: web\nspec", "  nam: web\nspec", 3, 'unknown field "metadata.nam"'),
        ("apps/v1", "v1", 1, 'no matches for kind "Deployment" in version "v1"'),
        ("  selector:", " selector:", 6, "did not find expected key"),
    ],
)
def test_a_fault_is_told_on_its_line(
    world: World, old: str, new: str, line: int, words: str
) -> None:
    found = diagnose(world, DEPLOYMENT.replace(old, new, 1), "fr")
    assert [each["line"] for each in found] == [line]
    assert words in found[0]["message"]


def test_the_second_document_counts_its_lines_from_the_top(world: World) -> None:
    text = DEPLOYMENT + "---\n" + DEPLOYMENT.replace("replicas: 3", "replicas: x")
    assert _lines(world, text) == [DEPLOYMENT.count("\n") + 1 + 5]


def test_a_namespace_that_is_not_there_is_a_warning(world: World) -> None:
    text = DEPLOYMENT.replace("  name: web\nspec", "  name: web\n  namespace: recette\nspec")
    (found,) = diagnose(world, text, "en")
    assert (found["line"], found["severity"]) == (4, "warning")
    assert found["message"].endswith('namespaces "recette" not found')


def test_looking_changes_nothing(world: World) -> None:
    before = checkpoint.dump(world)
    diagnose(world, DEPLOYMENT, "fr")
    assert checkpoint.dump(world) == before


BOMB = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefghijkl", "bcdefghijklm", strict=True)
)
_PIECES = st.sampled_from(
    [*DEPLOYMENT.splitlines(keepends=True), "---\n", "\t", "- ", "&a ", "*a", "? ", "<<: *a\n"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=10), max_size=30).map("".join), st.sampled_from("fe"))
def test_no_text_is_too_strange(world: World, text: str, language: str) -> None:
    lines = text.split("\n")
    for found in diagnose(world, text, language):
        assert 0 <= found["line"] < len(lines)
        assert found["severity"] in ("error", "warning")
        assert found["message"]


@pytest.mark.parametrize(
    "text",
    [BOMB, "[" * 9000, "- " * 9000, "a: " * 9000, "{a: " * 9000, "\ud800", "\0", "x" * 300_000],
    ids=["aliases", "brackets", "dashes", "colons", "braces", "half a character", "nul", "long"],
)
def test_bombs_are_refused(world: World, text: str) -> None:
    assert diagnose(world, text, "fr")
