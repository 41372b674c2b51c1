"""Certificates: who asks for one is noted, who may decide is checked.

pkg/registry/certificates/certificates/strategy.go (PrepareForCreate), and the plugins
CertificateApproval, CertificateSigning and CertificateSubjectRestriction
(plugin/pkg/admission/certificates).
"""

from __future__ import annotations

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.authentication import requests
from cluster_sim.world.kube.api.authorization.authorizer import decide
from cluster_sim.world.kube.api.authorization.request import Request
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.user import MASTERS
from cluster_sim.world.kube.api.validation.certificate_requests import decoded

REQUESTS = "certificatesigningrequests.certificates.k8s.io"
CLIENT_SIGNER = "kubernetes.io/kube-apiserver-client"
_VERBS = {"approval": "approve", "status": "sign"}


def admit_create(call: Call, resource: Resource, obj: Object) -> Object:
    """The request with the name and the groups of who makes it."""
    if resource.key != REQUESTS or call.trusted:
        return obj
    user = call.user
    asked: Object = {"username": user.name, "groups": list(user.groups)}
    if user.uid:
        asked["uid"] = user.uid
    if user.extra:
        asked["extra"] = {key: list(values) for key, values in user.extra}
    return {**obj, "spec": {**(obj.get("spec") or {}), **asked}}


def check_create(call: Call, resource: Resource, obj: Object) -> None:
    """Forbidden for who wants to become one of the masters."""
    if resource.key != REQUESTS or obj["spec"]["signerName"] != CLIENT_SIGNER:
        return
    wanted = requests.parse(decoded(obj["spec"]["request"]))
    if MASTERS in wanted.subject.organizations:
        why = f"use of {CLIENT_SIGNER} signer with {MASTERS} group is not allowed"
        raise errors.forbidden(resource.group, resource.plural, name_of(obj), why)


def check_update(
    call: Call, resource: Resource, old: Object, new: Object, subresource: str
) -> None:
    """Forbidden unless the caller may approve for this signer, or sign in its place."""
    if resource.key != REQUESTS or call.trusted or subresource not in _VERBS:
        return
    verb = _VERBS[subresource]
    signer = old["spec"]["signerName"]
    domain = signer.partition("/")[0]
    for name in (signer, f"{domain}/*"):
        request = Request(verb, resource.group, "signers", name=name)
        if decide(call.world, call.user, request).allowed:
            return
    why = f'user not permitted to {verb} requests with signerName "{signer}"'
    raise errors.forbidden(resource.group, resource.plural, name_of(old), why)
