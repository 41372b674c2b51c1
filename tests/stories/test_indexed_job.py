"""A Job whose pods each have their part of the work, and a policy for those that fail.

Kubernetes documentation: docs/tasks/job/indexed-parallel-processing-static,
docs/tasks/job/pod-failure-policy and docs/concepts/workloads/controllers/job ("Backoff limit per
index", "Pod failure policy"). Conditions, messages and their order as recorded from version
1.36.2; the back-off of 10 s, doubled each time, from pkg/controller/job/backoff_utils.go.
"""

from __future__ import annotations

import json
from typing import Any

from tests.world.shell.kubectl.bench import Kubectl

PARTS = """
apiVersion: batch/v1
kind: Job
metadata: {name: parts}
spec:
  completions: 4
  parallelism: 2
  completionMode: Indexed
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: worker
        image: busybox:1.36
        command: [sh, -c, "echo part $JOB_COMPLETION_INDEX on $(hostname); sleep 5"]
"""

POLICY = """
apiVersion: batch/v1
kind: Job
metadata: {name: checked}
spec:
  completions: 4
  parallelism: 4
  completionMode: Indexed
  backoffLimitPerIndex: 1
  podFailurePolicy:
    rules:
    - {action: FailIndex, onExitCodes: {operator: In, values: [42]}}
    - {action: Ignore, onPodConditions: [{type: DisruptionTarget}]}
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: worker
        image: busybox:1.36
        command:
        - sh
        - -c
        - test $JOB_COMPLETION_INDEX -ne 1 || exit 42; test $JOB_COMPLETION_INDEX -ne 3
"""

BUG = """
apiVersion: batch/v1
kind: Job
metadata: {name: bug}
spec:
  backoffLimit: 6
  podFailurePolicy:
    rules:
    - {action: FailJob, onExitCodes: {containerName: main, operator: In, values: [42]}}
  template:
    spec:
      restartPolicy: Never
      containers:
      - {name: main, image: "busybox:1.36", command: [sh, -c, "sleep 2; exit 42"]}
"""


def status(kubectl: Kubectl, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(kubectl.out(f"get job {name} -o json"))["status"]
    return found


def test_each_part_is_done_once_by_a_pod_that_knows_its_number() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", PARTS)
    kubectl.wait(4)
    assert kubectl.out("get pods --no-headers").split()[0].startswith("parts-0-")
    assert "parts   Running   0/4" in kubectl.out("get job parts")
    kubectl.out("wait --for=condition=complete job/parts --timeout=60s")
    assert "parts   Complete   4/4" in kubectl.out("get job parts")
    done = status(kubectl, "parts")
    assert (done["succeeded"], done["completedIndexes"]) == (4, "0-3")
    kinds = [(found["type"], found["reason"]) for found in done["conditions"]]
    assert kinds == [
        ("SuccessCriteriaMet", "CompletionsReached"),
        ("Complete", "CompletionsReached"),
    ]
    said = sorted(kubectl.out("logs -l job-name=parts").splitlines())
    assert said == [f"part {index} on parts-{index}" for index in range(4)]
    label = "batch.kubernetes.io/job-completion-index"
    assert kubectl.out(f"get pods -l {label}=2 -o name").startswith("pod/parts-2-")


def test_a_hopeless_index_is_given_up_at_once_another_after_its_retries() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", POLICY)
    kubectl.wait(60)
    found = status(kubectl, "checked")
    assert (found["completedIndexes"], found["failedIndexes"]) == ("0,2", "1,3")
    # Index 1 was tried once: 42 is a bug. Index 3 was tried again, 10 s after it had failed.
    pods = json.loads(kubectl.out("get pods -o json"))["items"]
    names = [pod["metadata"]["name"].rsplit("-", 1)[0] for pod in pods]
    assert sorted(names) == ["checked-0", "checked-1", "checked-2", "checked-3", "checked-3"]
    counts = "batch.kubernetes.io/job-index-failure-count"
    third = [pod for pod in pods if pod["metadata"]["name"].startswith("checked-3-")]
    assert sorted(pod["metadata"]["annotations"][counts] for pod in third) == ["0", "1"]
    last = found["conditions"][-1]
    assert (last["type"], last["reason"]) == ("Failed", "FailedIndexes")
    assert last["message"] == "Job has failed indexes"


def test_a_disruption_does_not_count() -> None:
    kubectl = Kubectl()
    slow = POLICY.replace("exit 42; test $JOB_COMPLETION_INDEX -ne 3", "sleep 60")
    kubectl.out("create -f -", slow)
    kubectl.wait(10)
    pod = kubectl.out("get pods -o name -l batch.kubernetes.io/job-completion-index=1").strip()
    node = kubectl.out(f"get {pod} -o jsonpath={{.spec.nodeName}}")
    kubectl.run(f"drain {node} --ignore-daemonsets --force --delete-emptydir-data")
    kubectl.wait(240)
    found = status(kubectl, "checked")
    assert found["succeeded"] == 4
    assert found.get("failed", 0) == 0


def test_a_bug_ends_the_whole_job_with_a_reason() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", BUG)
    kubectl.out("wait --for=condition=failed job/bug --timeout=60s")
    pod = kubectl.out("get pods -o jsonpath={.items[*].metadata.name}")
    message = (
        f"Container main for pod default/{pod} failed with exit code 42 "
        "matching FailJob rule at index 0"
    )
    found = status(kubectl, "bug")
    assert [each["type"] for each in found["conditions"]] == ["FailureTarget", "Failed"]
    assert {each["message"] for each in found["conditions"]} == {message}
    assert found["failed"] == 1
    described = kubectl.out("describe job bug")
    assert "PodFailurePolicy" in described
    assert message in described
