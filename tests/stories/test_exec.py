"""People enter containers: commands, shells, files, and what is refused.

kubernetes.io/docs/tasks/debug/debug-application (get-shell-running-container,
debug-running-pod); refusals in the words of kubectl, the kubelet, containerd and runc.
"""

from __future__ import annotations

from cluster_sim.world.kernel.checkpoint import dump, load
from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.kubelet import sessions
from tests.world.shell.kubectl.bench import Kubectl

_NOT_FOUND = 'exec: "foo": executable file not found in $PATH: unknown'


def with_web() -> Kubectl:
    kubectl = Kubectl()
    kubectl.run("run web --image=nginx:1.27 --env=COLOUR=blue")
    kubectl.wait(15)
    return kubectl


def test_what_is_written_inside_is_served_until_the_container_restarts() -> None:
    kubectl = with_web()
    page = "/usr/share/nginx/html/index.html"
    kubectl.out(f"exec web -- sh -c 'echo Salut > {page}'")
    assert kubectl.out(f"exec web -- cat {page}") == "Salut\n"
    assert kubelet.serve(kubectl.world, "default", "web", 80, {})["body"] == "Salut\n"
    kubectl.run("exec web -- sh -c 'kill 1'")
    kubectl.wait(5)
    assert "Welcome to nginx" in kubectl.out(f"exec web -- cat {page}")
    assert kubectl.out("get pod web -o jsonpath={.status.containerStatuses[0].restartCount}") == "1"


def test_a_command_sees_environment_host_processes_and_the_pods_own_token() -> None:
    kubectl = with_web()
    assert "COLOUR=blue\n" in kubectl.out("exec web -- env")
    assert "KUBERNETES_SERVICE_HOST=10.96.0.1\n" in kubectl.out("exec web -- env")
    assert kubectl.out("exec web -- hostname") == "web\n"
    assert "nameserver 10.96.0.10\n" in kubectl.out("exec web -- cat /etc/resolv.conf")
    assert "nginx -g daemon off;" in kubectl.out("exec web -- ps aux")
    token = "/var/run/secrets/kubernetes.io/serviceaccount"
    assert kubectl.out(f"exec web -- ls {token}") == "ca.crt\nnamespace\ntoken\n"
    assert kubectl.out(f"exec web -- cat {token}/token").count(".") == 2


def test_the_status_of_the_command_is_kubectls_own() -> None:
    kubectl = with_web()
    result = kubectl.run("exec web -- sh -c 'echo out; echo err >&2; exit 3'")
    assert (result.out, result.status) == ("out\n", 3)
    assert result.err == "err\ncommand terminated with exit code 3\n"
    result = kubectl.run("exec web -- sh -c nothere")
    assert result.err.startswith("sh: 1: nothere: not found\n") and result.status == 127
    result = kubectl.run("exec web -- foo")
    assert result.err.startswith("error: Internal error occurred: ") and _NOT_FOUND in result.err
    assert result.status == 1


def test_what_cannot_be_entered_is_refused_in_its_own_words() -> None:
    kubectl = with_web()
    kubectl.run("run done --image=busybox:1.36 --restart=Never -- true")
    kubectl.run("run crash --image=busybox:1.36 -- false")
    kubectl.wait(15)
    assert kubectl.run("exec done -- ls").err == (
        "error: cannot exec into a container in a completed pod; current phase is Succeeded\n"
    )
    assert kubectl.run("exec web -c nope -- ls").err == (
        "Error from server (BadRequest): container nope is not valid for pod web\n"
    )
    assert 'container not found ("crash")' in kubectl.run("exec crash -- ls").err
    assert kubectl.run("exec nobody -- ls").err == (
        'Error from server (NotFound): pods "nobody" not found\n'
    )


def test_a_shell_that_somebody_types_to() -> None:
    kubectl = Kubectl()
    kubectl.run("run box --image=busybox:1.36 -- sleep 3600")
    kubectl.wait(15)
    typed = "cd /tmp\necho one > a\nif true\nthen cat a\nfi\nexit 7\n"
    result = kubectl.run("exec -it box -- sh", typed)
    assert result.out == "/ # /tmp # /tmp # > > one\n/tmp # "
    assert result.status == 7


def test_a_read_only_root_refuses_and_its_volume_does_not() -> None:
    kubectl = Kubectl()
    kubectl.files["pod.yaml"] = """
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    image: busybox:1.36
    command: [sleep, "3600"]
    securityContext: {readOnlyRootFilesystem: true}
    volumeMounts: [{name: v, mountPath: /data}]
  volumes: [{name: v, emptyDir: {}}]
"""
    kubectl.run("apply -f pod.yaml")
    kubectl.wait(15)
    result = kubectl.run("exec p -- touch /x")
    assert result.err.startswith("touch: /x: Read-only file system\n")
    assert kubectl.out("exec p -- sh -c 'echo 1 > /data/x; cat /data/x'") == "1\n"


def test_files_are_copied_both_ways() -> None:
    kubectl = with_web()
    kubectl.files["note.txt"] = "bonjour\n"
    assert kubectl.run("cp note.txt web:/tmp/").status == 0
    assert kubectl.out("exec web -- cat /tmp/note.txt") == "bonjour\n"
    assert kubectl.run("cp web:/tmp/note.txt back.txt").status == 0
    assert kubectl.files["back.txt"] == "bonjour\n"


def test_an_ephemeral_container_joins_a_running_pod() -> None:
    kubectl = with_web()
    result = kubectl.run("debug web -it --image=busybox:1.36 -c look -- sh", "hostname\nexit\n")
    assert "web\n" in result.out and result.status == 0
    kubectl.wait(2)
    path = "{.status.ephemeralContainerStatuses[0].state.terminated.exitCode}"
    assert kubectl.out(f"get pod web -o jsonpath={path}") == "0"
    assert kubectl.out("get pod web -o jsonpath={.status.phase}") == "Running"


def test_a_pod_made_to_be_attached_to_is_gone_when_one_leaves_it() -> None:
    kubectl = Kubectl()
    line = "run tmp -it --rm --restart=Never --image=busybox:1.36 -- sh"
    result = kubectl.run(line, "echo here\nexit 3\n")
    assert "here\n" in result.out and result.status == 3
    assert result.out.endswith('pod "tmp" deleted from default namespace\n')


def test_a_world_with_an_open_shell_is_kept_and_forked() -> None:
    kubectl = with_web()
    world = kubectl.world
    name = kubelet.open_session(world, "default", "web", "web", ["sh"], stdin=True)
    sessions.type_in(world, name, "echo a > /tmp/a\n")
    world.run_until(world.now + 1_000_000)
    sessions.hear(world, name)
    twins = [world.fork(), load(world.system, dump(world))]
    for each in (world, *twins):
        sessions.type_in(each, name, "cat /tmp/a\nexit 5\n")
        each.run_until(each.now + 1_000_000)
        heard = sessions.hear(each, name)
        assert (heard.chunks, heard.code) == ([("stdout", "a\n")], 5)
