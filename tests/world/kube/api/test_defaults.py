"""Defaults: what ``kubectl get -o yaml`` shows though nobody wrote it."""

from __future__ import annotations

import pytest

from cluster_sim.world.kube.api.defaults.containers import pull_policy
from tests.world.kube.api.manifests import DEPLOYMENT, NAMESPACE, POD, SECRET, SERVICE, changed
from tests.world.kube.api.serving import accepted


def test_a_deployment_rolls_by_quarters() -> None:
    spec = accepted(DEPLOYMENT)["spec"]
    assert spec["strategy"] == {
        "type": "RollingUpdate",
        "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"},
    }
    assert (spec["revisionHistoryLimit"], spec["progressDeadlineSeconds"]) == (10, 600)
    assert spec["template"]["spec"] == {
        "containers": [
            {
                "name": "nginx",
                "image": "nginx:1.27",
                "imagePullPolicy": "IfNotPresent",
                "resources": {},
                "terminationMessagePath": "/dev/termination-log",
                "terminationMessagePolicy": "File",
            }
        ],
        "dnsPolicy": "ClusterFirst",
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "terminationGracePeriodSeconds": 30,
    }


def test_a_pod_asks_for_what_it_limits() -> None:
    pod = accepted(POD)
    container = pod["spec"]["containers"][0]
    assert container["resources"]["requests"] == {"cpu": "100m", "memory": "64Mi"}
    assert container["env"][0]["valueFrom"]["fieldRef"]["apiVersion"] == "v1"
    assert container["readinessProbe"]["periodSeconds"] == 10
    assert container["readinessProbe"]["httpGet"]["scheme"] == "HTTP"
    assert pod["spec"]["volumes"][0]["configMap"]["defaultMode"] == 0o644
    assert pod["spec"]["enableServiceLinks"] is True
    assert pod["status"] == {"phase": "Pending", "qosClass": "Burstable"}
    assert pod["metadata"]["generation"] == 1

    limits = {"limits": {"cpu": "1", "memory": "1Gi"}}
    bare = changed(POD, ("spec", "containers", 0, "resources"), limits)
    resources = accepted(bare)["spec"]["containers"][0]["resources"]
    assert resources["requests"] == limits["limits"]


def test_a_pod_on_the_hosts_network_takes_its_ports() -> None:
    pod = accepted(changed(POD, ("spec", "hostNetwork"), True))
    assert pod["spec"]["containers"][0]["ports"][0]["hostPort"] == 80


@pytest.mark.parametrize(
    ("image", "policy"),
    [
        ("nginx", "Always"),
        ("nginx:latest", "Always"),
        ("nginx:1.27", "IfNotPresent"),
        ("registry:5000/nginx", "Always"),
        ("registry:5000/nginx:1", "IfNotPresent"),
        ("nginx@sha256:" + "0" * 64, "IfNotPresent"),
        ("nginx:latest@sha256:" + "0" * 64, "Always"),
    ],
)
def test_the_tag_decides_when_an_image_is_pulled(image: str, policy: str) -> None:
    assert pull_policy(image) == policy


def test_a_service_listens_where_it_sends() -> None:
    spec = accepted(changed(SERVICE, ("spec", "ports", 0), {"port": 80}))["spec"]
    assert spec["ports"] == [{"port": 80, "protocol": "TCP", "targetPort": 80}]
    assert spec["externalTrafficPolicy"] == spec["internalTrafficPolicy"] == "Cluster"
    assert spec["sessionAffinity"] == "None"
    assert spec["ipFamilyPolicy"] == "SingleStack"


def test_small_kinds_have_their_own() -> None:
    namespace = accepted(NAMESPACE)
    assert namespace["metadata"]["labels"] == {"kubernetes.io/metadata.name": "shop"}
    assert namespace["spec"] == {"finalizers": ["kubernetes"]}
    secret = accepted(SECRET)
    assert secret["type"] == "Opaque"
    assert secret["data"] == {"user": "YWRtaW4=", "password": "czNjcmV0"}
    assert "stringData" not in secret
