"""``kubectl rollout`` on StatefulSets and DaemonSets, and on what does not roll out.

Texts from k8s.io/kubectl: pkg/polymorphichelpers and pkg/cmd/rollout.
"""

from __future__ import annotations

import pytest

from tests.world.shell.kubectl.bench import Kubectl

DAEMONS = """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{name: nginx, image: "nginx:1.25"}]
"""
SKIPPED = "skipped rollback (current template already matches revision {})\n"


@pytest.fixture
def agents() -> Kubectl:
    """A DaemonSet that has had two templates."""
    kubectl = Kubectl()
    kubectl.out("create -f -", DAEMONS)
    kubectl.out("rollout status ds/agent")
    kubectl.out("set image ds/agent nginx=nginx:1.26")
    kubectl.out("annotate ds agent kubernetes.io/change-cause=newer")
    kubectl.out("rollout status ds/agent")
    return kubectl


def refused(kubectl: Kubectl, line: str) -> str:
    result = kubectl.run(line)
    assert result.status == 1
    return result.err


def test_a_daemon_set_goes_on_and_back(agents: Kubectl) -> None:
    assert agents.out("rollout status ds/agent") == ('daemon set "agent" successfully rolled out\n')
    shown = agents.out("rollout history ds/agent --revision=1")
    assert shown.startswith("daemonset.apps/agent with revision #1\nPod Template:\n")
    assert "nginx:1.25" in shown
    assert agents.out("rollout undo ds/agent") == "daemonset.apps/agent rolled back\n"
    told = agents.out("rollout status ds/agent")
    assert "0 out of 3 new pods have been updated...\n" in told
    assert agents.out("rollout history ds/agent").split()[-4:] == ["2", "newer", "3", "<none>"]
    again = agents.out("rollout undo ds/agent --to-revision=3")
    assert again == f"daemonset.apps/agent {SKIPPED.format(3)}"


def test_what_cannot_be_undone(agents: Kubectl) -> None:
    unknown = "error: unable to find specified revision 9 in history\n"
    assert refused(agents, "rollout undo ds/agent --to-revision=9") == unknown
    agents.out("delete ds agent")
    agents.out("create -f -", DAEMONS)
    agents.out("rollout status ds/agent")
    assert refused(agents, "rollout undo ds/agent") == "error: no last revision to roll back to\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("rollout pause ds/agent", 'error: daemonsets.apps "agent" pausing is not supported\n'),
        ("rollout resume ds/agent", 'error: daemonsets.apps "agent" resuming is not supported\n'),
        (
            "rollout status ns/default",
            "error: no status viewer has been implemented for Namespace\n",
        ),
        (
            "rollout history ns/default",
            'error: error retrieving history for "Namespace", '
            "no visitor method exists for { Namespace}\n",
        ),
        (
            "rollout restart ns/default",
            'error: namespaces "default" restarting is not supported\n',
        ),
    ],
)
def test_what_does_not_roll_out(agents: Kubectl, line: str, told: str) -> None:
    assert refused(agents, line) == told


def test_a_restart_changes_every_pod_once(agents: Kubectl) -> None:
    assert agents.out("rollout restart ds/agent") == "daemonset.apps/agent restarted\n"
    assert refused(agents, "rollout restart ds/agent") == (
        "failed to create patch for agent: if restart has already been triggered within the past "
        "second, please wait before attempting to trigger another\n"
    )
    agents.out("rollout status ds/agent")
    assert agents.out("get ds agent -o jsonpath={.status.updatedNumberScheduled}") == "3"


def test_revisions_keep_what_they_hold(agents: Kubectl) -> None:
    name = agents.out("get controllerrevisions -o jsonpath={.items[0].metadata.name}")
    body = '{"data":{"spec":null}}'
    told = refused(agents, f"patch controllerrevision {name} --type=merge -p '{body}'")
    assert told.startswith(f'The ControllerRevision "{name}" is invalid: data: Invalid value: ')
    assert told.endswith(": field is immutable\n")


def test_a_drain_leaves_daemons_where_they_are(agents: Kubectl) -> None:
    told = refused(agents, "drain noeud-1")
    assert "cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): " in told
    result = agents.run("drain noeud-1 --ignore-daemonsets")
    assert result.err.startswith("Warning: ignoring DaemonSet-managed Pods: default/agent-")
    assert result.out.endswith("node/noeud-1 drained\n")
    assert agents.out("get ds agent -o jsonpath={.status.numberReady}") == "3"


def test_a_recorded_command_is_the_cause_of_its_revision() -> None:
    """kubernetes.io, Deployments, "Checking Rollout History": the flag comes last, spelt out."""
    terminal = Kubectl()
    terminal.run("create deployment web --image=nginx:1.27")
    terminal.out("rollout status deployment/web")
    changed = terminal.run("set image --record deployment/web nginx=nginx:1.28")
    assert changed.err == (
        "Flag --record has been deprecated, --record will be removed in the future\n"
    )
    terminal.out("rollout status deployment/web")
    history = terminal.run("rollout history deployment/web").out.splitlines()
    line = "kubectl set image deployment/web nginx=nginx:1.28 --record=true"
    assert [row.split(maxsplit=1) for row in history[2:4]] == [["1", "<none>"], ["2", line]]


def test_a_dry_run_records_nothing() -> None:
    terminal = Kubectl()
    terminal.run("create deployment web --image=nginx:1.27")
    terminal.run("scale deployment web --replicas=3 --record --dry-run=client")
    assert "change-cause" not in terminal.run("get deployment web -o yaml").out
