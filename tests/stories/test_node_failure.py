"""A node fails: it is frozen, nobody hears of it, its pods are given up, and it comes back.

Kubernetes documentation: "Nodes" in docs/concepts/architecture/nodes (node controller, a grace of
50 s since 1.32, looked at every 5 s), "Taints and Tolerations" in docs/concepts/scheduling-eviction
(taint based evictions, 300 s), "Force Delete StatefulSet Pods" in docs/tasks/run-application. The
messages and the order of the return are those of a recorded 1.36.2 whose kubelet was stopped
(SIGSTOP) and went on: Killing and new statuses 1 s after, the node's report 10 s after.
"""

from __future__ import annotations

import pytest

from cluster_sim.world.kernel.world import SECOND, CommandRefused
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.kubelet import serve
from tests.world.shell.kubectl.bench import Kubectl

ALL = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: "nginx:1.25"}]}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}, ports: [{port: 6379}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 3
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: c, image: "redis:7"}]}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: c, image: "nginx:1.25"}]}
"""
NODE = "noeud-3"


@pytest.fixture
def kubectl() -> Kubectl:
    """Three nodes with a pod of each kind of work on every one of them."""
    made = Kubectl()
    made.files["all.yaml"] = ALL
    made.out("create -f all.yaml")
    made.wait(60)
    assert len(pods_on(made)) == 3
    return made


def pods_on(kubectl: Kubectl) -> list[str]:
    """The pods of the default namespace that are bound to the node."""
    found = kubectl.world.store.by_index("pods", "node", NODE)
    return sorted(
        each["metadata"]["name"] for each in found if each["metadata"]["namespace"] == "default"
    )


def name_of(kubectl: Kubectl, owner: str) -> str:
    """The pod of a Deployment, StatefulSet or DaemonSet that is on the node."""
    return next(name for name in pods_on(kubectl) if name.startswith(f"{owner}-"))


def power(kubectl: Kubectl, command: str) -> None:
    kubectl.world.command(command, {"vm": "vm-3"}, "student")


def ready(kubectl: Kubectl) -> str:
    """What the Ready condition of the node says."""
    found = condition(kubectl.world.store.get("nodes", "", NODE) or {}, "Ready")
    return str((found or {})["status"])


def noticed_after(kubectl: Kubectl) -> float:
    """Seconds until the node no longer counts as Ready."""
    since = kubectl.world.now
    while ready(kubectl) == "True":
        assert kubectl.world.now < since + 120 * SECOND
        kubectl.world.run_until(kubectl.world.now + SECOND // 10)
    return (kubectl.world.now - since) / SECOND


def events_since(kubectl: Kubectl, revision: int) -> list[tuple[str, str]]:
    """Who said what, in order: the object's name and the reason."""
    return [
        (change.new["involvedObject"]["name"], change.new["reason"])
        for change in kubectl.world.history.since(revision)
        if change.key.resource == "events" and change.new is not None
    ]


def test_a_frozen_node_is_missed_within_its_grace(kubectl: Kubectl) -> None:
    power(kubectl, "vm-pause")
    assert 40 <= noticed_after(kubectl) <= 55
    described = kubectl.out(f"describe node {NODE}")
    assert "NodeStatusUnknown" in described
    assert "Kubelet stopped posting node status." in described
    kubectl.wait(10)
    taints = kubectl.out(f"get node {NODE} -o jsonpath={{.spec.taints[*].effect}}")
    assert taints == "NoSchedule NoExecute"
    web = name_of(kubectl, "web")
    assert serve(kubectl.world, "default", web, 80, {})["error"] == "timeout"
    assert kubectl.out(f"get pod {web} --no-headers").split()[1:3] == ["1/1", "Running"]
    assert (web, "NodeNotReady") in events_since(kubectl, 0)
    log = kubectl.run(f"logs {web}").err
    assert log.startswith('Error from server: Get "https://10.0.0.13:10250/containerLogs/default/')
    assert log.rstrip().endswith("dial tcp 10.0.0.13:10250: i/o timeout")


def test_its_pods_are_given_up_after_five_minutes_but_not_daemons(kubectl: Kubectl) -> None:
    before = kubectl.world.revision
    web, db, agent = (name_of(kubectl, owner) for owner in ("web", "db", "agent"))
    power(kubectl, "vm-pause")
    noticed_after(kubectl)
    kubectl.wait(295)
    assert "TaintManagerEviction" not in {reason for _, reason in events_since(kubectl, before)}
    kubectl.wait(15)
    marked = [name for name, reason in events_since(kubectl, before) if "Eviction" in reason]
    assert sorted(marked) == sorted((web, db))
    assert kubectl.out(f"get pod {web} --no-headers").split()[2] == "Terminating"
    assert kubectl.out(f"get pod {agent} --no-headers").split()[2] == "Running"
    assert kubectl.out("get deployment web --no-headers").split()[1] == "3/3"


