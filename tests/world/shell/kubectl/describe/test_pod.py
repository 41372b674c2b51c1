"""`kubectl describe pod`."""

from typing import Any

from cluster_sim.world.shell.kubectl.describe import describe
from tests.world.shell.kubectl.describe.cluster import Cluster, event, named

CONTAINER = {
    "name": "app",
    "image": "nginx:1.27",
    "ports": [{"containerPort": 80, "protocol": "TCP", "name": "http"}],
    "command": ["sh", "-c", "echo hello\nsleep 10"],
    "resources": {"limits": {"memory": "128Mi"}, "requests": {"memory": "64Mi", "cpu": "0.5"}},
    "readinessProbe": {
        "httpGet": {"path": "/healthz", "port": "http", "scheme": "HTTP"},
        "initialDelaySeconds": 3,
        "timeoutSeconds": 1,
        "periodSeconds": 10,
        "successThreshold": 1,
        "failureThreshold": 3,
    },
    "env": [
        {"name": "MODE", "value": "fast"},
        {"name": "ME", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
        {"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "login", "key": "password"}}},
        {"name": "CPU", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}},
    ],
    "volumeMounts": [
        {"name": "token", "mountPath": "/var/run/secrets", "readOnly": True},
        {"name": "data", "mountPath": "/data", "subPath": "web"},
    ],
}
STATUS = {
    "name": "app",
    "containerID": "containerd://abc",
    "imageID": "nginx@sha256:1",
    "ready": True,
    "restartCount": 2,
    "state": {"running": {"startedAt": "2026-01-05T08:01:00Z"}},
    "lastState": {
        "terminated": {
            "exitCode": 137,
            "reason": "OOMKilled",
            "startedAt": "2026-01-05T08:00:01Z",
            "finishedAt": "2026-01-05T08:00:59Z",
        }
    },
}
POD = named(
    "Pod",
    "web-1",
    metadata={
        "labels": {"tier": "front", "app": "web"},
        "annotations": {"note": "one\ntwo", "kubectl.kubernetes.io/last-applied-configuration": ""},
        "ownerReferences": [{"kind": "ReplicaSet", "name": "web", "controller": True}],
    },
    spec={
        "priority": 0,
        "serviceAccountName": "default",
        "nodeName": "noeud-1",
        "containers": [CONTAINER],
        "volumes": [
            {"name": "data", "emptyDir": {}},
            {"name": "token", "projected": {"sources": [
                {"serviceAccountToken": {"expirationSeconds": 3607}},
                {"configMap": {"name": "kube-root-ca.crt"}},
                {"downwardAPI": {}},
            ]}},
        ],
        "nodeSelector": {"disktype": "ssd"},
        "tolerations": [
            {"key": "node.kubernetes.io/unreachable", "operator": "Exists",
             "effect": "NoExecute", "tolerationSeconds": 300},
            {"operator": "Exists"},
        ],
    },
    status={
        "phase": "Running",
        "hostIP": "10.0.0.11",
        "podIP": "10.244.1.5",
        "podIPs": [{"ip": "10.244.1.5"}],
        "startTime": "2026-01-05T08:00:00Z",
        "conditions": [{"type": "Ready", "status": "True"}],
        "containerStatuses": [STATUS],
        "qosClass": "Burstable",
    },
)  # fmt: skip

EXPECTED = """\
Name:             web-1
Namespace:        shop
Priority:         0
Service Account:  default
Node:             noeud-1/10.0.0.11
Start Time:       Mon, 05 Jan 2026 08:00:00 +0000
Labels:           app=web
                  tier=front
Annotations:      note:
                    one
                    two
Status:           Running
IP:               10.244.1.5
IPs:
  IP:           10.244.1.5
Controlled By:  ReplicaSet/web
Containers:
  app:
    Container ID:  containerd://abc
    Image:         nginx:1.27
    Image ID:      nginx@sha256:1
    Port:          80/TCP (http)
    Host Port:     0/TCP (http)
    Command:
      sh
      -c
      echo hello
      sleep 10
    State:          Running
      Started:      Mon, 05 Jan 2026 08:01:00 +0000
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Mon, 05 Jan 2026 08:00:01 +0000
      Finished:     Mon, 05 Jan 2026 08:00:59 +0000
    Ready:          True
    Restart Count:  2
    Limits:
      memory:  128Mi
    Requests:
      cpu:      500m
      memory:   64Mi
    Readiness:  http-get http://:http/healthz delay=3s timeout=1s period=10s \
successThreshold=1 failureThreshold=3
    Environment:
      MODE:  fast
      ME:    web-1 (v1:metadata.name)
      KEY:   <set to the key 'password' in secret 'login'>  Optional: false
      CPU:   node allocatable (limits.cpu)
    Mounts:
      /data from data (rw,path="web")
      /var/run/secrets from token (ro)
Conditions:
  Type    Status
  Ready   True 
Volumes:
  data:
    Type:       EmptyDir (a temporary directory that shares a pod's lifetime)
    Medium:     
    SizeLimit:  <unset>
  token:
    Type:                    Projected (a volume that contains injected data from multiple sources)
    TokenExpirationSeconds:  3607
    ConfigMapName:           kube-root-ca.crt
    Optional:                false
    DownwardAPI:             true
QoS Class:                   Burstable
Node-Selectors:              disktype=ssd
Tolerations:                 op=Exists
                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
Events:
  Type     Reason     Age                  From               Message
  ----     ------     ----                 ----               -------
  Normal   Scheduled  10m                  default-scheduler  Successfully assigned shop/web-1
  Normal   Pulled     60s                  kubelet            It Pulled.
  Warning  BackOff    20s (x4 over 9m30s)  kubelet            spec.containers{app}: Back-off
"""  # noqa: W291


def test_everything_about_a_pod() -> None:
    scheduled = event(
        POD,
        "Scheduled",
        message="Successfully assigned shop/web-1",
        eventTime="2026-01-05T08:00:00.000000Z",
        firstTimestamp=None,
        lastTimestamp=None,
        source={},
        reportingComponent="default-scheduler",
    )
    again = event(
        POD,
        "BackOff",
        type="Warning",
        message="Back-off\n",
        involved={"fieldPath": "spec.containers{app}"},
        firstTimestamp="2026-01-05T08:00:30Z",
        lastTimestamp="2026-01-05T08:09:40Z",
        count=4,
    )
    other = event(named("Pod", "web-2"), "Killing")
    cluster = Cluster(events=[again, event(POD, "Pulled"), scheduled, other])
    assert describe(cluster, "pods", POD) == EXPECTED


def test_a_pod_that_waits_for_a_node() -> None:
    pod = named("Pod", "late", spec={"containers": [{"name": "c"}]}, status={"phase": "Pending"})
    lines = describe(Cluster(), "pods", pod).split("\n")
    assert "Node:         <none>" in lines
    assert "IPs:          <none>" in lines
    assert lines[-2].split() == ["Events:", "<none>"]


def test_a_pod_being_deleted_tells_how_long_it_takes() -> None:
    deleted = {"deletionTimestamp": "2026-01-05T08:09:00Z", "deletionGracePeriodSeconds": 30}
    pod = named("Pod", "gone", metadata=deleted, spec={}, status={"phase": "Running"})
    text = describe(Cluster(), "pods", pod)
    assert "Status:                    Terminating (lasts 60s)\n" in text
    assert "Termination Grace Period:  30s\n" in text


def test_without_events() -> None:
    text = describe(Cluster(events=[event(POD, "Pulled")]), "pods", POD, show_events=False)
    assert "Events" not in text


def test_probes_of_every_kind() -> None:
    def probe_of(**handler: Any) -> str:
        container = {"name": "c", "livenessProbe": handler}
        pod = named("Pod", "p", spec={"containers": [container]}, status={})
        lines = describe(Cluster(), "pods", pod).split("\n")
        line = next(line for line in lines if "Liveness:" in line)
        return line.split(":", 1)[1].split(" delay=")[0].strip()

    assert probe_of(exec={"command": ["cat", "/up"]}) == "exec [cat /up]"
    assert probe_of(tcpSocket={"port": 3306}) == "tcp-socket :3306"
    assert probe_of(grpc={"port": 9000, "service": "ready"}) == "grpc <pod>:9000 ready"
    assert probe_of(httpGet={"port": 80, "scheme": "HTTPS", "host": "::1", "path": "a b"}) == (
        "http-get https://[::1]:80/a%20b"
    )
    assert probe_of() == "unknown"
