"""A namespace with a quota and limits: what it may use, and who is told when it is too much.

Kubernetes documentation: docs/tasks/administer-cluster/manage-resources
(quota-memory-cpu-namespace, quota-pod-namespace, memory-default-namespace,
cpu-constraint-namespace) and docs/concepts/policy/resource-quotas; messages from
apiserver/pkg/admission/plugin/resourcequota/controller.go and
plugin/pkg/admission/limitranger/admission.go.
"""

from __future__ import annotations

from tests.world.shell.kubectl.bench import Kubectl

LIMITS = """
apiVersion: v1
kind: LimitRange
metadata: {name: bounds}
spec:
  limits:
  - type: Container
    default: {cpu: 500m, memory: 256Mi}
    defaultRequest: {cpu: 250m, memory: 128Mi}
    max: {cpu: "1"}
"""
GREEDY = """
apiVersion: v1
kind: Pod
metadata: {name: greedy}
spec:
  containers:
  - {name: c, image: "nginx:1.27", resources: {limits: {cpu: 1500m}}}
"""


def team() -> Kubectl:
    """A namespace that may use little."""
    kubectl = Kubectl()
    kubectl.out("create namespace team")
    kubectl.out("config set-context --current --namespace=team")
    kubectl.wait(1)
    return kubectl


def test_a_deployment_stops_growing_at_the_quota() -> None:
    kubectl = team()
    kubectl.out("create quota compute --hard=pods=3,requests.cpu=1,limits.memory=1Gi")
    kubectl.out("create -f -", LIMITS)
    kubectl.wait(1)
    kubectl.out("create deployment web --image=nginx:1.27 --replicas=5")
    kubectl.wait(20)
    assert "web    3/5     3            3" in kubectl.out("get deployment web")
    table = kubectl.out("get quota compute")
    assert "pods: 3/3, requests.cpu: 750m/1   limits.memory: 768Mi/1Gi" in table
    failed = kubectl.out("get events --field-selector reason=FailedCreate")
    assert (
        "forbidden: exceeded quota: compute, requested: pods=1, used: pods=3, limited: pods=3"
    ) in failed
    path = "{.items[0].status.conditions[*].reason}"
    assert kubectl.out(f"get rs -o jsonpath={path}") == "FailedCreate"
    described = kubectl.out("describe pod -l app=web")
    assert (
        "kubernetes.io/limit-ranger: LimitRanger plugin set: cpu, memory request for container "
        "nginx; cpu, memory limit for container nginx"
    ) in described


def test_what_goes_may_be_used_again() -> None:
    kubectl = team()
    kubectl.out("create quota compute --hard=pods=2")
    kubectl.wait(1)
    kubectl.out("create deployment web --image=nginx:1.27 --replicas=2")
    kubectl.wait(10)
    refused = kubectl.run("run more --image=nginx:1.27")
    assert refused.err == (
        'Error from server (Forbidden): pods "more" is forbidden: exceeded quota: compute, '
        "requested: pods=1, used: pods=2, limited: pods=2\n"
    )
    kubectl.out("scale deployment web --replicas=1")
    kubectl.wait(40)
    assert kubectl.out("run more --image=nginx:1.27") == "pod/more created\n"


def test_a_rollout_needs_room_for_its_surge() -> None:
    """With the quota used up, a rolling update goes on only as pods of the old set go."""
    kubectl = team()
    kubectl.out("create deployment web --image=nginx:1.26 --replicas=2")
    kubectl.wait(20)
    kubectl.out("create quota compute --hard=pods=2")
    kubectl.wait(1)
    kubectl.out("set image deployment/web nginx=nginx:1.27")
    kubectl.wait(60)
    failed = kubectl.out("get events --field-selector reason=FailedCreate")
    assert "exceeded quota: compute" in failed
    assert "nginx:1.26" in kubectl.out("get pods -o jsonpath={..image}")
    kubectl.run_words(["patch", "quota", "compute", "-p", '{"spec":{"hard":{"pods":"3"}}}'])
    kubectl.out("rollout status deployment/web")
    kubectl.wait(60)
    assert "nginx:1.26" not in kubectl.out("get pods -o jsonpath={..spec.containers[*].image}")


def test_a_limit_range_refuses_what_is_out_of_bounds() -> None:
    kubectl = team()
    kubectl.out("create -f -", LIMITS)
    refused = kubectl.run("create -f -", GREEDY)
    assert refused.err == (
        'Error from server (Forbidden): error when creating "STDIN": pods "greedy" is forbidden: '
        "maximum cpu usage per Container is 1, but limit is 1500m\n"
    )
    assert "Container   cpu       -    1    250m             500m" in kubectl.out(
        "describe limitrange bounds"
    )


def test_a_quota_may_count_only_what_is_left_over() -> None:
    """A scope: pods that ask for nothing are bounded, the others are not."""
    kubectl = team()
    kubectl.out("create quota besteffort --hard=pods=1 --scopes=BestEffort")
    kubectl.wait(1)
    kubectl.out("run one --image=nginx:1.27")
    refused = kubectl.run("run two --image=nginx:1.27")
    assert "exceeded quota: besteffort" in refused.err
    sized = GREEDY.replace("greedy", "sized")
    assert kubectl.out("create -f -", sized) == "pod/sized created\n"
    assert "Scopes:     BestEffort" in kubectl.out("describe quota besteffort")
