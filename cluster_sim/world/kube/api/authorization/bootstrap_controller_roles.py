"""The ClusterRoles of the controllers; each is bound to the controller's service account.

plugin/pkg/auth/authorizer/rbac/bootstrappolicy/controller_policy.go
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.authorization.policy_text import roles

PREFIX: Final = "system:controller:"

CONTROLLER_ROLES: Final = roles("""
attachdetach-controller
  list watch | core | persistentvolumes persistentvolumeclaims
  read | core | nodes
  patch update | core | nodes/status
  list watch | core | pods
  events
  read create delete | storage.k8s.io | volumeattachments
  read | storage.k8s.io | csidrivers
  read | storage.k8s.io | csinodes
certificate-controller
  read delete | certificates.k8s.io | certificatesigningrequests
  update | certificates.k8s.io | certificatesigningrequests/status \
certificatesigningrequests/approval
  approve | certificates.k8s.io | signers | kubernetes.io/kube-apiserver-client-kubelet
  sign | certificates.k8s.io | signers | kubernetes.io/legacy-unknown \
kubernetes.io/kube-apiserver-client kubernetes.io/kube-apiserver-client-kubelet \
kubernetes.io/kubelet-serving
  create | authorization.k8s.io | subjectaccessreviews
  events
clusterrole-aggregation-controller
  escalate read update patch | rbac.authorization.k8s.io | clusterroles
cronjob-controller
  read update | batch | cronjobs
  read create update delete patch | batch | jobs
  update | batch | cronjobs/status
  update | batch | cronjobs/finalizers
  list delete | core | pods
  events
daemon-set-controller
  read | extensions apps | daemonsets
  update | extensions apps | daemonsets/status
  update | extensions apps | daemonsets/finalizers
  list watch | core | nodes
  list watch create delete patch | core | pods
  create | core | pods/binding
  read create delete update patch | apps | controllerrevisions
  events
deployment-controller
  read update | extensions apps | deployments
  update | extensions apps | deployments/status
  update | extensions apps | deployments/finalizers
  read create update patch delete | apps extensions | replicasets
  read update | core | pods
  events
disruption-controller
  read | extensions apps | deployments
  read | apps extensions | replicasets
  read | core | replicationcontrollers
  read | policy | poddisruptionbudgets
  read | apps | statefulsets
  update | policy | poddisruptionbudgets/status
  patch update | core | pods/status
  get | * | */scale
  events
endpoint-controller
  read | core | services pods
  get list create update delete | core | endpoints
  create | core | endpoints/restricted
  events
endpointslice-controller
  read | core | services pods nodes
  update | core | services/finalizers
  get list create update delete | discovery.k8s.io | endpointslices
  events
endpointslicemirroring-controller
  read | core | services endpoints
  update | core | services/finalizers
  update | core | endpoints/finalizers
  get list create update delete | discovery.k8s.io | endpointslices
  events
ephemeral-volume-controller
  read | core | pods
  update | core | pods/finalizers
  read create | core | persistentvolumeclaims
  events
expand-controller
  read update patch | core | persistentvolumes
  update patch | core | persistentvolumeclaims/status
  read | core | persistentvolumeclaims
  read | storage.k8s.io | storageclasses
  get | core | services endpoints
  get | core | secrets
  events
generic-garbage-collector
  read patch update delete | * | *
  events
horizontal-pod-autoscaler
  read | autoscaling | horizontalpodautoscalers
  update | autoscaling | horizontalpodautoscalers/status
  get update | * | */scale
  list | core | pods
  list | metrics.k8s.io | pods
  get list | custom.metrics.k8s.io | *
  get list | external.metrics.k8s.io | *
  events
job-controller
  read update patch | batch | jobs
  update | batch | jobs/status
  update | batch | jobs/finalizers
  list watch create delete patch | core | pods
  events
legacy-service-account-token-cleaner
  get | core | configmaps | kube-apiserver-legacy-service-account-token-tracking
  patch delete | core | secrets
namespace-controller
  read delete | core | namespaces
  update | core | namespaces/finalize namespaces/status
  get list delete deletecollection | * | *
node-controller
  get list update delete patch | core | nodes
  patch update | core | nodes/status
  patch update | core | pods/status
  list get delete | core | pods
  events
persistent-volume-binder
  read update create delete | core | persistentvolumes
  update | core | persistentvolumes/status
  read update | core | persistentvolumeclaims
  update | core | persistentvolumeclaims/status
  read create delete | core | pods
  read | storage.k8s.io | storageclasses
  get create update delete | core | endpoints
  get create delete | core | services
  get | core | secrets
  get list | core | nodes
  watch | core | events
  events
pod-garbage-collector
  list watch delete | core | pods
  get list | core | nodes
  patch | core | pods/status
pv-protection-controller
  read update | core | persistentvolumes
  events
pvc-protection-controller
  read update | core | persistentvolumeclaims
  read | core | pods
  events
replicaset-controller
  read update | apps extensions | replicasets
  update | apps extensions | replicasets/status
  update | apps extensions | replicasets/finalizers
  list watch patch create delete | core | pods
  events
replication-controller
  read update | core | replicationcontrollers
  update | core | replicationcontrollers/status
  update | core | replicationcontrollers/finalizers
  list watch patch create delete | core | pods
  events
resource-claim-controller
  read | core | pods
  update | core | pods/finalizers
  read create delete | resource.k8s.io | resourceclaims
  update patch | resource.k8s.io | resourceclaims resourceclaims/status
  update patch | core | pods/status
  events
resourcequota-controller
  list watch | * | *
  update | core | resourcequotas/status
  events
root-ca-cert-publisher
  create update | core | configmaps
  events
route-controller
  list watch | core | nodes
  patch | core | nodes/status
  events
service-account-controller
  create | core | serviceaccounts
  events
service-cidrs-controller
  read patch update | networking.k8s.io | servicecidrs
  patch update | networking.k8s.io | servicecidrs/finalizers
  patch update | networking.k8s.io | servicecidrs/status
  read | networking.k8s.io | ipaddresses
  events
service-controller
  read | core | services
  patch update | core | services/status
  list watch | core | nodes
  events
statefulset-controller
  list watch | core | pods
  read | apps | statefulsets
  update | apps | statefulsets/status
  update | apps | statefulsets/finalizers
  get create delete update patch | core | pods
  read create delete update patch | apps | controllerrevisions
  get create | core | persistentvolumeclaims
  events
  update delete | core | persistentvolumeclaims
ttl-after-finished-controller
  read delete | batch | jobs
  events
ttl-controller
  update patch list watch | core | nodes
  events
validatingadmissionpolicy-status-controller
  read | admissionregistration.k8s.io | validatingadmissionpolicies
  get patch update | admissionregistration.k8s.io | validatingadmissionpolicies/status
  events
volumeattributesclass-protection-controller
  read | core | persistentvolumeclaims
  read | core | persistentvolumes
  read update | storage.k8s.io | volumeattributesclasses
  events
""")
