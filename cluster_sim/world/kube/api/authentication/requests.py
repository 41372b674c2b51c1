"""Requests for certificates (PKCS #10, RFC 2986): whom they are for, and with which key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cluster_sim.world.kube.api.authentication import der, pem, subject

BLOCK = "CERTIFICATE REQUEST"


class BadRequest(ValueError):
    """A text that is no request for a certificate; the message is the server's."""


@dataclass(frozen=True)
class CertificateRequest:
    """``public_key``: the whole SubjectPublicKeyInfo. Nobody checks the requester's signature."""

    subject: subject.Subject
    public_key: bytes


@lru_cache(maxsize=256)
def parse(text: str) -> CertificateRequest:
    """The request in a PEM text (pkg/apis/certificates/helpers.go). Raises BadRequest."""
    found = pem.read(text)
    if found is None or found[0] != BLOCK:
        raise BadRequest("PEM block type must be CERTIFICATE REQUEST")
    try:
        info = der.elements(der.read(found[1]).content)[0]
        _, name, public_key, *_ = der.elements(info.content)
        return CertificateRequest(subject.read(name), public_key.whole)
    except (der.BadEncoding, IndexError, ValueError) as problem:
        told = str(problem) if isinstance(problem, der.BadEncoding) else "asn1: structure error"
        raise BadRequest(told) from problem
