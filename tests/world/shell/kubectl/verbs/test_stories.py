"""What a student does with kubectl, on a living cluster."""

import json

import pytest

from tests.world.shell.kubectl.bench import Kubectl, cluster

WEB = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
"""


@pytest.fixture
def kubectl() -> Kubectl:
    return Kubectl(cluster())


@pytest.fixture
def web(kubectl: Kubectl) -> Kubectl:
    kubectl.files["web.yaml"] = WEB
    kubectl.out("apply -f web.yaml")
    kubectl.out("rollout status deploy/web")
    return kubectl


def test_applying_again_changes_only_what_was_changed(web: Kubectl) -> None:
    assert web.out("apply -f web.yaml") == "deployment.apps/web unchanged\n"
    web.out("scale deploy web --replicas=4")
    web.files["web.yaml"] = WEB.replace("1.25", "1.26").replace("  replicas: 2\n", "")
    assert web.out("apply -f web.yaml") == "deployment.apps/web configured\n"
    found = web.out("get deploy web -o jsonpath={.spec.replicas}:{..image}")
    # What the manifest no longer says goes back to its default.
    assert found == "1:nginx:1.26"


def test_diff_tells_what_apply_would_do_and_does_nothing(web: Kubectl) -> None:
    assert web.run("diff -f web.yaml").status == 0
    web.files["web.yaml"] = WEB.replace("replicas: 2", "replicas: 3")
    before = web.world.revision
    told = web.run("diff -f web.yaml")
    assert told.status == 1
    changed = [line for line in told.out.splitlines() if line[:2] in ("- ", "+ ")]
    assert changed == ["-  generation: 1", "+  generation: 2", "-  replicas: 2", "+  replicas: 3"]
    assert web.world.revision == before


def test_a_rollout_goes_on_and_back(web: Kubectl) -> None:
    web.out("set image deploy/web nginx=nginx:1.26")
    assert web.out("rollout status deploy/web").endswith("successfully rolled out\n")
    history = web.out("rollout history deploy/web")
    assert (
        history
        == "deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n"
    )
    assert web.run("rollout undo deploy/web").out == "deployment.apps/web rolled back\n"
    web.out("rollout status deploy/web")
    assert web.out("get deploy web -o jsonpath={..image}") == "nginx:1.25"


def test_a_paused_rollout_waits(web: Kubectl) -> None:
    web.out("rollout pause deploy/web")
    web.out("set image deploy/web nginx=nginx:1.26")
    web.wait(30)
    assert len(web.out("get rs --no-headers").splitlines()) == 1
    web.out("rollout resume deploy/web")
    web.out("rollout status deploy/web")
    assert len(web.out("get rs --no-headers").splitlines()) == 2


def test_waiting_ends_when_it_holds_or_time_is_up(web: Kubectl) -> None:
    web.out("scale deploy web --replicas=3")
    ready = "wait --for=jsonpath={.status.readyReplicas}=3 deploy/web --timeout=60s"
    assert web.out(ready) == "deployment.apps/web condition met\n"
    late = web.run("wait --for=condition=Progressing=False deploy/web --timeout=5s")
    assert late.err == "error: timed out waiting for the condition on deployments/web\n"
    assert late.status == 1
    pod = web.out("get pods -o jsonpath={.items[0].metadata.name}")
    assert web.run(f"delete pod {pod} --wait=false").status == 0
    assert web.out(f"wait --for=delete pod/{pod}") == f"pod/{pod} condition met\n"


def test_delete_waits_until_the_pod_has_gone(kubectl: Kubectl) -> None:
    kubectl.out("run sleeper --image=busybox -- sleep 1000")
    kubectl.out("wait --for=condition=Ready pod/sleeper")
    before = kubectl.world.now
    kubectl.out("delete pod sleeper")
    # sleep does not heed SIGTERM: the whole grace period passes.
    assert 30_000_000 <= kubectl.world.now - before <= 33_000_000
    assert kubectl.run("get pod sleeper").status == 1


def test_a_watch_tells_each_change_once(web: Kubectl) -> None:
    rows = web.run("get pods -w --request-timeout=30s").out.splitlines()
    assert len(rows) == 3
    web.out("scale deploy web --replicas=3")
    rows = web.run("get pods -w --request-timeout=30s").out.splitlines()
    new = [row.split()[2] for row in rows if row.split()[0] == rows[-1].split()[0]]
    assert new[-1] == "Running"


def test_drain_empties_a_node_and_uncordon_opens_it(web: Kubectl) -> None:
    web.out("scale deploy web --replicas=6")
    web.out("rollout status deploy/web")
    drained = web.run("drain noeud-2 --ignore-daemonsets")
    assert drained.status == 0, drained
    assert drained.out.startswith("node/noeud-2 cordoned\n")
    assert drained.out.endswith("node/noeud-2 drained\n")
    names = web.out("get pods --field-selector spec.nodeName=noeud-2 -o name --ignore-not-found")
    assert names == ""
    assert "SchedulingDisabled" in web.out("get node noeud-2")
    assert web.out("uncordon noeud-2") == "node/noeud-2 uncordoned\n"


def test_the_namespace_of_the_context_is_kept(kubectl: Kubectl) -> None:
    kubectl.out("create namespace recette")
    kubectl.out("config set-context --current --namespace=recette")
    assert kubectl.run("get pods").err == "No resources found in recette namespace.\n"
    assert kubectl.out("config get-contexts").splitlines()[1].endswith("recette")
    assert "namespace: recette" in kubectl.out("config view")


def test_a_file_with_faults_is_applied_as_far_as_it_goes(kubectl: Kubectl) -> None:
    kubectl.files["all.yaml"] = (
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: first}\n---\n"
        "apiVersion: v1\nkind: Nothing\nmetadata: {name: second}\n---\n"
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: third}\n---\na: b: c\n"
    )
    result = kubectl.run("apply -f all.yaml")
    assert result.out == "configmap/first created\nconfigmap/third created\n"
    assert result.err == (
        'error: resource mapping not found for name: "second" namespace: "" from "all.yaml": no '
        'matches for kind "Nothing" in version "v1"\nensure CRDs are installed first\n'
        "error: error parsing all.yaml: error converting YAML to JSON: yaml: mapping values are "
        "not allowed in this context\n"
    )
    assert result.status == 1


def test_a_manifest_comes_on_standard_input(kubectl: Kubectl) -> None:
    assert kubectl.out("apply -f -", stdin=WEB) == "deployment.apps/web created\n"
    assert kubectl.run("delete -f -", stdin=WEB).status == 0


def test_unknown_fields_are_refused_in_the_server_s_words(kubectl: Kubectl) -> None:
    kubectl.files["web.yaml"] = WEB.replace("replicas", "replica")
    assert kubectl.run("create -f web.yaml").err == (
        'Error from server (BadRequest): error when creating "web.yaml": Deployment in version '
        '"v1" cannot be handled as a Deployment: strict decoding error: unknown field '
        '"spec.replica"\n'
    )
    assert kubectl.run("create -f web.yaml --validate=false").status == 0


def test_events_and_explain_read_the_same_world(web: Kubectl) -> None:
    told = web.out("events --for deploy/web").splitlines()
    assert told[0].split() == ["LAST", "SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]
    assert "Scaled up replica set" in told[1]
    text = web.out("explain deploy.spec.strategy")
    assert text.startswith(
        "GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\nFIELD: strat"
    )
    assert "  rollingUpdate\t<RollingUpdateDeployment>\n" in text
    assert web.run("explain deploy.spec.nope").err == 'error: field "nope" does not exist\n'


def test_describe_tells_the_events_of_one_object_named_in_full(web: Kubectl) -> None:
    pods = web.out("get pods -o name").split()
    one = web.out(f"describe {pods[0]}")
    assert "Events:" in one
    assert "Scheduled" in one
    assert "Events:" not in web.out("describe pods")
    assert "Events:" not in web.out("describe pods web")
    assert web.out("describe pods --show-events").count("Events:") == len(pods)


def test_a_copy_to_debug_runs_another_command_without_the_old_arguments() -> None:
    """kubernetes.io, Debug Running Pods, "Copying a Pod while changing its command"."""
    kubectl = Kubectl()
    kubectl.out("run myapp --image=busybox:1.28 -- false")
    kubectl.out("debug myapp --copy-to=myapp-debug --container=myapp -- sleep 1d")
    container = json.loads(kubectl.out("get pod myapp-debug -o json"))["spec"]["containers"][0]
    assert (container["command"], container.get("args")) == (["sleep", "1d"], None)


def test_logs_of_all_pods_name_the_pod_of_each_line() -> None:
    """pkg/cmd/logs and pkg/polymorphichelpers/logsforobject.go."""
    kubectl = Kubectl()
    kubectl.out("create deployment say --image=busybox --replicas=2 -- sh -c 'echo hi; sleep 1d'")
    kubectl.out("rollout status deployment/say")
    pods = kubectl.out("get pods -o name").replace("pod/", "").split()
    said = kubectl.out("logs deployment/say --all-pods").splitlines()
    assert sorted(said) == sorted(f"[pod/{pod}/busybox] hi" for pod in pods)
    refused = kubectl.run(f"logs {pods[0]} -c other")
    assert refused.err == (
        f"error: container other is not valid for pod {pods[0]} out of: busybox\n"
    )
