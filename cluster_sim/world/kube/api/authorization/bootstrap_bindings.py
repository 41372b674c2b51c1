"""The bindings that a kubeadm cluster starts with, those of the controllers apart.

plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go and namespace_policy.go, and the phases
of kubeadm (cmd/kubeadm/app/phases).
"""

from __future__ import annotations

from typing import Any, Final

_BOOTSTRAPPERS = "Group system:bootstrappers:kubeadm:default-node-token"
_NODES = "Group system:nodes"
_CSR = "system:certificates.k8s.io:certificatesigningrequests"
_ANYBODY = ("Group system:authenticated", "Group system:unauthenticated")

# Binding → the role, when its name is another one, and the subjects.
CLUSTER_BINDINGS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "cluster-admin": ("", ("Group system:masters",)),
    "system:monitoring": ("", ("Group system:monitoring",)),
    "system:discovery": ("", ("Group system:authenticated",)),
    "system:basic-user": ("", ("Group system:authenticated",)),
    "system:public-info-viewer": ("", _ANYBODY),
    "system:node-proxier": ("", ("User system:kube-proxy",)),
    "system:kube-controller-manager": ("", ("User system:kube-controller-manager",)),
    "system:kube-dns": ("", ("ServiceAccount kube-system/kube-dns",)),
    "system:kube-scheduler": ("", ("User system:kube-scheduler",)),
    "system:volume-scheduler": ("", ("User system:kube-scheduler",)),
    "system:node": ("", ()),
    "system:service-account-issuer-discovery": ("", ("Group system:serviceaccounts",)),
    "kubeadm:cluster-admins": ("cluster-admin", ("Group kubeadm:cluster-admins",)),
    "kubeadm:get-nodes": ("", (_BOOTSTRAPPERS,)),
    "kubeadm:kubelet-bootstrap": ("system:node-bootstrapper", (_BOOTSTRAPPERS,)),
    "kubeadm:node-autoapprove-bootstrap": (f"{_CSR}:nodeclient", (_BOOTSTRAPPERS,)),
    "kubeadm:node-autoapprove-certificate-rotation": (f"{_CSR}:selfnodeclient", (_NODES,)),
    "kubeadm:node-proxier": ("system:node-proxier", ("ServiceAccount kube-system/kube-proxy",)),
    "system:coredns": ("", ("ServiceAccount kube-system/coredns",)),
}

_MANAGER = ("User system:kube-controller-manager",)
_SCHEDULER = ("User system:kube-scheduler",)
BINDINGS: Final[dict[str, dict[str, tuple[str, tuple[str, ...]]]]] = {
    "kube-public": {
        "kubeadm:bootstrap-signer-clusterinfo": ("", ("User system:anonymous",)),
        "system:controller:bootstrap-signer": (
            "",
            ("ServiceAccount kube-system/bootstrap-signer",),
        ),
    },
    "kube-system": {
        "kube-proxy": ("", (_BOOTSTRAPPERS,)),
        "kubeadm:kubelet-config": ("", (_NODES, _BOOTSTRAPPERS)),
        "kubeadm:nodes-kubeadm-config": ("", (_BOOTSTRAPPERS, _NODES)),
        "system::extension-apiserver-authentication-reader": (
            "extension-apiserver-authentication-reader",
            (*_MANAGER, *_SCHEDULER),
        ),
        "system::leader-locking-kube-controller-manager": (
            "",
            (*_MANAGER, "ServiceAccount kube-system/kube-controller-manager"),
        ),
        "system::leader-locking-kube-scheduler": (
            "",
            (*_SCHEDULER, "ServiceAccount kube-system/kube-scheduler"),
        ),
        "system:controller:bootstrap-signer": (
            "",
            ("ServiceAccount kube-system/bootstrap-signer",),
        ),
        "system:controller:cloud-provider": ("", ("ServiceAccount kube-system/cloud-provider",)),
        "system:controller:token-cleaner": ("", ("ServiceAccount kube-system/token-cleaner",)),
    },
}


def subjects(texts: tuple[str, ...]) -> list[dict[str, Any]]:
    """``Group system:masters`` and the like as the subjects of a binding."""
    return [_subject(*text.split(" ", 1)) for text in texts]


def _subject(kind: str, name: str) -> dict[str, Any]:
    if kind == "ServiceAccount":
        namespace, _, name = name.partition("/")
        return {"kind": kind, "name": name, "namespace": namespace}
    return {"apiGroup": "rbac.authorization.k8s.io", "kind": kind, "name": name}
