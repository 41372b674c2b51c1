"""The tables of the other kinds."""

from typing import Any

import pytest

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.tables import TABLES, ingresses, services, table_for

NOW = timestamps.parse("2026-01-05T08:10:00Z")
CREATED = "2026-01-05T08:00:00Z"
TEMPLATE = {
    "spec": {
        "containers": [
            {"name": "app", "image": "nginx:1.27"},
            {"name": "log", "image": "fluentd:v1"},
        ]
    }
}


def row(key: str, **fields: Any) -> list[Any]:
    metadata = {"name": "it", "creationTimestamp": CREATED, **fields.pop("metadata", {})}
    return table_for(key).row({"metadata": metadata, **fields}, NOW)


@pytest.mark.parametrize("key", sorted(TABLES))
def test_every_table_fills_every_column_even_for_an_empty_object(key: str) -> None:
    table = TABLES[key]
    cells = table.row({"metadata": {"name": "it"}}, NOW)
    assert len(cells) == len(table.COLUMNS)
    assert "it" in [str(cell) for cell in cells]
    names = [column.name for column in table.COLUMNS]
    if "Age" in names:
        assert cells[names.index("Age")] == "<unknown>"


def test_a_kind_without_a_table_shows_when_it_was_made() -> None:
    assert row("roles.rbac.authorization.k8s.io") == ["it", CREATED]


def test_deployment() -> None:
    spec = {"replicas": 3, "template": TEMPLATE, "selector": {"matchLabels": {"app": "web"}}}
    status = {"readyReplicas": 2, "updatedReplicas": 3, "availableReplicas": 1}
    assert row("deployments.apps", spec=spec, status=status) == [
        *("it", "2/3", 3, 1, "10m", "app,log", "nginx:1.27,fluentd:v1", "app=web"),
    ]


def test_replicaset_shows_what_it_wants_and_has() -> None:
    spec = {"replicas": 3, "template": TEMPLATE, "selector": {"matchLabels": {"app": "web"}}}
    cells = row("replicasets.apps", spec=spec, status={"replicas": 2, "readyReplicas": 1})
    assert cells[:5] == ["it", 3, 2, 1, "10m"]


@pytest.mark.parametrize(
    ("conditions", "unschedulable", "shown"),
    [
        ([{"type": "Ready", "status": "True"}], False, "Ready"),
        ([{"type": "Ready", "status": "Unknown"}], False, "NotReady"),
        ([{"type": "Ready", "status": "True"}], True, "Ready,SchedulingDisabled"),
        ([], False, "Unknown"),
    ],
)
def test_node_status(conditions: list[Any], unschedulable: bool, shown: str) -> None:
    spec = {"unschedulable": unschedulable}
    assert row("nodes", spec=spec, status={"conditions": conditions})[1] == shown


def test_node_roles_come_from_its_labels() -> None:
    labels = {
        "node-role.kubernetes.io/worker": "",
        "node-role.kubernetes.io/control-plane": "",
        "kubernetes.io/role": "edge",
        "node-role.kubernetes.io/": "",
    }
    assert row("nodes", metadata={"labels": labels})[2] == "control-plane,edge,worker"


def test_services_are_reached_in_four_ways() -> None:
    def external(kind: str, status: Any = None, **spec: Any) -> str:
        return str(row("services", spec={"type": kind, **spec}, status=status or {})[3])

    points = {"loadBalancer": {"ingress": [{"hostname": "lb.example"}, {"ip": "1.2.3.4"}]}}
    assert external("ClusterIP") == "<none>"
    assert external("NodePort", externalIPs=["9.9.9.9"]) == "9.9.9.9"
    assert external("LoadBalancer") == "<pending>"
    assert external("LoadBalancer", points, externalIPs=["9.9.9.9"]) == "1.2.3.4,lb.example,9.9.9.9"
    assert external("ExternalName", externalName="example.org") == "example.org"


def test_service_ports_with_and_without_node_port() -> None:
    ports = [
        {"port": 80, "nodePort": 30080, "protocol": "TCP"},
        {"port": 53, "protocol": "UDP"},
    ]
    assert row("services", spec={"type": "NodePort", "ports": ports})[4] == "80:30080/TCP,53/UDP"


def test_narrow_tables_clip_a_load_balancer() -> None:
    status = {"loadBalancer": {"ingress": [{"ip": "203.0.113.10"}, {"ip": "203.0.113.11"}]}}
    obj = {"metadata": {"name": "it"}, "spec": {"type": "LoadBalancer"}, "status": status}
    assert services.row(obj, NOW, wide=False)[3] == "203.0.113.10,..."
    assert ingresses.row(obj, NOW, wide=False)[3] == "203.0.113.10,..."
    assert services.row(obj, NOW)[3] == "203.0.113.10,203.0.113.11"


