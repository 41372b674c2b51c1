"""A more important pod finds no room: less important ones leave for it.

Kubernetes documentation: "Pod Priority and Preemption" in docs/concepts/scheduling-eviction;
messages and the order of things from pkg/scheduler/framework/preemption (executor.go: condition,
deletion, event) and pkg/scheduler/schedule_one.go (FailedScheduling, nominatedNodeName). The
victims have their own grace period, here five seconds, and the pod waits for its end.
"""

from __future__ import annotations

from cluster_sim.world.explain.why import why
from cluster_sim.world.kernel.history import Key
from tests.world.shell.kubectl.bench import Kubectl

_POD = """
apiVersion: v1
kind: Pod
metadata: {name: %s}
spec:
  priorityClassName: %s
  schedulerName: %s
  terminationGracePeriodSeconds: 5
  containers:
  - name: c
    image: busybox:1.36
    command: [sleep, "100000"]
    resources: {requests: {cpu: "%s"}}
"""


def crowded() -> Kubectl:
    """Three nodes of four cpus, each with a pod of one cpu and one of two."""
    kubectl = Kubectl()
    kubectl.out("create priorityclass batch --value=-5 --description='may wait'")
    kubectl.out("create priorityclass payment --value=1000")
    for number in range(3):
        create(kubectl, f"small-{number}", "batch", "1")
        kubectl.wait(2)
    for number in range(3):
        create(kubectl, f"large-{number}", "batch", "2")
        kubectl.wait(2)
    kubectl.wait(20)
    return kubectl


def create(
    kubectl: Kubectl, name: str, of_class: str, cpu: str, scheduler: str = "default-scheduler"
) -> None:
    kubectl.files["pod.yaml"] = _POD % (name, of_class, scheduler, cpu)
    kubectl.out("create -f pod.yaml")


def fact_kinds(kubectl: Kubectl, name: str) -> list[str]:
    return [str(each["fact"]) for each in why(kubectl.world, Key("pods", "default", name))]


def test_the_victim_leaves_in_good_order_and_the_pod_takes_its_place() -> None:
    kubectl = crowded()
    create(kubectl, "payment", "payment", "3")
    kubectl.wait(1)
    get = "get pod payment -o jsonpath="
    node = kubectl.out(get + "{.status.nominatedNodeName}")
    assert node in ("noeud-1", "noeud-2", "noeud-3")
    # One pod of two cpus is enough: that of one cpu beside it is spared.
    uid = kubectl.out(get + "{.metadata.uid}")
    events = kubectl.out(
        "get events --field-selector reason=Preempted "
        "-o jsonpath={range.items[*]}{.involvedObject.name}:{.message}{end}"
    )
    victim, _, message = events.partition(":")
    assert victim.startswith("large-")
    assert message == f"Preempted by pod {uid} on node {node}"
    wide = kubectl.out("get pod payment -o wide").splitlines()[1].split()
    assert (wide[2], wide[-2]) == ("Pending", node)
    assert kubectl.out(f"get pod {victim} --no-headers").split()[2] == "Terminating"
    kubectl.wait(30)
    assert kubectl.out(get + "{.spec.nodeName}{.status.nominatedNodeName}") == node
    assert kubectl.out("get pod payment --no-headers").split()[2] == "Running"
    assert kubectl.run(f"get pod {victim}").err.startswith("Error from server (NotFound)")
    assert kubectl.out("get pods --no-headers").count("small-") == 3


def test_both_sides_can_say_why() -> None:
    kubectl = crowded()
    create(kubectl, "payment", "payment", "3")
    kubectl.wait(1)
    assert fact_kinds(kubectl, "payment")[-2:] == ["pod.unschedulable", "pod.nominated"]
    (told,) = [
        each
        for each in why(kubectl.world, Key("pods", "default", "payment"))
        if each["fact"] == "pod.nominated"
    ]
    (victim,) = told["args"]["victims"]
    assert "pod.preempted" in fact_kinds(kubectl, victim)
    kubectl.wait(30)
    assert "pod.bound" in fact_kinds(kubectl, "payment")


def test_a_pod_of_the_same_importance_waits() -> None:
    kubectl = crowded()
    create(kubectl, "late", "batch", "3")
    kubectl.wait(1)
    message = kubectl.out(
        "get events --field-selector involvedObject.name=late -o jsonpath={.items[0].message}"
    )
    assert message == (
        "0/3 nodes are available: 3 Insufficient cpu. no new claims to deallocate, preemption: "
        "0/3 nodes are available: 3 No preemption victims found for incoming pod."
    )


def test_what_nobody_schedules_says_so_only_when_asked() -> None:
    kubectl = crowded()
    create(kubectl, "orphan", "payment", "1", scheduler="other")
    kubectl.wait(60)
    assert kubectl.out("get pod orphan --no-headers").split()[2] == "Pending"
    assert kubectl.run("get events --field-selector involvedObject.name=orphan").out == ""
    assert fact_kinds(kubectl, "orphan")[-1] == "pod.no-scheduler"
