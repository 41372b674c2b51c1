"""IP addresses and networks (apimachinery/pkg/util/validation/ip.go)."""

from __future__ import annotations

import ipaddress

from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid

_LINK_LOCAL_MULTICAST = (
    ipaddress.ip_network("224.0.0.0/24"),
    ipaddress.ip_network("ff02::/16"),
)


def validate_ip(text: str, path: str) -> Faults:
    """A fault for what is no IP address of either family."""
    if _address(text) is not None:
        return []
    detail = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
    return [invalid(path, text, detail)]


def validate_cidr(text: str, path: str) -> Faults:
    """A fault for what is no network in CIDR notation."""
    try:
        ipaddress.ip_interface(text)
        whole = "/" in text
    except ValueError:
        whole = False
    if whole:
        return []
    return [invalid(path, text, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]


def validate_usable_ip(text: str, path: str) -> Faults:
    """Faults for a valid address that nothing outside a host can be reached at."""
    address = _address(text)
    if address is None:
        return [invalid(path, text, "must be a valid IP address")]
    faults = []
    if address.is_unspecified:
        faults.append("may not be unspecified (0.0.0.0 or ::)")
    if address.is_loopback:
        faults.append("may not be in the loopback range (127.0.0.0/8, ::1/128)")
    if address.is_link_local:
        faults.append("may not be in the link-local range (169.254.0.0/16, fe80::/10)")
    if any(address.version == net.version and address in net for net in _LINK_LOCAL_MULTICAST):
        faults.append("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)")
    return [invalid(path, text, fault) for fault in faults]


def family(text: str) -> str:
    """``IPv4``, ``IPv6``, or nothing for what is no address."""
    address = _address(text)
    return "" if address is None else f"IPv{address.version}"


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    # Go knows no zones in addresses.
    return None if "%" in text else address
