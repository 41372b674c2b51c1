"""Whatever is typed or written: kubectl answers, and never falls over."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND
from cluster_sim.world.shell.kubectl.documents import documents
from cluster_sim.world.shell.kubectl.verbs import VERBS
from cluster_sim.world.shell.kubectl.verbs.group import Group
from cluster_sim.world.shell.kubectl.yaml_nodes import ManifestError
from tests.world.shell.kubectl.bench import Kubectl, cluster

_WORLD = cluster(1)
_OBJECTS = Kubectl(_WORLD)
_OBJECTS.out("create deployment web --image=nginx")
_OBJECTS.wait(30)


def _words(level: Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, member in sorted(level.members.items()):
        found += _words(member, (*path, name)) if isinstance(member, Group) else [(*path, name)]
    return found


_VERBS = st.sampled_from(_words(VERBS))
_PLAIN = st.sampled_from(
    [
        *("pods", "deploy/web", "web", "nodes", "noeud-1", "all", "deploy,svc", "a/b/c", "svc/"),
        *("-n", "kube-system", "-A", "-o", "yaml", "wide", "jsonpath={.items[*]}", "-l", "app=web"),
        *("a=b", "a-", "a=b:NoSchedule", "nginx=x", "--all", "--replicas=3", "--port=80"),
        *("-f", "-", "web.yaml", "--image=x", "--for=condition=Ready", "--timeout=1s", "-p", "{}"),
        *("--dry-run=client", "--dry-run=server", "--", "", "--sort-by=.x", "--force", "--now"),
        *("--revision=1", "--to-revision=2", "--local", "--tcp=80", "--from-literal=a=b", "-h"),
        *("--field-selector=a=b", "--cascade=orphan", "--type=json", '[{"op":"add"}]', "pod.spec"),
    ]
)
_MANIFEST = st.sampled_from(
    [
        *("apiVersion: v1\n", "apiVersion: apps/v1\n", "kind: Pod\n", "kind: Deployment\n"),
        *("metadata:\n  name: a\n", "metadata: 3\n", "spec:\n  replicas: 2\n", "---\n", "- a\n"),
        *(
            "  labels: {a: b}\n",
            "  containers:\n  - name: a\n    image: b\n",
            "\t",
            "{",
            "&a ",
            "*a",
        ),
        *('{"kind": "Pod"}', "kind: List\nitems:\n- 3\n", "spec: {containers: [{}]}\n", "? x\n"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(_VERBS, st.lists(_PLAIN | st.text(max_size=8), max_size=7), st.lists(_MANIFEST, max_size=6))
@example(("get",), ["pods", "-o", "custom-columns=A:.x["], [])
@example(
    ("apply",), ["-f", "-"], ['{"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "\\ud800"}}']
)
def test_no_line_is_too_strange(
    verb: tuple[str, ...], words: list[str], manifest: list[str]
) -> None:
    kubectl = Kubectl(_WORLD.fork())
    kubectl.files["web.yaml"] = text = "".join(manifest)
    result = kubectl.run_words([*verb, *words], stdin=text, patience=5 * SECOND)
    assert result.status != 0 or not result.err.startswith("error:")
    assert result.status == 0 or result.status is None or result.err or result.out


@settings(max_examples=200, deadline=None)
@given(st.lists(_MANIFEST | st.text(max_size=12), max_size=25).map("".join))
def test_a_text_is_documents_or_a_fault(text: str) -> None:
    try:
        found = list(documents(text))
    except ManifestError as problem:
        assert str(problem)
    else:
        assert None not in found
