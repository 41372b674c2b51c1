"""Client certificates: issued by the cluster's authority, read and checked when one is shown.

They are X.509 (RFC 5280) but for the signature: an HMAC with the world's own key, and named so.
Who shows one is not asked to prove that the private key is his.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.authentication import der, keys, pem, subject
from cluster_sim.world.kube.api.user import AUTHENTICATED, User
from cluster_sim.world.kube.timings import SECOND

BLOCK: Final = "CERTIFICATE"
YEAR: Final = 365 * 24 * 3600
_ISSUER: Final = "kubernetes"
_CREDENTIAL: Final = "authentication.kubernetes.io/credential-id"
_HMAC: Final = der.sequence(der.object_id("1.2.840.113549.2.9"), b"\x05\x00")
_VERSION_3: Final = der.write(0xA0, der.integer(2))
_EXTENDED_USAGE, _CLIENT_AUTH = der.object_id("2.5.29.37"), der.object_id("1.3.6.1.5.5.7.3.2")
_EXTENSIONS: Final = der.write(
    0xA3,
    der.sequence(der.sequence(_EXTENDED_USAGE, der.write(0x04, der.sequence(_CLIENT_AUTH)))),
)
# A key of the form of Ed25519, for who brings none.
_ED25519: Final = der.sequence(der.object_id("1.3.101.112"))


class BadCertificate(ValueError):
    """A certificate that opens nothing; the message says why."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a certificate is to say: ``begin`` and ``end`` in Unix seconds."""

    common_name: str
    organizations: tuple[str, ...]
    begin: int
    end: int
    serial: int


def public_key(seed: bytes) -> bytes:
    """A key for somebody who has no real one."""
    return der.sequence(_ED25519, der.bits(sha256(seed).digest()))


def issue(world: World, terms: Terms, key: bytes) -> str:
    """The certificate in PEM for a public key (a whole SubjectPublicKeyInfo)."""
    validity = der.sequence(_time(terms.begin), _time(terms.end))
    body = der.sequence(
        _VERSION_3,
        der.integer(terms.serial),
        _HMAC,
        subject.write(_ISSUER),
        validity,
        subject.write(terms.common_name, terms.organizations),
        key,
        _EXTENSIONS,
    )
    mark = keys.seal(keys.key(world, keys.AUTHORITY), body)
    return pem.write(BLOCK, der.sequence(body, _HMAC, der.bits(mark)))


def user_of(world: World, text: str) -> User:
    """Whom a PEM certificate speaks for. Raises BadCertificate when it was forged or is over."""
    found = pem.read(text)
    if found is None or found[0] != BLOCK:
        raise BadCertificate("no certificate")
    body, mark = _parts(found[1])
    if not keys.is_sealed(keys.key(world, keys.AUTHORITY), body.whole, mark.content[1:]):
        raise BadCertificate("certificate signed by unknown authority")
    # Sealed, so that it is known to be well-formed.
    fields = der.elements(body.content)
    _check_time(world, fields[4])
    name = subject.read(fields[5])
    identity = f"X509SHA256={sha256(found[1]).hexdigest()}"
    groups = (*name.organizations, AUTHENTICATED)
    return User(name.common_name, groups, extra=((_CREDENTIAL, (identity,)),))


def _parts(data: bytes) -> tuple[der.Element, der.Element]:
    """What a certificate says, and its seal. Raises BadCertificate for what is none."""
    try:
        body, _, mark = der.elements(der.read(data).content)
    except ValueError as problem:
        raise BadCertificate("malformed certificate") from problem
    return body, mark


def admin(world: World) -> str:
    """The certificate of ``kubernetes-admin`` that kubeadm left: a year from the beginning."""
    begin = (world.unix - world.now) // SECOND
    serial = int.from_bytes(keys.seal(keys.key(world, keys.AUTHORITY), b"admin")[:7], "big")
    # kubeadm dates it back a little, so that a clock that is slow does no harm.
    terms = Terms(
        "kubernetes-admin", ("kubeadm:cluster-admins",), begin - 3600, begin + YEAR, serial
    )
    return issue(world, terms, public_key(b"kubernetes-admin"))


def data(text: str) -> str:
    """A PEM text as a kubeconfig or a status holds it: in base64."""
    return base64.b64encode(text.encode()).decode()


def _check_time(world: World, validity: der.Element) -> None:
    begin, end = (each.content.decode() for each in der.elements(validity.content))
    now = _written(world.unix // SECOND)
    if not begin <= now <= end:
        raise BadCertificate("certificate has expired or is not yet valid")


def _time(seconds: int) -> bytes:
    return der.utc_time(_written(seconds))


def _written(seconds: int) -> str:
    """``260105080000Z``: two digits for the year, as until 2049."""
    text = timestamps.time(seconds * SECOND)
    return "".join(char for char in text[2:] if char.isdigit()) + "Z"
