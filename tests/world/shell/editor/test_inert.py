"""Fields that are kept without effect are told as such, and nothing else is."""

from cluster_sim.world.shell.editor.inert import inert_fields
from cluster_sim.world.shell.kubectl.yaml_nodes import compose

MANIFEST = """spec:
  runtime: {sandbox: gvisor, name: a}
  containers:
  - name: one
    stdin: true
  - name: two
  stdin: no
"""


def _told(*paths: str) -> list[tuple[int, str]]:
    root = compose(MANIFEST, 0)
    assert root is not None
    return [
        (each.node.line, each.message.split("”")[0]) for each in inert_fields(root, paths, "en")
    ]


def test_a_field_is_told_at_its_key_wherever_it_stands_in_a_list() -> None:
    assert _told("spec.containers[].stdin") == [(4, "“stdin")]
    assert _told("spec.runtime.sandbox", "spec.stdin") == [(1, "“sandbox"), (6, "“stdin")]


def test_what_the_manifest_does_not_use_is_not_told() -> None:
    assert _told("spec.runtime.handler", "spec.containers.stdin", "status.phase") == []