def test_endpoints_beyond_three_are_counted() -> None:
    addresses = [{"ip": f"10.0.0.{at}"} for at in range(1, 6)]
    subset = {"addresses": addresses, "ports": [{"port": 80}]}
    assert row("endpoints", subsets=[subset])[1] == (
        "10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 2 more..."
    )
    assert row("endpoints")[1] == "<none>"
    six = {"addresses": [{"ip": "fd00::1"}], "ports": [{"port": 80}]}
    assert row("endpoints", subsets=[six])[1] == "[fd00::1]:80"


def test_endpointslice_shows_ports_and_addresses() -> None:
    endpoints = [{"addresses": ["10.0.0.1"]}, {"addresses": ["10.0.0.2"]}]
    cells = row(
        "endpointslices.discovery.k8s.io",
        addressType="IPv4",
        ports=[{"port": 8080}, {"name": "any"}],
        endpoints=endpoints,
    )
    assert cells == ["it", "IPv4", "8080,any", "10.0.0.1,10.0.0.2", "10m"]
    assert row("endpointslices.discovery.k8s.io")[2:4] == ["<unset>", "<unset>"]


def test_events_old_and_new() -> None:
    old = {
        "type": "Warning",
        "reason": "BackOff",
        "involvedObject": {"kind": "Pod", "name": "web", "fieldPath": "spec.containers{c}"},
        "source": {"component": "kubelet", "host": "noeud-1"},
        "message": "Back-off\n",
        "firstTimestamp": "2026-01-05T08:00:00Z",
        "lastTimestamp": "2026-01-05T08:09:00Z",
        "count": 5,
    }
    assert row("events", **old) == [
        *("60s", "Warning", "BackOff", "pod/web", "spec.containers{c}", "kubelet, noeud-1"),
        *("Back-off", "10m", 5, "it"),
    ]
    new = {
        "eventTime": "2026-01-05T08:05:00.000000Z",
        "series": {"count": 3, "lastObservedTime": "2026-01-05T08:09:30.000000Z"},
        "reportingComponent": "default-scheduler",
    }
    cells = row("events", **new)
    assert (cells[0], cells[5], cells[7], cells[8]) == ("30s", "default-scheduler", "5m", 3)


@pytest.mark.parametrize(
    ("spec", "shown"),
    [
        ({"completions": 3}, "1/3"),
        ({"parallelism": 4}, "1/1 of 4"),
        ({}, "1/1"),
    ],
)
def test_job_completions(spec: dict[str, int], shown: str) -> None:
    assert row("jobs.batch", spec=spec, status={"succeeded": 1})[2] == shown


def test_job_status_and_duration() -> None:
    status = {
        "startTime": "2026-01-05T08:00:00Z",
        "completionTime": "2026-01-05T08:00:42Z",
        "conditions": [{"type": "Complete", "status": "True"}],
    }
    assert row("jobs.batch", status=status)[1:4:2] == ["Complete", "42s"]
    deleted = {"deletionTimestamp": CREATED}
    assert row("jobs.batch", metadata=deleted)[1] == "Terminating"
    assert row("jobs.batch")[1] == "Running"


def test_autoscaler_shows_two_metrics_and_counts_the_others() -> None:
    utilization = {"type": "Utilization", "averageUtilization": 50}
    metric = {"type": "Resource", "resource": {"name": "cpu", "target": utilization}}
    current = {"type": "Resource", "resource": {"current": {"averageUtilization": 31}}}
    spec = {"metrics": [metric] * 3, "minReplicas": 2, "maxReplicas": 9}
    cells = row(
        "horizontalpodautoscalers.autoscaling", spec=spec, status={"currentMetrics": [current]}
    )
    assert cells[2:5] == ["cpu: 31%/50%, cpu: <unknown>/50% + 1 more...", "2", 9]


def test_claims_and_volumes() -> None:
    bound = {"volumeName": "pv-1", "storageClassName": "fast"}
    status = {
        "phase": "Bound",
        "capacity": {"storage": "10Gi"},
        "accessModes": ["ReadWriteMany", "ReadWriteOnce"],
    }
    assert row("persistentvolumeclaims", spec=bound, status=status)[1:6] == [
        *("Bound", "pv-1", "10Gi", "RWO,RWX", "fast"),
    ]
    volume = {"capacity": {"storage": "10Gi"}, "claimRef": {"namespace": "shop", "name": "data"}}
    assert row("persistentvolumes", spec=volume)[5] == "shop/data"
