"""Validation: the server's own words for what breaks its rules."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kube.api.errors import StatusError
from tests.world.kube.api.manifests import (
    DEPLOYMENT,
    NODE,
    POD,
    SERVICE,
    changed,
)
from tests.world.kube.api.serving import accepted, refusal

_C0 = ("spec", "containers", 0)
_NAME_RULE = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
    "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used "
    "for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("spec", "containers"), [], "spec.containers: Required value"),
        ((*_C0, "name"), "", "spec.containers[0].name: Required value"),
        ((*_C0, "name"), "Web", f'spec.containers[0].name: Invalid value: "Web": {_NAME_RULE}'),
        ((*_C0, "image"), "", "spec.containers[0].image: Required value"),
        (
            (*_C0, "image"),
            " nginx",
            'spec.containers[0].image: Invalid value: " nginx": must not have '
            "leading or trailing whitespace",
        ),
        (
            (*_C0, "imagePullPolicy"),
            "x",
            'spec.containers[0].imagePullPolicy: Unsupported value: "x": supported '
            'values: "Always", "IfNotPresent", "Never"',
        ),
        (
            (*_C0, "ports", 0, "containerPort"),
            70000,
            "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must "
            "be between 1 and 65535, inclusive",
        ),
        (
            (*_C0, "ports", 0, "protocol"),
            "HTTP",
            'spec.containers[0].ports[0].protocol: Unsupported value: "HTTP": '
            'supported values: "SCTP", "TCP", "UDP"',
        ),
        (
            (*_C0, "resources"),
            {"limits": {"cpu": "500m"}, "requests": {"cpu": 1}},
            'spec.containers[0].resources.requests: Invalid value: "1": must be '
            "less than or equal to cpu limit of 500m",
        ),
        (
            (*_C0, "resources"),
            {"requests": {"cpu": "-1"}},
            'spec.containers[0].resources.requests[cpu]: Invalid value: "-1": must '
            "be greater than or equal to 0",
        ),
        (
            (*_C0, "volumeMounts", 0, "name"),
            "cfg",
            'spec.containers[0].volumeMounts[0].name: Not found: "cfg"',
        ),
        (
            (*_C0, "readinessProbe"),
            {"initialDelaySeconds": 1},
            "spec.containers[0].readinessProbe: Required value: must specify a handler type",
        ),
        (
            (*_C0, "livenessProbe"),
            {"tcpSocket": {"port": 80}, "successThreshold": 2},
            "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
        ),
        (
            ("spec", "restartPolicy"),
            "Sometimes",
            'spec.restartPolicy: Unsupported value: "Sometimes": supported values: '
            '"Always", "OnFailure", "Never"',
        ),
        (
            ("spec", "tolerations"),
            [{"operator": "Equal"}],
            'spec.tolerations[0].operator: Invalid value: "Equal": operator must be'
            ' Exists when `key` is empty, which means "match all values and all '
            'keys"',
        ),
        (
            ("spec", "volumes", 0, "secret"),
            {"secretName": "s"},
            "spec.volumes[0].configMap: Forbidden: may not specify more than 1 volume type",
        ),
        (
            ("spec", "initContainers", 0, "lifecycle"),
            {"preStop": {"exec": {"command": ["x"]}}},
            "spec.initContainers[0].lifecycle: Forbidden: may not be set for init "
            "containers without restartPolicy=Always",
        ),
    ],
)
def test_pods(path: Any, value: Any, fault: str) -> None:
    said = refusal(changed(POD, path, value))
    if path[-1] == "secret":
        # A volume that is not sound cannot be mounted either.
        assert said.startswith(f'Pod "web" is invalid: [{fault}, spec.containers[0].volumeMounts')
    else:
        assert said == f'Pod "web" is invalid: {fault}'


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (
            ("spec", "replicas"),
            -1,
            "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
        ),
        (
            ("spec", "template", "metadata", "labels"),
            {"app": "x"},
            'spec.template.metadata.labels: Invalid value: {"app":"x"}: `selector` '
            "does not match template `labels`",
        ),
        (
            ("spec", "template", "spec", "restartPolicy"),
            "Never",
            'spec.template.spec.restartPolicy: Unsupported value: "Never": '
            'supported values: "Always"',
        ),
        (
            ("spec", "strategy"),
            {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": "0%"}},
            'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may '
            "not be 0 when `maxSurge` is 0",
        ),
        (
            ("spec", "strategy"),
            {"type": "Recreate", "rollingUpdate": {}},
            "spec.strategy.rollingUpdate: Forbidden: may not be specified when "
            "strategy `type` is 'Recreate'",
        ),
        (
            ("spec", "progressDeadlineSeconds"),
            0,
            "spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds",
        ),
        (
            ("metadata", "labels"),
            {"a b": "c"},
            'metadata.labels: Invalid value: "a b": name part must consist of '
            "alphanumeric characters, '-', '_' or '.', and must start and end with "
            "an alphanumeric character (e.g. 'MyName',  or 'my.name',  or "
            "'123-abc', regex used for validation is "
            "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
        ),
    ],
)
def test_deployments(path: Any, value: Any, fault: str) -> None:
    assert refusal(changed(DEPLOYMENT, path, value)) == (
        f'Deployment.apps "web" is invalid: {fault}'
    )


def test_a_deployment_without_selector_and_template_hears_of_all_of_it() -> None:
    assert refusal(changed(DEPLOYMENT, ("spec",), {"replicas": 4})) == (
        'Deployment.apps "web" is invalid: [spec.selector: Required value, '
        "spec.template.metadata.labels: Invalid value: null: `selector` does not match template "
        "`labels`, spec.template.spec.containers: Required value]"
    )


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("spec", "ports"), [], "spec.ports: Required value"),
        (
            ("spec", "ports", 0, "nodePort"),
            80,
            "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the"
            " valid range. The range of valid ports is 30000-32767",
        ),
        (
            ("spec", "type"),
            "Public",
            'spec.type: Unsupported value: "Public": supported values: "ClusterIP",'
            ' "ExternalName", "LoadBalancer", "NodePort"',
        ),
        (
            ("spec", "type"),
            "ClusterIP",
            "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
        ),
        (
            ("spec", "clusterIP"),
            "10.0",
            'spec.clusterIPs[0]: Invalid value: "10.0": must be a valid IP address,'
            " (e.g. 10.9.8.7 or 2001:db8::ffff)",
        ),
        (
            ("spec", "ports", 0, "targetPort"),
            "not_a_port",
            'spec.ports[0].targetPort: Invalid value: "not_a_port": must contain '
            "only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
        ),
    ],
)
def test_services(path: Any, value: Any, fault: str) -> None:
    assert refusal(changed(SERVICE, path, value)) == f'Service "web" is invalid: {fault}'


def test_a_status_names_each_fault_as_a_cause() -> None:
    with pytest.raises(StatusError) as caught:
        accepted(changed(POD, (*_C0, "image"), ""))
    assert caught.value.status["details"]["causes"] == [
        {
            "reason": "FieldValueRequired",
            "message": "Required value",
            "field": "spec.containers[0].image",
        }
    ]


def test_taints_are_told_once() -> None:
    taint = {"key": "gpu", "effect": "NoSchedule"}
    assert refusal(changed(NODE, ("spec", "taints"), [taint, {**taint, "value": "a"}])) == (
        'Node "node-1" is invalid: metadata.taints[1]: Duplicate value: {"Key":"gpu","Value":"a",'
        '"Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair'
    )
