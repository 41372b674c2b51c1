"""``kubectl apply --server-side`` and who manages what, as the terminal shows it."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.shell.kubectl.output import yaml
from tests.world.kube.cluster import DEPLOYMENTS, deployment
from tests.world.shell.kubectl.bench import Kubectl, cluster

_WAYS_OUT = """
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the `--force-conflicts` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
"""


@pytest.fixture
def kubectl() -> Kubectl:
    kubectl = Kubectl(cluster(0))
    kubectl.files["web.yaml"] = yaml.dumps(deployment())
    return kubectl


def owners(kubectl: Kubectl) -> dict[str, dict[str, Any]]:
    stored = kubectl.world.store.get(DEPLOYMENTS, "default", "web")
    assert stored is not None
    return {
        f"{each['manager']} {each['operation']} {each.get('subresource', '')}".strip(): each
        for each in stored["metadata"]["managedFields"]
    }


def test_it_applies_and_says_so(kubectl: Kubectl) -> None:
    assert kubectl.out("apply --server-side -f web.yaml") == (
        "deployment.apps/web serverside-applied\n"
    )
    trial = "apply --server-side --dry-run=server -f web.yaml"
    assert kubectl.out(trial) == "deployment.apps/web serverside-applied (server dry run)\n"
    assert kubectl.out("apply --server-side -f web.yaml --field-manager=ci") == (
        "deployment.apps/web serverside-applied\n"
    )
    assert list(owners(kubectl)) == ["ci Apply", "kubectl Apply"]


def test_managers_are_shown_only_when_asked(kubectl: Kubectl) -> None:
    kubectl.out("apply -f web.yaml")
    assert "managedFields" not in kubectl.out("get deploy web -o yaml")
    assert "managedFields" not in kubectl.out("get deploy -o json")
    shown = kubectl.out("get deploy web -o yaml --show-managed-fields")
    assert "    manager: kubectl-client-side-apply\n    operation: Update\n" in shown
    assert "Managed" not in kubectl.out("describe deploy web")


def test_a_conflict_comes_with_the_ways_out_of_it(kubectl: Kubectl) -> None:
    kubectl.out("apply --server-side -f web.yaml")
    kubectl.out("scale deploy web --replicas=5")
    result = kubectl.run("apply --server-side -f web.yaml")
    assert (result.status, result.out) == (1, "")
    assert result.err == (
        'error: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" '
        "using apps/v1: .spec.replicas" + _WAYS_OUT
    )
    kubectl.out("apply --server-side --force-conflicts -f web.yaml")
    stored = kubectl.world.store.get(DEPLOYMENTS, "default", "web")
    assert stored is not None
    assert stored["spec"]["replicas"] == 3


def test_what_was_applied_from_the_client_is_taken_over(kubectl: Kubectl) -> None:
    """client-go/util/csaupgrade: afterwards a field that is left out goes, as it should."""
    with_label = deployment()
    with_label["metadata"]["labels"] = {"team": "red"}
    kubectl.files["web.yaml"] = yaml.dumps(with_label)
    kubectl.out("apply -f web.yaml")
    kubectl.files["web.yaml"] = yaml.dumps(deployment(replicas=4))
    kubectl.out("apply --server-side -f web.yaml")
    assert list(owners(kubectl)) == ["kubectl Apply", "kubectl-last-applied Apply"]
    stored = kubectl.world.store.get(DEPLOYMENTS, "default", "web")
    assert stored is not None
    assert stored["spec"]["replicas"] == 4
    assert "labels" not in stored["metadata"]
    annotations = stored["metadata"]["annotations"]
    assert '"replicas":4' in annotations["kubectl.kubernetes.io/last-applied-configuration"]


@pytest.mark.parametrize(
    ("line", "manager"),
    [
        ("label deploy web a=b", "kubectl-label Update"),
        ("annotate deploy web a=b", "kubectl-annotate Update"),
        ("scale deploy web --replicas=2", "kubectl Update scale"),
        ("set image deploy web nginx=nginx:1.28", "kubectl-set Update"),
        ("rollout pause deploy web", "kubectl-rollout Update"),
        ("""patch deploy web -p '{"spec":{"paused":true}}'""", "kubectl-patch Update"),
        ("label deploy web a=b --field-manager=me", "me Update"),
    ],
)
def test_every_verb_writes_under_its_own_name(kubectl: Kubectl, line: str, manager: str) -> None:
    kubectl.out("create -f web.yaml")
    kubectl.out(line)
    assert {"kubectl-create Update", manager} <= set(owners(kubectl))


def test_unknown_fields_are_told_as_warnings_when_asked(kubectl: Kubectl) -> None:
    kubectl.files["web.yaml"] = yaml.dumps(deployment(colour="red"))
    result = kubectl.run("apply --validate=warn -f web.yaml")
    assert result.err == 'Warning: unknown field "spec.colour"\n'
    assert result.out == "deployment.apps/web created\n"
    assert kubectl.run("apply --server-side -f web.yaml").err == (
        "Error from server: failed to create typed patch object (default/web; apps/v1, "
        "Kind=Deployment): .spec.colour: field not declared in schema\n"
    )


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        ("--force-conflicts", "--force-conflicts only works with --server-side"),
        (
            "--server-side --dry-run=client",
            "--dry-run=client doesn't work with --server-side "
            "(did you mean --dry-run=server instead?)",
        ),
        ("--server-side --force", "--force cannot be used with --server-side"),
    ],
)
def test_flags_that_do_not_go_together(kubectl: Kubectl, flags: str, why: str) -> None:
    assert kubectl.run(f"apply -f web.yaml {flags}").err == f"error: {why}\n"


def test_sub_resources_are_shown_and_patched(kubectl: Kubectl) -> None:
    kubectl.out("create -f web.yaml")
    kubectl.out(
        """patch deploy web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'"""
    )
    assert kubectl.out("get deploy web --subresource=scale") == (
        "NAME   DESIRED   AVAILABLE   AGE\nweb    2         0           0s\n"
    )
    assert kubectl.run("get deploy --subresource=scale").err == (
        "error: subresource cannot be used when bulk resources are specified\n"
    )
