"""Pod Security: what a namespace's labels refuse, warn of and let pass.

Messages are those of Kubernetes 1.36 (k8s.io/pod-security-admission: admission/admission.go and
policy/); docs/concepts/security/pod-security-standards and
docs/tutorials/security/ns-level-pss.
"""

from __future__ import annotations

from tests.world.shell.kubectl.bench import Kubectl

RESTRICTED = (
    'PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "nginx" must '
    "set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "
    '"nginx" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or '
    'container "nginx" must set securityContext.runAsNonRoot=true), seccompProfile (pod or '
    'container "nginx" must set securityContext.seccompProfile.type to "RuntimeDefault" or '
    '"Localhost")'
)
GOOD = """
apiVersion: v1
kind: Pod
metadata: {name: good}
spec:
  securityContext: {runAsNonRoot: true, runAsUser: 101, seccompProfile: {type: RuntimeDefault}}
  containers:
  - name: nginx
    image: nginx:1.27
    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
"""
LABEL = "pod-security.kubernetes.io"


def with_namespace(name: str) -> Kubectl:
    """A cluster with one namespace more, and its default account."""
    kubectl = Kubectl()
    kubectl.out(f"create namespace {name}")
    kubectl.wait(1)
    return kubectl


def test_a_restricted_namespace_refuses_a_plain_pod_and_takes_a_careful_one() -> None:
    kubectl = with_namespace("strict")
    kubectl.out(f"label namespace strict {LABEL}/enforce=restricted")
    refusal = kubectl.run("run nginx --image=nginx:1.27 -n strict")
    assert refusal.err == (
        f'Error from server (Forbidden): pods "nginx" is forbidden: violates {RESTRICTED}\n'
    )
    kubectl.files["good.yaml"] = GOOD
    assert kubectl.out("apply -f good.yaml -n strict") == "pod/good created\n"


def test_a_deployment_is_warned_of_and_its_pods_refused() -> None:
    kubectl = with_namespace("strict")
    kubectl.out(f"label namespace strict {LABEL}/enforce=restricted")
    made = kubectl.run("create deployment nginx --image=nginx:1.27 -n strict")
    assert made.err == f"Warning: would violate {RESTRICTED}\n"
    assert made.status == 0
    kubectl.wait(5)
    assert kubectl.run("get pods -n strict").err == "No resources found in strict namespace.\n"
    events = kubectl.out("get events -n strict")
    assert "FailedCreate" in events
    assert f"is forbidden: violates {RESTRICTED}" in events


def test_warnings_may_be_errors() -> None:
    kubectl = with_namespace("soft")
    kubectl.out(f"label namespace soft {LABEL}/warn=baseline")
    run = """run a --image=a -n soft --overrides='{"spec": {"hostNetwork": true}}'"""
    assert kubectl.run(run).err == (
        'Warning: would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true)\n'
    )
    again = kubectl.run(run.replace("run a", "run b") + " --warnings-as-errors")
    assert (again.out, again.status) == ("pod/b created\n", 1)
    assert again.err.endswith("error: 1 warning received\n")


def test_a_new_level_tells_of_the_pods_that_are_there() -> None:
    kubectl = with_namespace("old")
    kubectl.out("create deployment web --image=nginx:1.27 --replicas=3 -n old")
    kubectl.out("run alone --image=nginx:1.27 -n old")
    kubectl.wait(5)
    labelled = kubectl.run(f"label namespace old {LABEL}/enforce=restricted")
    assert labelled.out == "namespace/old labeled\n"
    lines = labelled.err.splitlines()
    assert lines[0] == (
        'Warning: existing pods in namespace "old" violate the new PodSecurity enforce level '
        '"restricted:latest"'
    )
    assert lines[1].startswith(
        "Warning: alone (and 3 other pods): allowPrivilegeEscalation != fals"
    )
    relaxed = kubectl.run(f"label namespace old {LABEL}/enforce=baseline --overwrite")
    assert relaxed.err == ""


def test_a_level_that_there_is_not_is_refused() -> None:
    kubectl = Kubectl()
    label = f"label namespace default {LABEL}/enforce"
    assert kubectl.run(f"{label}=strict").err == (
        'The Namespace "default" is invalid: '
        'metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be '
        "one of privileged, baseline, restricted\n"
    )
    assert 'must be "latest" or "v1.x"' in kubectl.run(f"{label}-version=v2").err


def test_a_version_of_the_past_asks_for_what_it_asked_for_then() -> None:
    """The seccomp profile has been asked for since 1.19, all capabilities since 1.22."""
    kubectl = with_namespace("past")
    kubectl.out(f"label namespace past {LABEL}/enforce=restricted {LABEL}/enforce-version=v1.18")
    refusal = kubectl.run("run nginx --image=nginx:1.27 -n past").err
    assert 'violates PodSecurity "restricted:v1.18": allowPrivilegeEscalation' in refusal
    assert "seccompProfile" not in refusal and "capabilities" not in refusal
