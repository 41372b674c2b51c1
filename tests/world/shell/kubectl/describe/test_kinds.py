"""`kubectl describe` for the kinds that are neither pods nor nodes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.shell.kubectl.describe import DESCRIBERS, describe
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from tests.world.shell.kubectl.describe.cluster import Cluster, named

TEMPLATE = {
    "metadata": {"labels": {"app": "web"}},
    "spec": {"containers": [{"name": "app", "image": "nginx:1.27"}]},
}
OWNED = {"labels": {"app": "web"}}


ROLLING = (
    "Name:                   web\n"
    "Namespace:              shop\n"
    "CreationTimestamp:      Mon, 05 Jan 2026 08:00:00 +0000\n"
    "Labels:                 <none>\n"
    "Annotations:            <none>\n"
    "Selector:               app=web\n"
    "Replicas:               3 desired | 2 updated | 4 total | 3 available | 1 unavailable\n"
    "StrategyType:           RollingUpdate\n"
    "MinReadySeconds:        0\n"
    "RollingUpdateStrategy:  25% max unavailable, 25% max surge\n"
    "Pod Template:\n"
    "  Labels:  app=web\n"
    "  Containers:\n"
    "   app:\n"
    "    Image:         nginx:1.27\n"
    "    Port:          <none>\n"
    "    Host Port:     <none>\n"
    "    Environment:   <none>\n"
    "    Mounts:        <none>\n"
    "  Volumes:         <none>\n"
    "  Node-Selectors:  <none>\n"
    "  Tolerations:     <none>\n"
    "Conditions:\n"
    "  Type           Status  Reason\n"
    "  ----           ------  ------\n"
    "  Available      True    MinimumReplicasAvailable\n"
    "OldReplicaSets:  web-old (2/2 replicas created)\n"
    "NewReplicaSet:   web-new (2/2 replicas created)\n"
    "Events:          <none>\n"
)


def owner(kind: str, name: str) -> dict[str, Any]:
    return {"kind": kind, "name": name, "uid": f"uid-{name}", "controller": True}


def test_deployment_with_its_replica_sets() -> None:
    selector = {"matchLabels": {"app": "web"}}
    strategy = {
        "type": "RollingUpdate",
        "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"},
    }
    deployment = named(
        "Deployment",
        "web",
        spec={"replicas": 3, "selector": selector, "strategy": strategy, "template": TEMPLATE},
        status={
            "replicas": 4,
            "updatedReplicas": 2,
            "availableReplicas": 3,
            "unavailableReplicas": 1,
            "conditions": [
                {"type": "Available", "status": "True", "reason": "MinimumReplicasAvailable"}
            ],
        },
    )
    hashed = {**TEMPLATE, "metadata": {"labels": {"app": "web", "pod-template-hash": "5f"}}}
    older = {**TEMPLATE, "spec": {"containers": [{"name": "app", "image": "nginx:1.26"}]}}
    sets = [
        named(
            "ReplicaSet",
            f"web-{name}",
            metadata={**OWNED, "ownerReferences": [owner("Deployment", "web")]},
            spec={"replicas": wanted, "template": template},
            status={"replicas": wanted},
        )
        for name, wanted, template in (("new", 2, hashed), ("old", 2, older))
    ]
    stranger = named("ReplicaSet", "other", metadata=OWNED, spec={"template": hashed})
    cluster = Cluster(replicasets=[*sets, stranger])
    assert describe(cluster, "deployments.apps", deployment) == ROLLING


def test_a_replica_set_counts_its_own_pods() -> None:
    def pod(name: str, phase: str, *owners: dict[str, Any]) -> dict[str, Any]:
        metadata = {**OWNED, "ownerReferences": list(owners)}
        return named("Pod", name, metadata=metadata, status={"phase": phase})

    mine = owner("ReplicaSet", "web")
    pods = [pod("a", "Running", mine), pod("b", "Pending", mine), pod("c", "Running")]
    spec = {"replicas": 3, "selector": {"matchLabels": {"app": "web"}}, "template": TEMPLATE}
    text = describe(Cluster(pods=pods), "replicasets.apps", named("ReplicaSet", "web", spec=spec))
    fields = {line.split(":")[0]: line.split(":", 1)[1].strip() for line in text.splitlines()}
    assert fields["Replicas"] == "0 current / 3 desired"
    assert fields["Pods Status"] == "1 Running / 1 Waiting / 0 Succeeded / 0 Failed"


def test_service_with_its_ready_endpoints() -> None:
    service = named(
        "Service",
        "web",
        spec={
            "type": "NodePort",
            "selector": {"app": "web"},
            "clusterIPs": ["10.96.0.9"],
            "clusterIP": "10.96.0.9",
            "ipFamilies": ["IPv4"],
            "ipFamilyPolicy": "SingleStack",
            "ports": [{"port": 80, "targetPort": 8080, "nodePort": 30080, "protocol": "TCP"}],
            "sessionAffinity": "None",
            "internalTrafficPolicy": "Cluster",
        },
    )
    endpoints = [{"addresses": [f"10.0.0.{n}"], "conditions": {"ready": n != 2}} for n in range(6)]
    label = {"labels": {"kubernetes.io/service-name": "web"}}
    more = {"ports": [{"name": "", "port": 8080}], "endpoints": endpoints}
    slices = [named("EndpointSlice", "s", metadata=label, **more)]
    assert describe(Cluster(endpointslices=slices), "services", service) == (
        "Name:                     web\n"
        "Namespace:                shop\n"
        "Labels:                   <none>\n"
        "Annotations:              <none>\n"
        "Selector:                 app=web\n"
        "Type:                     NodePort\n"
        "IP Family Policy:         SingleStack\n"
        "IP Families:              IPv4\n"
        "IP:                       10.96.0.9\n"
        "IPs:                      10.96.0.9\n"
        "Port:                     <unset>  80/TCP\n"
        "TargetPort:               8080/TCP\n"
        "NodePort:                 <unset>  30080/TCP\n"
        "Endpoints:                10.0.0.0:8080,10.0.0.1:8080,10.0.0.3:8080 + 2 more...\n"
        "Session Affinity:         None\n"
        "Internal Traffic Policy:  Cluster\n"
        "Events:                   <none>\n"
    )


def test_config_maps_show_their_texts_and_secrets_their_sizes() -> None:
    config = named("ConfigMap", "cfg", data={"b": "two\nlines", "a": "1"}, binaryData={"z": "AAEC"})
    assert describe(Cluster(), "configmaps", config).endswith(
        "\nData\n====\na:\n----\n1\n\nb:\n----\ntwo\nlines\n\n"
        "\nBinaryData\n====\nz: 3 bytes\n\nEvents:  <none>\n"
    )
    secret = named("Secret", "login", type="Opaque", data={"password": "czNjcmV0", "empty": ""})
    assert describe(Cluster(), "secrets", secret).endswith(
        "\nType:  Opaque\n\nData\n====\nempty:     0 bytes\npassword:  6 bytes\n"
    )


def test_namespace_with_quota_and_limits() -> None:
    quota = named(
        "ResourceQuota",
        "small",
        spec={"scopes": ["BestEffort"]},
        status={"hard": {"pods": "5"}, "used": {"pods": "2"}},
    )
    limits = {"limits": [{"type": "Container", "default": {"cpu": "1"}}]}
    ranges = [named("LimitRange", "usual", spec=limits)]
    space = named("Namespace", "shop", namespace="", status={"phase": "Active"})
    cluster = Cluster(resourcequotas=[quota], limitranges=ranges)
    assert describe(cluster, "namespaces", space).split("Status:")[1] == (
        "       Active\n"
        "\n"
        "Resource Quotas\n"
        "  Name:    small\n"
        "  Scopes:  BestEffort\n"
        "  * Matches all pods that do not have resource requirements set. These pods have a best"
        " effort quality of service.\n"
        "  Resource  Used  Hard\n"
        "  --------  ---   ---\n"
        "  pods      2     5\n"
        "\n"
        "Resource Limits\n"
        " Type       Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio\n"
        " ----       --------  ---  ---  ---------------  -------------  -----------------------\n"
        " Container  cpu       -    -    -                1              -\n"
    )


def test_any_other_kind_shows_all_its_fields() -> None:
    widget = {
        "apiVersion": "example.com/v1",
        **named("Widget", "w", metadata={"managedFields": [{}]}),
        "spec": {"podCIDR": "x", "maxURLs": 3, "HTTPServer": {"on": True}, "list": ["a", {"b": 1}]},
    }
    assert describe(Cluster(), "widgets.example.com", widget) == (
        "Name:         w\n"
        "Namespace:    shop\n"
        "Labels:       <none>\n"
        "Annotations:  <none>\n"
        "API Version:  example.com/v1\n"
        "Kind:         Widget\n"
        "Metadata:\n"
        "  Creation Timestamp:  2026-01-05T08:00:00Z\n"
        "  UID:                 uid-w\n"
        "Spec:\n"
        "  HTTPServer:\n"
        "    On:  true\n"
        "  List:\n"
        "    a\n"
        "    B:       1\n"
        "  Max URLs:  3\n"
        "  Pod CIDR:  x\n"
        "Events:      <none>\n"
    )


@pytest.mark.parametrize("key", sorted(DESCRIBERS))
def test_every_description_begins_with_the_name_and_ends_its_last_line(key: str) -> None:
    spec = {"template": TEMPLATE, "jobTemplate": {"spec": {"template": TEMPLATE}}}
    obj = named("Thing", "it", spec=spec)
    text = describe(Cluster(), key, obj)
    assert text.startswith("Name:") and text.endswith("\n")
    assert text.split("\n")[0].split() == ["Name:", "it"]


@given(st.dictionaries(st.text("ab/.-", min_size=1), st.text("xyz", max_size=200), max_size=5))
def test_labels_and_annotations_never_break_the_page(texts: dict[str, str]) -> None:
    obj = named("Secret", "s", metadata={"labels": texts, "annotations": texts})
    lines = describe(Cluster(), "secrets", obj).split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith("Annotations:"))
    labels = lines[lines.index(next(line for line in lines if line.startswith("Labels:"))) : first]
    assert len(labels) == max(1, len(texts))
    assert all(len(line) < 360 for line in lines)


def test_moments_are_written_with_their_weekday() -> None:
    assert rfc1123("2026-01-05T08:00:00Z") == "Mon, 05 Jan 2026 08:00:00 +0000"
    assert rfc1123("2024-02-29T23:59:59.999999Z") == "Thu, 29 Feb 2024 23:59:59 +0000"
    assert rfc1123(None) == "Mon, 01 Jan 0001 00:00:00 +0000"
