"""The life of a pod: what runs before, beside and after the work, and what is done when it fails.

kubernetes.io/docs/concepts/workloads/pods: pod-lifecycle, init-containers, sidecar-containers;
tasks/configure-pod-container: attach-handler-lifecycle-event, configure-pod-initialization;
messages from pkg/kubelet (kuberuntime_container.go, active_deadline.go, lifecycle/predicate.go).
"""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import kubelet
from tests.world.kube.cluster import messages, running, student, wait

SHARED = {"name": "work", "mountPath": "/work"}
EMPTY = {"name": "work", "emptyDir": {}}


def sh(name: str, script: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "image": "busybox:1.36", "command": ["sh", "-c", script], **more}


def create(world: World, *containers: dict[str, Any], name: str = "p", **spec: Any) -> None:
    body = {"metadata": {"name": name}, "spec": {"containers": list(containers), **spec}}
    student(world).create("pods", "default", {"apiVersion": "v1", "kind": "Pod", **body})


def stored(world: World, name: str = "p") -> dict[str, Any]:
    found = world.store.get("pods", "default", name)
    assert found is not None
    return found


def state(world: World, container: str) -> dict[str, Any]:
    status = stored(world)["status"]
    fields = ("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
    for each in (each for field in fields for each in status.get(field, ())):
        if each["name"] == container:
            return dict(each)
    raise AssertionError(container)


def log(world: World, container: str) -> list[str]:
    return [text for _, _, text in kubelet.logs(world, "default", "p", container)]


def test_what_an_init_container_writes_the_web_server_serves() -> None:
    world = running(nodes=1)
    fetch = sh("fetch", "echo '<h1>Bonjour</h1>' > /work/index.html", volumeMounts=[SHARED])
    mount = {"name": "work", "mountPath": "/usr/share/nginx/html"}
    web = {"name": "web", "image": "nginx:1.27", "volumeMounts": [mount]}
    create(world, web, initContainers=[fetch], volumes=[EMPTY])
    wait(world, 15)
    answer = kubelet.serve(world, "default", "p", 80, {"path": "/"})
    assert (answer["status"], answer["body"]) == (200, "<h1>Bonjour</h1>\n")


def test_a_sidecar_reads_the_log_of_the_work_as_it_grows_and_ends_after_it() -> None:
    world = running(nodes=1)
    tail = sh("tail", "tail -n+1 -F /work/log", volumeMounts=[SHARED], restartPolicy="Always")
    script = "for i in 1 2 3; do echo line $i >> /work/log; sleep 5; done"
    create(
        world,
        sh("job", script, volumeMounts=[SHARED]),
        initContainers=[tail],
        volumes=[EMPTY],
        restartPolicy="Never",
        terminationGracePeriodSeconds=3,
    )
    wait(world, 14)
    missing = "tail: can't open '/work/log': No such file or directory"
    assert log(world, "tail") == [missing, "line 1", "line 2", "line 3"]
    wait(world, 16)
    assert stored(world)["status"]["phase"] == "Succeeded"
    ended = [state(world, name)["state"]["terminated"] for name in ("job", "tail")]
    assert ended[0]["finishedAt"] < ended[1]["finishedAt"] and ended[1]["exitCode"] == 137


def test_sidecars_end_in_the_opposite_order_of_their_start() -> None:
    world = running(nodes=1)
    trap = "trap 'sleep 2; exit 0' TERM; while true; do sleep 1; done"
    sidecars = [sh(name, trap, restartPolicy="Always") for name in ("first", "second")]
    create(world, sh("job", trap), initContainers=sidecars)
    wait(world, 20)
    student(world).delete("pods", "default", "p")
    wait(world, 29)
    changes = [c for c in world.history.changes if c.key.resource == "pods" and c.key.name == "p"]
    last = next(c.new for c in reversed(changes) if c.new is not None)
    assert last is not None
    finished = {
        each["name"]: each["state"]["terminated"]["finishedAt"]
        for field in ("initContainerStatuses", "containerStatuses")
        for each in last["status"][field]
    }
    assert finished["job"] < finished["second"] < finished["first"]


def test_a_post_start_hook_comes_before_the_rest_and_a_failing_one_ends_the_container() -> None:
    world = running(nodes=1)
    hook = {"exec": {"command": ["sh", "-c", "sleep 4; echo ready > /tmp/greeting"]}}
    create(world, sh("c", "sleep 3600", lifecycle={"postStart": hook}))
    wait(world, 4)
    assert stored(world)["status"]["phase"] == "Pending"
    wait(world, 6)
    assert state(world, "c")["ready"]
    assert kubelet.execute(world, "default", "p", "c", ["cat", "/tmp/greeting"]).stdout == "ready\n"
    bad = {"exec": {"command": ["sh", "-c", "exit 1"]}}
    create(world, sh("c", "sleep 3600", lifecycle={"postStart": bad}), name="bad",
           terminationGracePeriodSeconds=2)  # fmt: skip
    wait(world, 15)
    assert messages(world, "FailedPostStartHook")[0] == "PostStartHook failed"
    assert "FailedPostStartHook" in messages(world, "Killing")
    assert stored(world, "bad")["status"]["containerStatuses"][0]["restartCount"] >= 1


def test_a_failing_pre_stop_hook_is_told_and_the_pod_goes_all_the_same() -> None:
    world = running(nodes=1)
    hook = {"preStop": {"exec": {"command": ["cat", "/nowhere"]}}}
    create(world, {"name": "c", "image": "nginx:1.27", "lifecycle": hook})
    wait(world, 15)
    student(world).delete("pods", "default", "p")
    wait(world, 5)
    assert messages(world, "FailedPreStopHook") == ["PreStopHook failed"]
    assert world.store.get("pods", "default", "p") is None


def test_a_pod_that_takes_too_long_has_failed() -> None:
    world = running(nodes=1)
    create(world, sh("c", "sleep 3600"), activeDeadlineSeconds=20, terminationGracePeriodSeconds=1)
    wait(world, 30)
    status = stored(world)["status"]
    assert (status["phase"], status["reason"]) == ("Failed", "DeadlineExceeded")
    assert status["message"] == "Pod was active on the node longer than the specified deadline"


@pytest.mark.parametrize(
    ("script", "policy", "message"),
    [
        ("echo all done > /dev/termination-log; exit 0", "File", "all done\n"),
        ("echo no database; exit 3", "FallbackToLogsOnError", "no database\n"),
        ("echo no database; exit 3", "File", None),
    ],
)
def test_the_last_words_of_a_container(script: str, policy: str, message: str | None) -> None:
    world = running(nodes=1)
    create(world, sh("c", script, terminationMessagePolicy=policy), restartPolicy="Never")
    wait(world, 15)
    assert state(world, "c")["state"]["terminated"].get("message") == message


def test_rules_of_a_container_overrule_the_policy_of_its_pod() -> None:
    world = running(nodes=1)
    rules = [{"action": "Restart", "exitCodes": {"operator": "In", "values": [42]}}]
    once = {"restartPolicy": "Never", "restartPolicyRules": rules}
    create(world, sh("a", "sleep 5; exit 42", **once), sh("b", "exit 1", restartPolicy="Never"))
    wait(world, 14)
    assert state(world, "a")["restartCount"] == 1
    assert "terminated" in state(world, "b")["state"]


def test_a_readiness_gate_keeps_a_pod_from_being_ready() -> None:
    world = running(nodes=1)
    gate = [{"conditionType": "example.com/open"}]
    create(world, {"name": "c", "image": "nginx:1.27"}, readinessGates=gate)
    wait(world, 15)
    ready = {each["type"]: each for each in stored(world)["status"]["conditions"]}["Ready"]
    assert (ready["status"], ready["reason"]) == ("False", "ReadinessGatesNotReady")
    assert '"example.com/open" does not exist' in ready["message"]


def test_root_is_refused_where_it_must_not_be() -> None:
    world = running(nodes=1)
    context = {"runAsNonRoot": True}
    create(world, {"name": "c", "image": "nginx:1.27", "securityContext": context})
    wait(world, 15)
    waiting = state(world, "c")["state"]["waiting"]
    assert waiting["reason"] == "CreateContainerConfigError"
    assert waiting["message"].startswith(
        'container has runAsNonRoot and image will run as root (pod: "p_default('
    )


def test_a_config_map_reaches_the_volume_after_a_while_and_a_variable_never() -> None:
    world = running(nodes=1)
    client = student(world)
    made = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}}
    client.create("configmaps", "default", {**made, "data": {"colour": "blue"}})
    mounts = [
        {"name": "c", "mountPath": "/etc/c"},
        {"name": "c", "mountPath": "/etc/fixed", "subPath": "colour"},
    ]
    env = [{"name": "COLOUR", "valueFrom": {"configMapKeyRef": {"name": "c", "key": "colour"}}}]
    volumes = [{"name": "c", "configMap": {"name": "c"}}]
    create(world, sh("c", "sleep 3600", volumeMounts=mounts, env=env), volumes=volumes)
    wait(world, 15)
    look = ["sh", "-c", "cat /etc/c/colour /etc/fixed; echo ' '$COLOUR"]
    assert kubelet.execute(world, "default", "p", "c", look).stdout == "blueblue blue\n"
    client.update("configmaps", "default", {**made, "data": {"colour": "red"}})
    wait(world, 0.5)
    early = kubelet.execute(world, "default", "p", "c", look).stdout
    wait(world, 91)
    assert kubelet.execute(world, "default", "p", "c", look).stdout == "redblue blue\n"
    assert early in ("blueblue blue\n", "redblue blue\n")


