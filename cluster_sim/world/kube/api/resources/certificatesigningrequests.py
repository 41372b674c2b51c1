"""CertificateSigningRequest: somebody asks the cluster to certify who he is."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.strategy import keep_status, with_status
from cluster_sim.world.kube.api.tables import certificatesigningrequests as table
from cluster_sim.world.kube.api.validation import certificate_requests


def _prepare_create(request: Object) -> Object:
    return with_status(request, {})


def _prepare_update(old: Object, new: Object) -> Object:
    # pkg/registry/certificates/certificates/strategy.go: only the metadata may be changed.
    return keep_status(old, {**new, "spec": old["spec"]})


RESOURCE = Resource(
    group="certificates.k8s.io",
    version="v1",
    kind="CertificateSigningRequest",
    plural="certificatesigningrequests",
    singular="certificatesigningrequest",
    namespaced=False,
    short_names=("csr",),
    subresources=("approval", "status"),
    columns=table.COLUMNS,
    row=table.row,
    prepare_create=_prepare_create,
    prepare_update=_prepare_update,
    validate=certificate_requests.validate_request,
    validate_update=certificate_requests.validate_request_update,
    field_labels=("metadata.name", "spec.signerName"),
)
