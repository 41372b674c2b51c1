"""IP addresses and CIDRs (apiserver/pkg/cel/library/ip.go, cidr.go)."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from cluster_sim.world.cel.library import BOOL, INT, MAP, STRING, Form, Library, function

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Interface | ipaddress.IPv6Interface
_IP, _CIDR = "ip", "cidr"


def _address(text: str) -> Address:
    found = ipaddress.ip_address(text)
    if isinstance(found, ipaddress.IPv6Address) and (found.ipv4_mapped or "%" in text):
        raise ValueError(f"IP Address {text!r} parse error during conversion from string")
    return found


def _network(text: str) -> Network:
    if "/" not in text:
        raise ValueError(f"network address {text!r} parse error during conversion from string")
    return ipaddress.ip_interface(text)


def _tells(parse: Callable[[str], Any]) -> Callable[[str], bool]:
    def tells(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return tells


def _ip(value: dict[str, Any]) -> Address:
    if _IP not in value:
        raise ValueError("no such overload")
    return ipaddress.ip_address(value[_IP])


def _cidr(value: dict[str, Any]) -> Network:
    if _CIDR not in value:
        raise ValueError("no such overload")
    return ipaddress.ip_interface(value[_CIDR])


def _contains_ip(value: dict[str, Any], other: Any) -> bool:
    address = _address(other) if isinstance(other, str) else _ip(other)
    network = _cidr(value).network
    return address.version == network.version and address in network


def _contains_cidr(value: dict[str, Any], other: Any) -> bool:
    inner = _network(other) if isinstance(other, str) else _cidr(other)
    network = _cidr(value).network
    if network.version != inner.version or inner.network.prefixlen < network.prefixlen:
        return False
    return inner.network.network_address in network


def _is(test: Callable[[Address], bool]) -> Callable[[dict[str, Any]], bool]:
    return lambda value: test(_ip(value))


def _unicast(address: Address) -> bool:
    return not (
        address.is_multicast or address.is_unspecified or address.is_loopback
    ) and not _link_local(address)


def _link_local(address: Address) -> bool:
    return address.is_link_local


def _local_multicast(address: Address) -> bool:
    if address.version == 4:
        return str(address).startswith("224.0.0.")
    return address.is_multicast and address.packed[1] & 0x0F == 2


LIBRARY = Library(
    "addresses",
    (
        function(
            "ip",
            Form([STRING], MAP, lambda text: {_IP: str(_address(text))}, member=False),
            Form([MAP], MAP, lambda value: {_IP: str(_cidr(value).ip)}),
        ),
        function("isIP", Form([STRING], BOOL, _tells(_address), member=False)),
        function(
            "ip.isCanonical",
            Form([STRING], BOOL, lambda text: str(_address(text)) == text, member=False),
        ),
        function("family", Form([MAP], INT, lambda value: _ip(value).version)),
        function("isUnspecified", Form([MAP], BOOL, _is(lambda each: each.is_unspecified))),
        function("isLoopback", Form([MAP], BOOL, _is(lambda each: each.is_loopback))),
        function(
            "isLinkLocalUnicast",
            Form([MAP], BOOL, _is(lambda each: _link_local(each) and not each.is_multicast)),
        ),
        function("isLinkLocalMulticast", Form([MAP], BOOL, _is(_local_multicast))),
        function("isGlobalUnicast", Form([MAP], BOOL, _is(_unicast))),
        function(
            "cidr", Form([STRING], MAP, lambda text: {_CIDR: str(_network(text))}, member=False)
        ),
        function("isCIDR", Form([STRING], BOOL, _tells(_network), member=False)),
        function(
            "containsIP",
            Form([MAP, STRING], BOOL, _contains_ip),
            Form([MAP, MAP], BOOL, _contains_ip),
        ),
        function(
            "containsCIDR",
            Form([MAP, STRING], BOOL, _contains_cidr),
            Form([MAP, MAP], BOOL, _contains_cidr),
        ),
        function("prefixLength", Form([MAP], INT, lambda value: _cidr(value).network.prefixlen)),
        function("masked", Form([MAP], MAP, lambda value: {_CIDR: str(_cidr(value).network)})),
    ),
)
