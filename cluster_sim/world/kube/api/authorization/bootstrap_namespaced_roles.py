"""The Roles that a kubeadm cluster has in its own namespaces.

plugin/pkg/auth/authorizer/rbac/bootstrappolicy/namespace_policy.go and the phases of kubeadm
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.authorization.policy_text import roles
from cluster_sim.world.kube.api.authorization.rules import Rule

ROLES: Final[dict[str, dict[str, list[Rule]]]] = {
    "kube-public": roles("""
kubeadm:bootstrap-signer-clusterinfo
  get | core | configmaps | cluster-info
system:controller:bootstrap-signer
  read | core | configmaps
  update | core | configmaps | cluster-info
  events
"""),
    "kube-system": roles("""
extension-apiserver-authentication-reader
  read | core | configmaps | extension-apiserver-authentication
kube-proxy
  get | core | configmaps | kube-proxy
kubeadm:kubelet-config
  get | core | configmaps | kubelet-config
kubeadm:nodes-kubeadm-config
  get | core | configmaps | kubeadm-config
system::leader-locking-kube-controller-manager
  watch | core | configmaps
  get update | core | configmaps | kube-controller-manager
system::leader-locking-kube-scheduler
  watch | core | configmaps
  get update | core | configmaps | kube-scheduler
system:controller:bootstrap-signer
  read | core | secrets
system:controller:cloud-provider
  create read | core | configmaps
system:controller:token-cleaner
  read delete | core | secrets
  events
"""),
}
