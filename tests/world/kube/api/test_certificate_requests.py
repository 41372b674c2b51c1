"""Requests for client certificates: decided by who may, signed, used, forgotten.

docs/reference/access-authn-authz/certificate-signing-requests;
pkg/controller/certificates/signer/signer.go, plugin/pkg/admission/certificates.
"""

from __future__ import annotations

import base64
from typing import Any

import pytest

from cluster_sim.world.kube.api.admission.certificate_requests import CLIENT_SIGNER, REQUESTS
from cluster_sim.world.kube.api.authentication import certificates, der, pem, requests, subject
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe import describe
from tests.world.kube.cluster import running, student, wait
from tests.world.shell.kubectl.bench import Kubectl


def request(*groups: str, **spec: Any) -> Object:
    """A request of jane."""
    key = certificates.public_key(b"jane")
    info = der.sequence(der.integer(0), subject.write("jane", groups), key)
    text = pem.write(requests.BLOCK, der.sequence(info, der.sequence(), der.bits(b"")))
    wanted = {"signerName": CLIENT_SIGNER, "usages": ["client auth"]}
    coded = base64.b64encode(text.encode()).decode()
    return {"metadata": {"name": "jane"}, "spec": {"request": coded, **wanted, **spec}}


def approved(kubectl: Kubectl, **spec: Any) -> Object:
    """The request after ``kubectl certificate approve`` and a little time."""
    student(kubectl.world).create(REQUESTS, "", request("dev", **spec))
    line = "certificatesigningrequest.certificates.k8s.io/jane approved\n"
    assert kubectl.out("certificate approve jane") == line
    kubectl.wait(1)
    return student(kubectl.world).get(REQUESTS, "", "jane")


def test_an_approved_request_becomes_a_certificate_that_opens() -> None:
    kubectl = Kubectl()
    found = approved(kubectl, expirationSeconds=3600)
    assert found["spec"]["username"] == "kubernetes-admin"
    (condition,) = found["status"]["conditions"]
    assert (condition["type"], condition["reason"]) == ("Approved", "KubectlApprove")
    assert condition["message"] == "This CSR was approved by kubectl certificate approve."
    certificate = found["status"]["certificate"]
    kubectl.out(f"config set users.jane.client-certificate-data {certificate}")
    kubectl.out("create rolebinding devs --clusterrole=view --group=dev")
    assert kubectl.run("get pods --user jane").status == 0
    assert kubectl.run("get nodes --user jane").status == 1
    kubectl.wait(3601)
    assert "(Unauthorized)" in kubectl.run("get pods --user jane").err
    # An hour after the decision the request itself is gone.
    assert kubectl.run("get csr jane").status == 1


def test_what_is_decided_stays_decided() -> None:
    kubectl = Kubectl()
    approved(kubectl)
    denied = kubectl.run("certificate deny jane")
    assert denied.err == 'error: certificate signing request "jane" is already Approved\n'
    table = kubectl.out("get csr jane").splitlines()[1].split()
    assert table[-1] == "Approved,Issued"


def test_a_denied_request_gets_nothing() -> None:
    kubectl = Kubectl()
    student(kubectl.world).create(REQUESTS, "", request())
    kubectl.out("certificate deny jane")
    kubectl.wait(5)
    assert kubectl.out("get csr jane -o jsonpath={.status.certificate}") == ""
    assert kubectl.out("get csr jane").splitlines()[1].split()[-1] == "Denied"


def test_a_request_for_a_server_is_not_for_this_signer() -> None:
    found = approved(Kubectl(), usages=["server auth"])
    failed = found["status"]["conditions"][-1]
    assert (failed["type"], failed["reason"]) == ("Failed", "SignerValidationFailure")
    assert failed["message"] == "invalid usage for client certificate: server auth"


def test_to_approve_takes_leave_for_the_signer() -> None:
    kubectl = Kubectl()
    student(kubectl.world).create(REQUESTS, "", request())
    kubectl.out(
        "create clusterrole decider --verb=get,update "
        "--resource=certificatesigningrequests,certificatesigningrequests/approval"
    )
    kubectl.out("create clusterrolebinding decider --clusterrole=decider --user=bob")
    assert kubectl.run("certificate approve jane --as bob").err == (
        'Error from server (Forbidden): certificatesigningrequests.certificates.k8s.io "jane" is '
        f'forbidden: user not permitted to approve requests with signerName "{CLIENT_SIGNER}"\n'
    )
    role = "system:certificates.k8s.io:kube-apiserver-client-approver"
    kubectl.out(f"create clusterrolebinding approver --clusterrole={role} --user=bob")
    kubectl.out("certificate approve jane --as bob")


def test_nobody_becomes_a_master() -> None:
    with pytest.raises(StatusError) as caught:
        student(running()).create(REQUESTS, "", request("system:masters"))
    why = f"use of {CLIENT_SIGNER} signer with system:masters group is not allowed"
    assert str(caught.value).endswith(why)


def test_a_description_tells_for_whom_it_is() -> None:
    world = running()
    wait(world, 1)
    student(world).create(REQUESTS, "", request("dev", "ops"))
    client = student(world)
    resource, obj = REQUESTS, client.get(REQUESTS, "", "jane")
    text = describe(client, resource, obj)
    assert "Common Name:    jane\n" in text
    assert "Organization:   dev\n" in text and "ops\n" in text