def test_a_host_path_of_the_wrong_kind_is_not_mounted() -> None:
    world = running(nodes=1)
    volume = {"name": "v", "hostPath": {"path": "/nowhere", "type": "Directory"}}
    create(world, sh("c", "sleep 1", volumeMounts=[{"name": "v", "mountPath": "/v"}]),
           volumes=[volume])  # fmt: skip
    wait(world, 5)
    assert messages(world, "FailedMount")[0] == (
        'MountVolume.SetUp failed for volume "v" : hostPath type check failed: /nowhere is not a '
        "directory"
    )


def test_a_pod_put_on_a_full_node_by_hand_is_rejected() -> None:
    world = running(nodes=1)
    large = {"name": "c", "image": "nginx:1.27", "resources": {"requests": {"cpu": "3"}}}
    create(world, large, name="first")
    wait(world, 10)
    create(world, large, nodeName="noeud-1")
    wait(world, 2)
    status = stored(world)["status"]
    assert (status["phase"], status["reason"]) == ("Failed", "OutOfcpu")
    assert status["message"] == (
        "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 3000, "
        "capacity: 4000"
    )


def test_a_private_registry_lets_in_whoever_has_the_secret() -> None:
    world = running(nodes=1)
    image = "registry.grappe.example/nginx:1.27"
    create(world, {"name": "c", "image": image})
    wait(world, 15)
    assert any("no basic auth credentials" in text for text in messages(world, "Failed"))
    login = '{"auths":{"registry.grappe.example":{"username":"etudiante","password":"grappe"}}}'
    secret = {"metadata": {"name": "login"}, "type": "kubernetes.io/dockerconfigjson"}
    body = {"apiVersion": "v1", "kind": "Secret", "stringData": {".dockerconfigjson": login}}
    student(world).create("secrets", "default", {**body, **secret})
    create(world, {"name": "c", "image": image}, name="q", imagePullSecrets=[{"name": "login"}])
    wait(world, 30)
    assert stored(world, "q")["status"]["containerStatuses"][0]["ready"]
