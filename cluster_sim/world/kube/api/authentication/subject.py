"""The name in a certificate or a request for one (RFC 5280, appendix A.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from cluster_sim.world.kube.api.authentication import der

COMMON_NAME: Final = "2.5.4.3"
ORGANIZATION: Final = "2.5.4.10"
_OIDS: Final = (
    COMMON_NAME,
    "2.5.4.5",
    ORGANIZATION,
    "2.5.4.11",
    "2.5.4.6",
    "2.5.4.7",
    "2.5.4.8",
    "2.5.4.9",
    "2.5.4.17",
)
_NAMES: Final = (
    "Common Name",
    "Serial Number",
    "Organization",
    "Organizational Unit",
    "Country",
    "Locality",
    "Province",
    "StreetAddress",
    "PostalCode",
)
_BY_CODE: Final = {der.object_id(oid): oid for oid in _OIDS}


@dataclass(frozen=True)
class Subject:
    """``parts``: object identifier → the values, in the order in which they came."""

    parts: dict[str, list[str]] = field(default_factory=dict)

    @property
    def common_name(self) -> str:
        """Who: the last common name, as Go's crypto/x509 takes it."""
        return self.parts.get(COMMON_NAME, [""])[-1]

    @property
    def organizations(self) -> tuple[str, ...]:
        """The groups."""
        return tuple(self.parts.get(ORGANIZATION, ()))

    def named(self) -> list[tuple[str, list[str]]]:
        """What ``kubectl describe`` calls the parts, with their values."""
        named = zip(_NAMES, _OIDS, strict=True)
        return [(name, self.parts[oid]) for name, oid in named if oid in self.parts]


def read(element: der.Element) -> Subject:
    """The name of this element. Raises BadEncoding."""
    parts: dict[str, list[str]] = {}
    for relative in der.elements(element.content):
        for pair in der.elements(relative.content):
            fields = der.elements(pair.content)
            if len(fields) != 2:
                raise der.BadEncoding("asn1: structure error: bad name")
            oid = _BY_CODE.get(fields[0].whole)
            if oid is not None:
                parts.setdefault(oid, []).append(der.text_of(fields[1]))
    return Subject(parts)


def write(common_name: str, organizations: tuple[str, ...] = ()) -> bytes:
    """The element of a name."""
    pairs = [(ORGANIZATION, each) for each in organizations] + [(COMMON_NAME, common_name)]
    return der.sequence(
        *(
            der.write(der.SET, der.sequence(der.object_id(oid), der.text(value)))
            for oid, value in pairs
        )
    )
