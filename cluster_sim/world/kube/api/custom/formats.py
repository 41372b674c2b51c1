"""The formats of strings that schemas may ask for; unknown ones are not checked.

kube-openapi/pkg/validation/strfmt, apiextensions-apiserver/pkg/apiserver/validation/formats.go.
Not checked: ``isbn``, ``creditcard``, ``ssn``, ``rgbcolor`` and other numbers of everyday life.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable
from typing import Final

from cluster_sim.world.kube.api import duration, names, timestamps

_HEX = "[0-9a-fA-F]"
_UUID = re.compile(rf"{_HEX}{{8}}-?{_HEX}{{4}}-?{_HEX}{{4}}-?{_HEX}{{4}}-?{_HEX}{{12}}")
_MAC = re.compile(rf"{_HEX}{{2}}([:-]{_HEX}{{2}}){{5}}")
_EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")
_HOST = re.compile(
    r"(?=.{1,255}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\.?"
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+|/\S*")
_COLOUR = re.compile(rf"#?({_HEX}{{3}}|{_HEX}{{6}})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def fits(text: str, form: str) -> bool:
    """Whether a text has the format (``date-time`` and ``datetime`` are the same)."""
    check = _CHECKS.get(form.replace("-", ""))
    return check is None or check(text)


def _parses(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def check(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return check


def _full(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.fullmatch(text) is not None


def _cidr(text: str) -> object:
    if "/" not in text:
        raise ValueError(text)
    return ipaddress.ip_network(text, strict=False)


def _base64(text: str) -> object:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as problem:
        raise ValueError(text) from problem


def _date(text: str) -> object:
    if _DATE.fullmatch(text) is None:
        raise ValueError(text)
    return timestamps.parse(f"{text}T00:00:00Z")


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "uri": _full(_URI),
    "email": _full(_EMAIL),
    "hostname": _full(_HOST),
    "ipv4": _parses(ipaddress.IPv4Address),
    "ipv6": _parses(ipaddress.IPv6Address),
    "cidr": _parses(_cidr),
    "mac": _full(_MAC),
    "uuid": _full(_UUID),
    "hexcolor": _full(_COLOUR),
    "byte": _parses(_base64),
    "date": _parses(_date),
    "datetime": _parses(timestamps.parse),
    "duration": _parses(duration.parse),
    "k8sshortname": lambda text: not names.dns1123_label(text),
    "k8slongname": lambda text: not names.dns1123_subdomain(text),
}
