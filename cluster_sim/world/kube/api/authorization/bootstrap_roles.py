"""The ClusterRoles that an API server starts with, those of the controllers apart.

plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go
"""

from __future__ import annotations

from typing import Final

from cluster_sim.world.kube.api.authorization.policy_text import roles

# Role → the label that makes it a part of the role named in it.
AGGREGATED_TO: Final = {
    "edit": "admin",
    "view": "edit",
    "system:aggregate-to-admin": "admin",
    "system:aggregate-to-edit": "edit",
    "system:aggregate-to-view": "view",
}
AGGREGATING: Final = ("admin", "edit", "view")

CLUSTER_ROLES: Final = roles("""
cluster-admin
  * | * | *
  * | *
system:discovery
  get | /livez /readyz /healthz /version /version/ /openapi /openapi/* /api /api/* /apis /apis/*
system:monitoring
  get | /metrics /metrics/slis /livez /readyz /healthz /livez/* /readyz/* /healthz/*
system:basic-user
  create | authorization.k8s.io | selfsubjectaccessreviews selfsubjectrulesreviews
  create | authentication.k8s.io | selfsubjectreviews
system:public-info-viewer
  get | /livez /readyz /healthz /version /version/
system:aggregate-to-admin
  create | authorization.k8s.io | localsubjectaccessreviews
  all | rbac.authorization.k8s.io | roles rolebindings
system:aggregate-to-edit
  read | core | pods/attach pods/proxy pods/exec pods/portforward secrets services/proxy
  impersonate | core | serviceaccounts
  write | core | pods pods/attach pods/proxy pods/exec pods/portforward
  create | core | pods/eviction
  write | core | replicationcontrollers replicationcontrollers/scale serviceaccounts services \
services/proxy persistentvolumeclaims configmaps secrets events
  create | core | serviceaccounts/token
  write | apps | statefulsets statefulsets/scale daemonsets deployments deployments/scale \
deployments/rollback replicasets replicasets/scale
  write | autoscaling | horizontalpodautoscalers
  write | batch | jobs cronjobs
  write | extensions | daemonsets deployments deployments/scale deployments/rollback ingresses \
replicasets replicasets/scale replicationcontrollers/scale networkpolicies
  write | policy | poddisruptionbudgets
  write | networking.k8s.io | networkpolicies ingresses
  all | coordination.k8s.io | leases
  write | resource.k8s.io | resourceclaims resourceclaimtemplates
system:aggregate-to-view
  read | core | pods replicationcontrollers replicationcontrollers/scale serviceaccounts services \
services/status endpoints persistentvolumeclaims persistentvolumeclaims/status configmaps
  read | core | limitranges resourcequotas bindings pods/status resourcequotas/status \
namespaces/status replicationcontrollers/status pods/log
  read | core | namespaces
  read | core events.k8s.io | events
  read | discovery.k8s.io | endpointslices
  read | apps | controllerrevisions statefulsets statefulsets/status statefulsets/scale daemonsets \
daemonsets/status deployments deployments/status deployments/scale replicasets replicasets/status \
replicasets/scale
  read | autoscaling | horizontalpodautoscalers horizontalpodautoscalers/status
  read | batch | jobs cronjobs cronjobs/status jobs/status
  read | extensions | daemonsets daemonsets/status deployments deployments/scale \
deployments/status ingresses ingresses/status replicasets replicasets/scale replicasets/status \
replicationcontrollers/scale networkpolicies
  read | policy | poddisruptionbudgets poddisruptionbudgets/status
  read | networking.k8s.io | networkpolicies ingresses ingresses/status
  read | resource.k8s.io | resourceclaims resourceclaims/status resourceclaimtemplates
system:heapster
  read | core | events pods nodes namespaces
  read | extensions | deployments
system:node
  create | authentication.k8s.io | tokenreviews
  create | authorization.k8s.io | subjectaccessreviews localsubjectaccessreviews
  read | core | services
  create read | core | nodes
  update patch | core | nodes/status
  update patch | core | nodes
  events
  read | core | pods
  create delete | core | pods
  update patch | core | pods/status
  create | core | pods/eviction
  read | core | secrets configmaps
  get | core | persistentvolumeclaims persistentvolumes
  get | core | endpoints
  create read | certificates.k8s.io | certificatesigningrequests
  get create update patch delete | coordination.k8s.io | leases
  get | storage.k8s.io | volumeattachments
  get update patch | core | persistentvolumeclaims/status
  create | core | serviceaccounts/token
  read | storage.k8s.io | csidrivers
  get create update patch delete | storage.k8s.io | csinodes
  read | node.k8s.io | runtimeclasses
  get | resource.k8s.io | resourceclaims
  deletecollection read create update patch delete | resource.k8s.io | resourceslices
system:node-problem-detector
  get | core | nodes
  patch | core | nodes/status
  events
system:kubelet-api-admin
  read | core | nodes
  proxy | core | nodes
  * | core | nodes/proxy nodes/metrics nodes/stats nodes/log nodes/healthz nodes/pods \
nodes/configz
system:node-bootstrapper
  create read | certificates.k8s.io | certificatesigningrequests
system:auth-delegator
  create | authentication.k8s.io | tokenreviews
  create | authorization.k8s.io | subjectaccessreviews
system:kube-aggregator
  read | core | services endpoints
system:kube-controller-manager
  events
  create | coordination.k8s.io | leases
  get update | coordination.k8s.io | leases | kube-controller-manager
  create | core | secrets serviceaccounts
  delete | core | secrets
  get | core | namespaces secrets serviceaccounts configmaps
  update | core | secrets serviceaccounts
  create | authentication.k8s.io | tokenreviews
  create | authorization.k8s.io | subjectaccessreviews
  list watch | * | *
  create | core | serviceaccounts/token
system:kube-dns
  list watch | core | endpoints services
system:persistent-volume-provisioner
  read create delete | core | persistentvolumes
  read update | core | persistentvolumeclaims
  read | storage.k8s.io | storageclasses
  watch | core | events
  events
system:certificates.k8s.io:certificatesigningrequests:nodeclient
  create | certificates.k8s.io | certificatesigningrequests/nodeclient
system:certificates.k8s.io:certificatesigningrequests:selfnodeclient
  create | certificates.k8s.io | certificatesigningrequests/selfnodeclient
system:volume-scheduler
  read update patch | core | persistentvolumes
  read | storage.k8s.io | storageclasses
  read update patch | core | persistentvolumeclaims
system:certificates.k8s.io:legacy-unknown-approver
  approve | certificates.k8s.io | signers | kubernetes.io/legacy-unknown
system:certificates.k8s.io:kubelet-serving-approver
  approve | certificates.k8s.io | signers | kubernetes.io/kubelet-serving
system:certificates.k8s.io:kube-apiserver-client-approver
  approve | certificates.k8s.io | signers | kubernetes.io/kube-apiserver-client
system:certificates.k8s.io:kube-apiserver-client-kubelet-approver
  approve | certificates.k8s.io | signers | kubernetes.io/kube-apiserver-client-kubelet
system:service-account-issuer-discovery
  get | /.well-known/openid-configuration /.well-known/openid-configuration/ /openid/v1/jwks \
/openid/v1/jwks/
system:node-proxier
  list watch | core | services endpoints
  read | core | nodes
  events
  list watch | discovery.k8s.io | endpointslices
  list watch | networking.k8s.io | servicecidrs
system:kube-scheduler
  events
  create | coordination.k8s.io | leases
  get update | coordination.k8s.io | leases | kube-scheduler
  read | core | nodes
  read delete | core | pods
  create | core | pods/binding bindings
  patch update | core | pods/status
  read | core | services replicationcontrollers
  read | apps extensions | replicasets
  read | apps | statefulsets
  read | policy | poddisruptionbudgets
  read | core | persistentvolumeclaims persistentvolumes
  create | authentication.k8s.io | tokenreviews
  create | authorization.k8s.io | subjectaccessreviews
  read | storage.k8s.io | csinodes
  read | core | namespaces
  read | storage.k8s.io | csidrivers csistoragecapacities
  read | resource.k8s.io | deviceclasses resourceclaims resourceslices
  patch update | resource.k8s.io | resourceclaims/status
kubeadm:get-nodes
  get | core | nodes
system:coredns
  list watch | core | endpoints services pods namespaces
  list watch | discovery.k8s.io | endpointslices
""")
