"""Manifests that tests start from, and ways to spoil them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

POD: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web", "namespace": "default", "labels": {"app": "web"}},
    "spec": {
        "containers": [
            {
                "name": "nginx",
                "image": "nginx:1.27",
                "ports": [{"name": "http", "containerPort": 80}],
                "env": [{"name": "WHO", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
                "resources": {
                    "requests": {"cpu": "100m", "memory": "64Mi"},
                    "limits": {"memory": "128Mi"},
                },
                "readinessProbe": {"httpGet": {"path": "/", "port": "http"}},
                "volumeMounts": [{"name": "config", "mountPath": "/etc/config"}],
            }
        ],
        "initContainers": [{"name": "setup", "image": "busybox", "command": ["true"]}],
        "volumes": [{"name": "config", "configMap": {"name": "config"}}],
        "tolerations": [{"key": "zone", "operator": "Exists", "effect": "NoSchedule"}],
        "affinity": {
            "nodeAffinity": {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                    "nodeSelectorTerms": [
                        {"matchExpressions": [{"key": "disk", "operator": "Exists"}]}
                    ]
                }
            }
        },
    },
}

DEPLOYMENT: dict[str, Any] = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web", "namespace": "default"},
    "spec": {
        "replicas": 3,
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "nginx", "image": "nginx:1.27"}]},
        },
    },
}

REPLICASET: dict[str, Any] = {**DEPLOYMENT, "kind": "ReplicaSet"}

SERVICE: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "web", "namespace": "default"},
    "spec": {
        "type": "NodePort",
        "selector": {"app": "web"},
        "ports": [{"port": 80, "targetPort": "http", "nodePort": 30080}],
    },
}

NODE: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Node",
    "metadata": {"name": "node-1"},
    "spec": {"podCIDR": "10.244.0.0/24", "taints": [{"key": "gpu", "effect": "NoSchedule"}]},
    "status": {"capacity": {"cpu": "4", "memory": "8Gi", "pods": "110"}},
}

NAMESPACE: dict[str, Any] = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}}

CONFIG_MAP: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {"name": "config", "namespace": "default"},
    "data": {"colour": "blue"},
}

SECRET: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Secret",
    "metadata": {"name": "keys", "namespace": "default"},
    "data": {"user": "YWRtaW4="},
    "stringData": {"password": "s3cret"},
}

SERVICE_ACCOUNT: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "ServiceAccount",
    "metadata": {"name": "robot", "namespace": "default"},
}

LEASE: dict[str, Any] = {
    "apiVersion": "coordination.k8s.io/v1",
    "kind": "Lease",
    "metadata": {"name": "node-1", "namespace": "kube-node-lease"},
    "spec": {"holderIdentity": "node-1", "leaseDurationSeconds": 40},
}

ENDPOINTS: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Endpoints",
    "metadata": {"name": "web", "namespace": "default"},
    "subsets": [{"addresses": [{"ip": "10.244.0.5"}], "ports": [{"port": 80}]}],
}

ENDPOINT_SLICE: dict[str, Any] = {
    "apiVersion": "discovery.k8s.io/v1",
    "kind": "EndpointSlice",
    "metadata": {"name": "web-abcde", "namespace": "default"},
    "addressType": "IPv4",
    "endpoints": [{"addresses": ["10.244.0.5"], "conditions": {"ready": True}}],
    "ports": [{"port": 80}],
}

EVENT: dict[str, Any] = {
    "apiVersion": "v1",
    "kind": "Event",
    "metadata": {"name": "web.1", "namespace": "default"},
    "involvedObject": {"kind": "Pod", "name": "web", "namespace": "default"},
    "reason": "Started",
    "type": "Normal",
}

ALL: tuple[dict[str, Any], ...] = (
    POD,
    DEPLOYMENT,
    REPLICASET,
    SERVICE,
    NODE,
    NAMESPACE,
    CONFIG_MAP,
    SECRET,
    SERVICE_ACCOUNT,
    LEASE,
    ENDPOINTS,
    ENDPOINT_SLICE,
    EVENT,
)

Path = tuple[str | int, ...]

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-3, max_value=70_000)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["", "-1", "5Mi", "1e9", "TCP", "25%", "2026-01-05T08:00:00Z", "None"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8) | st.sampled_from(["name", "key"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def paths(value: Any, here: Path = ()) -> list[Path]:
    """Every place in a manifest."""
    found: list[Path] = [here]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += paths(inner, (*here, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += paths(inner, (*here, index))
    return found


def changed(value: Any, path: Path, new: Any) -> Any:
    """The manifest with one place taken by something else; what is not touched is shared."""
    if not path:
        return new
    step, *rest = path
    if isinstance(value, list):
        return [changed(v, tuple(rest), new) if i == step else v for i, v in enumerate(value)]
    inner = value.get(step) if isinstance(value, dict) else None
    return {**(value if isinstance(value, dict) else {}), step: changed(inner, tuple(rest), new)}


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, Any]:
    """A sound manifest of which one to three places hold anything at all."""
    manifest = draw(st.sampled_from(ALL))
    for _ in range(draw(st.integers(min_value=1, max_value=3))):
        place = draw(st.sampled_from([p for p in paths(manifest) if p and p[0] not in _FIXED]))
        manifest = changed(manifest, place, draw(JSON))
    return manifest


_FIXED = ("apiVersion", "kind")
