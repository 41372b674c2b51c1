"""Admission policies: a cluster's own rules, in CEL, that requests must keep.

kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy; messages from
apiserver/pkg/admission/plugin/policy/validating (dispatcher.go, validator.go).
"""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.client import Client
from tests.world.kube.cluster import deployment, messages, running, student, wait

POLICIES = "validatingadmissionpolicies.admissionregistration.k8s.io"
BINDINGS = "validatingadmissionpolicybindings.admissionregistration.k8s.io"
DEPLOYMENTS = "deployments.apps"
MERGE = "application/merge-patch+json"
RULE = {
    "apiGroups": ["apps"],
    "apiVersions": ["v1"],
    "operations": ["CREATE", "UPDATE"],
    "resources": ["deployments"],
}


def policy(*validations: dict[str, Any], rule: Any = RULE, **spec: Any) -> dict[str, Any]:
    """A policy about Deployments."""
    wanted = {"matchConstraints": {"resourceRules": [rule]}, "validations": [*validations]}
    return {"metadata": {"name": "demo"}, "spec": {**wanted, **spec}}


def binding(*actions: str, **spec: Any) -> dict[str, Any]:
    """A binding of it."""
    wanted = {"policyName": "demo", "validationActions": [*actions] or ["Deny"], **spec}
    return {"metadata": {"name": "everywhere"}, "spec": wanted}


def ruled(policy: dict[str, Any], binding: dict[str, Any]) -> Client:
    """A student's client of a cluster with such a policy."""
    client = student(running(nodes=1))
    client.create(POLICIES, "", policy)
    client.create(BINDINGS, "", binding)
    return client


def refused(client: Client, obj: dict[str, Any]) -> dict[str, Any]:
    """The Status that answers a Deployment."""
    with pytest.raises(StatusError) as caught:
        client.create(DEPLOYMENTS, "default", obj)
    return caught.value.status


FEW = {"expression": "object.spec.replicas <= 5"}


def test_a_policy_counts_once_it_is_bound() -> None:
    client = student(running(nodes=1))
    client.create(POLICIES, "", policy(FEW))
    client.create(DEPLOYMENTS, "default", deployment("before", replicas=6))
    client.create(BINDINGS, "", binding())
    status = refused(client, deployment(replicas=6))
    said = (
        "ValidatingAdmissionPolicy 'demo' with binding 'everywhere' denied request: failed "
        "expression: object.spec.replicas <= 5"
    )
    assert status["message"] == f'deployments.apps "web" is forbidden: {said}'
    assert (status["reason"], status["code"]) == ("Invalid", 422)
    assert status["details"]["causes"] == [{"message": said}]
    client.create(DEPLOYMENTS, "default", deployment(replicas=5))
    with pytest.raises(StatusError, match="failed expression"):
        client.patch(DEPLOYMENTS, "default", "web", {"spec": {"replicas": 7}}, MERGE)
    # The sub-resource is another resource: nobody named it.
    client.scale(DEPLOYMENTS, "default", "web", 7)


def test_the_author_says_why_and_how() -> None:
    told = {
        **FEW,
        "message": "too many",
        "messageExpression": "'at most 5, not ' + string(object.spec.replicas)",
        "reason": "Forbidden",
    }
    status = refused(ruled(policy(told), binding()), deployment(replicas=6))
    assert status["message"].endswith("denied request: at most 5, not 6")
    assert (status["reason"], status["code"]) == ("Forbidden", 403)
    broken = {**told, "messageExpression": "object.spec.nowhere"}
    status = refused(ruled(policy(broken), binding()), deployment(replicas=6))
    assert status["message"].endswith("denied request: too many")


def test_warnings_let_the_request_pass() -> None:
    heard: list[str] = []
    client = ruled(policy(FEW), binding("Warn", "Audit")).hearing(heard.append)
    client.create(DEPLOYMENTS, "default", deployment(replicas=6))
    assert heard == [
        "Validation failed for ValidatingAdmissionPolicy 'demo' with binding 'everywhere': failed "
        "expression: object.spec.replicas <= 5"
    ]