def test_a_stateful_sets_pod_is_only_replaced_when_it_is_surely_gone(kubectl: Kubectl) -> None:
    db = name_of(kubectl, "db")
    power(kubectl, "vm-pause")
    kubectl.wait(1200)
    assert kubectl.out("get statefulset db --no-headers").split()[1] == "2/3"
    assert kubectl.out(f"get pod {db} --no-headers").split()[2] == "Terminating"
    kubectl.run(f"delete pod {db} --force --grace-period=0")
    kubectl.wait(10)
    assert kubectl.out("get statefulset db --no-headers").split()[1] == "3/3"
    assert name_of(kubectl, "web")
    assert db not in pods_on(kubectl)


def test_a_node_that_goes_on_ends_what_was_given_up_and_is_ready_again(kubectl: Kubectl) -> None:
    web, db, agent = (name_of(kubectl, owner) for owner in ("web", "db", "agent"))
    power(kubectl, "vm-pause")
    kubectl.wait(400)
    kubectl.run(f"delete pod {db} --force --grace-period=0")
    kubectl.wait(10)
    before = kubectl.world.revision
    power(kubectl, "vm-resume")
    kubectl.wait(5)
    assert ready(kubectl) == "Unknown"
    assert pods_on(kubectl) == [agent]
    kubectl.wait(15)
    assert ready(kubectl) == "True"
    said = events_since(kubectl, before)
    assert said.count((web, "Killing")) == said.count((db, "Killing")) == 1
    assert said.index((web, "Killing")) < said.index((NODE, "NodeReady"))
    reasons = {reason for _, reason in said}
    assert not reasons & {"Rebooted", "SandboxChanged", "Starting"}
    row = kubectl.out(f"get pod {agent} --no-headers").split()
    assert row[1:4] == ["1/1", "Running", "0"]
    assert kubectl.out(f"get node {NODE} -o jsonpath={{.spec.taints}}") == ""


def test_a_short_pause_goes_unnoticed(kubectl: Kubectl) -> None:
    present, before = pods_on(kubectl), kubectl.world.revision
    power(kubectl, "vm-pause")
    kubectl.wait(30)
    power(kubectl, "vm-resume")
    kubectl.wait(60)
    assert pods_on(kubectl) == present
    assert events_since(kubectl, before) == []


def test_a_job_that_stood_still_still_has_its_time_to_work(kubectl: Kubectl) -> None:
    kubectl.files["job.yaml"] = JOB
    kubectl.out("create -f job.yaml")
    kubectl.wait(10)
    power(kubectl, "vm-pause")
    kubectl.wait(30)
    power(kubectl, "vm-resume")
    kubectl.wait(15)
    assert kubectl.out("get job work --no-headers").split()[1] == "Running"
    kubectl.wait(15)
    assert kubectl.out("get job work --no-headers").split()[1] == "Complete"


JOB = f"""
apiVersion: batch/v1
kind: Job
metadata: {{name: work}}
spec:
  template:
    spec:
      nodeName: {NODE}
      restartPolicy: Never
      containers: [{{name: c, image: "busybox:1.36", command: [sh, -c, "sleep 30"]}}]
"""


def test_switched_off_while_it_stands_still_it_boots_anew(kubectl: Kubectl) -> None:
    before = kubectl.world.revision
    power(kubectl, "vm-pause")
    kubectl.wait(20)
    power(kubectl, "vm-stop")
    power(kubectl, "vm-start")
    kubectl.wait(90)
    assert (NODE, "Rebooted") in events_since(kubectl, before)
    assert ready(kubectl) == "True"


def test_only_what_runs_can_be_paused(kubectl: Kubectl) -> None:
    with pytest.raises(CommandRefused, match="not-paused"):
        power(kubectl, "vm-resume")
    power(kubectl, "vm-pause")
    with pytest.raises(CommandRefused, match="not-running"):
        power(kubectl, "vm-pause")
    power(kubectl, "vm-stop")
    with pytest.raises(CommandRefused, match="already-stopped"):
        power(kubectl, "vm-pause")
