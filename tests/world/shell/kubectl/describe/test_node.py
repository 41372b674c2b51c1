"""`kubectl describe node`."""

from typing import Any

from cluster_sim.world.shell.kubectl.describe import describe
from tests.world.shell.kubectl.describe.cluster import Cluster, event, named

NODE = named(
    "Node",
    "noeud-1",
    namespace="",
    metadata={"labels": {"node-role.kubernetes.io/worker": ""}},
    spec={
        "podCIDR": "10.244.1.0/24",
        "podCIDRs": ["10.244.1.0/24"],
        "taints": [
            {"key": "node.kubernetes.io/unreachable", "effect": "NoSchedule"},
            {"key": "gpu", "value": "yes", "effect": "NoExecute"},
        ],
    },
    status={
        "conditions": [
            {
                "type": "Ready",
                "status": "True",
                "lastHeartbeatTime": "2026-01-05T08:09:55Z",
                "lastTransitionTime": "2026-01-05T08:00:10Z",
                "reason": "KubeletReady",
                "message": "kubelet is posting ready status",
            }
        ],
        "addresses": [{"type": "InternalIP", "address": "10.0.0.11"}],
        "capacity": {"cpu": "4", "memory": "8Gi", "pods": "110"},
        "allocatable": {"cpu": "4", "memory": "8Gi", "pods": "110"},
        "nodeInfo": {"kubeletVersion": "v1.36.2", "operatingSystem": "linux"},
    },
)
LEASE = named(
    "Lease",
    "noeud-1",
    namespace="kube-node-lease",
    spec={"holderIdentity": "noeud-1", "renewTime": "2026-01-05T08:09:58.123456Z"},
)

EXPECTED = """\
Name:               noeud-1
Roles:              worker
Labels:             node-role.kubernetes.io/worker=
Annotations:        <none>
CreationTimestamp:  Mon, 05 Jan 2026 08:00:00 +0000
Taints:             gpu=yes:NoExecute
                    node.kubernetes.io/unreachable:NoSchedule
Unschedulable:      false
Lease:
  HolderIdentity:  noeud-1
  AcquireTime:     <unset>
  RenewTime:       Mon, 05 Jan 2026 08:09:58 +0000
Conditions:
  Type    Status  LastHeartbeatTime                 LastTransitionTime                Reason\
         Message
  ----    ------  -----------------                 ------------------                ------\
         -------
  Ready   True    Mon, 05 Jan 2026 08:09:55 +0000   Mon, 05 Jan 2026 08:00:10 +0000   \
KubeletReady   kubelet is posting ready status
Addresses:
  InternalIP:  10.0.0.11
Capacity:
  cpu:     4
  memory:  8Gi
  pods:    110
Allocatable:
  cpu:     4
  memory:  8Gi
  pods:    110
System Info:
  Machine ID:                 
  System UUID:                
  Boot ID:                    
  Kernel Version:             
  OS Image:                   
  Operating System:           linux
  Architecture:               
  Container Runtime Version:  
  Kubelet Version:            v1.36.2
PodCIDR:                      10.244.1.0/24
PodCIDRs:                     10.244.1.0/24
Non-terminated Pods:          (1 in total)
  Namespace                   Name    CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  ---------                   ----    ------------  ----------  ---------------  -------------  ---
  shop                        web     250m (6%)     0 (0%)      1Gi (12%)        2Gi (25%)      10m
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests   Limits
  --------           --------   ------
  cpu                250m (6%)  0 (0%)
  memory             1Gi (12%)  2Gi (25%)
  ephemeral-storage  0 (0%)     0 (0%)
Events:
  Type    Reason          Age   From     Message
  ----    ------          ----  ----     -------
  Normal  RegisteredNode  60s   kubelet  It RegisteredNode.
  Normal  Starting        60s   kubelet  It Starting.
"""  # noqa: W291


def pod(name: str, phase: str, **resources: Any) -> dict[str, Any]:
    containers = [{"name": "c", "resources": resources}]
    spec = {"nodeName": "noeud-1", "containers": containers}
    return named("Pod", name, spec=spec, status={"phase": phase})


def test_everything_about_a_node() -> None:
    web = pod(
        "web",
        "Running",
        requests={"cpu": "250m", "memory": "1Gi"},
        limits={"memory": "2Gi"},
    )
    ended = pod("ended", "Succeeded", requests={"cpu": "4"})
    # The kubelet speaks of its node by name, controllers by UID.
    events = [
        event(NODE, "RegisteredNode"),
        event(NODE, "Starting", involved={"uid": "noeud-1"}),
    ]
    cluster = Cluster(pods=[web, ended], leases=[LEASE], events=events)
    assert describe(cluster, "nodes", NODE) == EXPECTED


def test_a_node_without_a_lease_says_so() -> None:
    text = describe(Cluster(), "nodes", NODE)
    assert (
        'Lease:              Failed to get lease: leases.coordination.k8s.io "noeud-1" not found'
        in text
    )


def test_init_containers_and_sidecars_count_as_kubernetes_counts_them() -> None:
    def asks(cpu: str) -> dict[str, Any]:
        return {"requests": {"cpu": cpu}}

    both = pod("both", "Running", **asks("500m"))
    both["spec"]["initContainers"] = [
        {"name": "sidecar", "restartPolicy": "Always", "resources": asks("250m")},
        {"name": "setup", "resources": asks("1")},
    ]
    lines = describe(Cluster(pods=[both]), "nodes", NODE).split("\n")
    assert any(line.split()[:3] == ["cpu", "1250m", "(31%)"] for line in lines)