def test_parameters_and_variables() -> None:
    spec = {
        "paramKind": {"apiVersion": "v1", "kind": "ConfigMap"},
        "variables": [
            {"name": "most", "expression": "int(params.data.most)"},
            {"name": "over", "expression": "object.spec.replicas - variables.most"},
        ],
    }
    rule = {
        "expression": "variables.over <= 0",
        "messageExpression": "string(variables.over) + ' too many'",
    }
    ref = {"name": "limits", "namespace": "default", "parameterNotFoundAction": "Deny"}
    client = ruled(policy(rule, **spec), binding(paramRef=ref))
    assert refused(client, deployment())["message"].endswith(
        "failed to configure binding: no params found for policy binding with `Deny` "
        "parameterNotFoundAction"
    )
    client.create("configmaps", "default", {"metadata": {"name": "limits"}, "data": {"most": "2"}})
    assert refused(client, deployment(replicas=3))["message"].endswith("request: 1 too many")
    client.create(DEPLOYMENTS, "default", deployment(replicas=2))
    client.patch("configmaps", "default", "limits", {"data": {"most": "many"}}, MERGE)
    assert (
        'composited variable "most" fails to evaluate'
        in (refused(client, deployment("other"))["message"])
    )


def test_conditions_and_selectors_say_what_it_is_about() -> None:
    conditions = [{"name": "not-robots", "expression": "request.userInfo.username != 'robot'"}]
    labelled = {"namespaceSelector": {"matchLabels": {"strict": "yes"}}}
    demo = policy(FEW, matchConditions=conditions)
    demo["spec"]["matchConstraints"].update(labelled)
    client = ruled(demo, binding())
    client.create(DEPLOYMENTS, "default", deployment("free", replicas=6))
    client.patch("namespaces", "", "default", {"metadata": {"labels": {"strict": "yes"}}}, MERGE)
    refused(client, deployment(replicas=6))


@pytest.mark.parametrize(("failure", "passes"), [("Fail", False), ("Ignore", True)])
def test_a_policy_that_fails_fails_closed_or_open(failure: str, passes: bool) -> None:
    rule = {"expression": "object.spec.nowhere == 1"}
    client = ruled(policy(rule, failurePolicy=failure), binding())
    if passes:
        client.create(DEPLOYMENTS, "default", deployment())
    else:
        assert refused(client, deployment())["message"].endswith(
            "expression 'object.spec.nowhere == 1' resulted in error: no such key: nowhere"
        )


def test_what_costs_too_much_is_stopped() -> None:
    hungry = "object.spec.template.spec.containers"
    for _ in range(12):
        hungry += ".map(c, c.name + c.name).map(n, {'name': n})"
    client = ruled(policy({"expression": f"size({hungry}) > 0"}), binding())
    assert "running out of cost budget" in refused(client, deployment())["message"]


def test_controllers_are_held_to_it_too() -> None:
    rule = {**RULE, "apiGroups": [""], "resources": ["pods"]}
    limits = "object.spec.containers.all(c, has(c.resources.limits))"
    client = ruled(policy({"expression": limits, "message": "set limits"}, rule=rule), binding())
    client.create(DEPLOYMENTS, "default", deployment(replicas=1))
    wait(client.world, 5)
    (first, *_) = messages(client.world, "FailedCreate")
    assert "denied request: set limits" in first


def test_a_deletion_is_a_request_about_the_old_object() -> None:
    rule = {**RULE, "operations": ["DELETE"]}
    keep = {"expression": "object == null && oldObject.metadata.name != 'web'"}
    client = ruled(policy(keep, rule=rule), binding())
    client.create(DEPLOYMENTS, "default", deployment())
    client.create(DEPLOYMENTS, "default", deployment("other"))
    client.delete(DEPLOYMENTS, "default", "other")
    with pytest.raises(StatusError, match="denied request"):
        client.delete(DEPLOYMENTS, "default", "web")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"validations": [{"expression": "objet.spec"}]},
            'spec.validations[0].expression: Invalid value: "objet.spec": compilation failed: '
            "ERROR: <input>:1:1: undeclared reference to 'objet' (in container '')",
        ),
        (
            {"validations": [{"expression": "1 + 1"}]},
            'spec.validations[0].expression: Invalid value: "1 + 1": must evaluate to bool',
        ),
        ({"matchConstraints": None}, "spec.matchConstraints: Required value"),
        ({"failurePolicy": "Maybe"}, 'spec.failurePolicy: Unsupported value: "Maybe"'),
        (
            {"validations": []},
            "spec.validations: Required value: validations or auditAnnotations must contain at "
            "least one item",
        ),
    ],
)
def test_a_policy_is_looked_at_when_it_is_written(changed: dict[str, Any], said: str) -> None:
    client = student(running(nodes=1))
    with pytest.raises(StatusError) as caught:
        client.create(POLICIES, "", policy(FEW, **changed))
    assert said in str(caught.value)
