"""A valid object of each kind, as people write it: what random requests are made from.

A kind that has none here is tried with its name alone, which its validation may refuse.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Resource

_LABELS = {"app": "web"}
_POD_SPEC = {
    "containers": [
        {
            "name": "web",
            "image": "nginx:1.27",
            "resources": {"requests": {"cpu": "50m", "memory": "32Mi"}},
        }
    ]
}
_TEMPLATE = {"metadata": {"labels": _LABELS}, "spec": _POD_SPEC}
_SELECTOR = {"matchLabels": _LABELS}
_JOB = {
    "template": {
        "spec": {
            "restartPolicy": "Never",
            "containers": [{"name": "w", "image": "busybox", "command": ["true"]}],
        }
    }
}
_ROLE = {"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]}]}
_BINDING = {
    "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
    "subjects": [{"kind": "ServiceAccount", "name": "default", "namespace": "default"}],
}

CONTENT: dict[str, dict[str, Any]] = {
    "configmaps": {"data": {"a": "1", "b": "2"}},
    "endpoints": {"subsets": [{"addresses": [{"ip": "10.1.2.3"}], "ports": [{"port": 80}]}]},
    "events": {
        "involvedObject": {"kind": "Pod", "name": "web", "namespace": "default"},
        "reason": "Seen",
        "message": "seen",
        "type": "Normal",
    },
    "limitranges": {"spec": {"limits": [{"type": "Container", "defaultRequest": {"cpu": "10m"}}]}},
    "persistentvolumes": {
        "spec": {
            "capacity": {"storage": "1Gi"},
            "accessModes": ["ReadWriteOnce"],
            "hostPath": {"path": "/mnt"},
        }
    },
    "persistentvolumeclaims": {
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "resources": {"requests": {"storage": "1Gi"}},
        }
    },
    "pods": {"metadata": {"labels": _LABELS}, "spec": _POD_SPEC},
    "replicationcontrollers": {"spec": {"replicas": 1, "template": _TEMPLATE}},
    "resourcequotas": {"spec": {"hard": {"pods": "4", "configmaps": "3"}}},
    "secrets": {"stringData": {"password": "x"}},
    "services": {"spec": {"selector": _LABELS, "ports": [{"port": 80}]}},
    "controllerrevisions.apps": {"revision": 1, "data": {"spec": {}}},
    "daemonsets.apps": {"spec": {"selector": _SELECTOR, "template": _TEMPLATE}},
    "deployments.apps": {"spec": {"replicas": 2, "selector": _SELECTOR, "template": _TEMPLATE}},
    "replicasets.apps": {"spec": {"replicas": 2, "selector": _SELECTOR, "template": _TEMPLATE}},
    "statefulsets.apps": {
        "spec": {
            "replicas": 2,
            "serviceName": "web",
            "selector": _SELECTOR,
            "template": _TEMPLATE,
        }
    },
    "jobs.batch": {"spec": _JOB},
    "cronjobs.batch": {"spec": {"schedule": "* * * * *", "jobTemplate": {"spec": _JOB}}},
    "leases.coordination.k8s.io": {"spec": {"holderIdentity": "me", "leaseDurationSeconds": 15}},
    "endpointslices.discovery.k8s.io": {
        "addressType": "IPv4",
        "endpoints": [{"addresses": ["10.1.2.3"]}],
        "ports": [{"name": "http", "port": 80}],
    },
    "horizontalpodautoscalers.autoscaling": {
        "spec": {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
            "maxReplicas": 3,
        }
    },
    "poddisruptionbudgets.policy": {"spec": {"minAvailable": 1, "selector": _SELECTOR}},
    "ingresses.networking.k8s.io": {
        "spec": {
            "defaultBackend": {"service": {"name": "web", "port": {"number": 80}}},
        }
    },
    "ingressclasses.networking.k8s.io": {"spec": {"controller": "example.com/ingress"}},
    "networkpolicies.networking.k8s.io": {"spec": {"podSelector": {}}},
    "priorityclasses.scheduling.k8s.io": {"value": 100},
    "storageclasses.storage.k8s.io": {"provisioner": "example.com/disk"},
    "csidrivers.storage.k8s.io": {"spec": {"attachRequired": False}},
    "csinodes.storage.k8s.io": {"spec": {"drivers": []}},
    "csistoragecapacities.storage.k8s.io": {"storageClassName": "local", "capacity": "1Gi"},
    "volumeattributesclasses.storage.k8s.io": {
        "driverName": "disk.example.com",
        "parameters": {"speed": "high"},
    },
    "volumeattachments.storage.k8s.io": {
        "spec": {
            "attacher": "disk.example.com",
            "nodeName": "noeud-1",
            "source": {"persistentVolumeName": "web"},
        }
    },
    "runtimeclasses.node.k8s.io": {"handler": "runc"},
    "roles.rbac.authorization.k8s.io": _ROLE,
    "clusterroles.rbac.authorization.k8s.io": _ROLE,
    "rolebindings.rbac.authorization.k8s.io": _BINDING,
    "clusterrolebindings.rbac.authorization.k8s.io": _BINDING,
    "customresourcedefinitions.apiextensions.k8s.io": {
        "metadata": {"name": "widgets.example.com"},
        "spec": {
            "group": "example.com",
            "scope": "Namespaced",
            "names": {"plural": "widgets", "singular": "widget", "kind": "Widget"},
            "versions": [
                {
                    "name": "v1",
                    "served": True,
                    "storage": True,
                    "schema": {
                        "openAPIV3Schema": {
                            "type": "object",
                            "properties": {
                                "spec": {
                                    "type": "object",
                                    "properties": {"size": {"type": "integer"}},
                                }
                            },
                        }
                    },
                }
            ],
        },
    },
    "widgets.example.com": {"spec": {"size": 1}},
    "selfsubjectaccessreviews.authorization.k8s.io": {
        "spec": {"resourceAttributes": {"verb": "get", "resource": "pods"}}
    },
}


def seed(resource: Resource, name: str = "web") -> dict[str, Any]:
    """An object of that kind, of that name unless its kind prescribes one."""
    content = CONTENT.get(resource.key, {})
    meta = {"name": name, **content.get("metadata", {})}
    kind = {"apiVersion": resource.api_version, "kind": resource.kind}
    return {**kind, **content, "metadata": meta}
