"""The cluster's DNS: what it says of a name, as CoreDNS' plugin ``kubernetes`` does.

kubernetes.io/docs/concepts/services-networking/dns-pod-service,
github.com/kubernetes/dns (specification), coredns.io/plugins/kubernetes; the time to live is
that of kubeadm's Corefile. Names of elsewhere do not exist: the lab has no Internet.
"""

from __future__ import annotations

import ipaddress
from typing import Any, Final, NamedTuple

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api.allocation import CLUSTER_IP
from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet.podips import pod_at
from cluster_sim.world.traffic import proxy
from cluster_sim.world.traffic.proxy import Endpoint

DOMAIN: Final = "cluster.local"
HEADLESS: Final = "None"
NOERROR, NXDOMAIN = "NOERROR", "NXDOMAIN"
TTL: Final = 30
_REVERSE: Final = ".in-addr.arpa"
_MOST_ALIASES: Final = 8


class Record(NamedTuple):
    """``data``: an address, a name with its last dot, or the four fields of an SRV record."""

    name: str
    kind: str
    data: str


class Said(NamedTuple):
    """``code``: NOERROR (without records: the name has none of this kind) or NXDOMAIN."""

    code: str
    records: tuple[Record, ...] = ()


_NOTHING = Said(NXDOMAIN)
_EMPTY = Said(NOERROR)


def lookup(world: World, name: str, kind: str = "A") -> Said:
    """What the cluster's DNS says of a full name; ``kind``: A, AAAA, SRV, PTR, CNAME…"""
    asked = name.lower().rstrip(".")
    if asked.endswith(_REVERSE):
        return _reversed(world, asked, kind)
    if asked == DOMAIN:
        return _EMPTY
    if not asked.endswith(f".{DOMAIN}"):
        return _NOTHING
    labels = asked[: -len(DOMAIN) - 1].split(".")
    if labels[-1] == "svc":
        return _of_service(world, asked, labels[:-1], kind)
    if labels[-1] == "pod":
        return _of_pod(world, asked, labels[:-1], kind)
    return _NOTHING


def hostname_of(endpoint: Endpoint) -> str:
    """The name of an endpoint under its Service: the pod's own, or its address with dashes."""
    return endpoint.hostname or endpoint.address.replace(".", "-")


def _of_service(world: World, asked: str, labels: list[str], kind: str) -> Said:
    if not labels:
        return _EMPTY
    if world.store.get("namespaces", "", labels[-1]) is None:
        return _NOTHING
    if len(labels) == 1:
        return _EMPTY
    service = world.store.get("services", labels[-1], labels[-2])
    if service is None:
        return _NOTHING
    rest = labels[:-2]
    if service["spec"].get("type") == "ExternalName":
        return _alias(world, asked, service, kind) if not rest else _NOTHING
    if len(rest) == 2 and all(label.startswith("_") for label in rest):
        return _ports(world, asked, service, rest, kind)
    if len(rest) > 1:
        return _NOTHING
    addresses = _addresses(world, service, rest[0] if rest else "")
    if kind == "SRV" and not rest:
        return _ports(world, asked, service, [], kind)
    if rest and not addresses:
        return _NOTHING
    if not addresses and service["spec"].get("clusterIP") == HEADLESS:
        # A headless Service without any endpoint is taken for one that is not there.
        return _NOTHING
    return _told(asked, kind, "A", addresses)


def _addresses(world: World, service: Object, hostname: str) -> list[str]:
    """The addresses of a Service, or of its endpoints of that name."""
    if not hostname and service["spec"].get("clusterIP") != HEADLESS:
        return [service["spec"]["clusterIP"]]
    return [
        each.address
        for each in members(world, service)
        if not hostname or hostname_of(each) == hostname
    ]


def members(world: World, service: Object) -> list[Endpoint]:
    """The endpoints that the names of a Service stand for, each address once."""
    ports = service["spec"].get("ports") or [{"name": "", "port": 0}]
    found: dict[str, Endpoint] = {}
    for port in ports:
        for each in proxy.named_endpoints(world, service, port.get("name", "")):
            found.setdefault(each.address, each)
    return list(found.values())


def _ports(world: World, asked: str, service: Object, labels: list[str], kind: str) -> Said:
    """SRV records: one for each port that is meant, for each endpoint of a headless Service."""
    base = f"{name_of(service)}.{namespace_of(service)}.svc.{DOMAIN}."
    wanted, protocol = labels or ["_*", "_*"]
    lines: list[str] = []
    for port in service["spec"].get("ports") or ():
        same_name = wanted == "_*" or wanted[1:] == port.get("name", "")
        if not same_name or protocol not in ("_*", f"_{port.get('protocol', 'TCP').lower()}"):
            continue
        if service["spec"].get("clusterIP") != HEADLESS:
            lines.append(f"{port['port']} {base}")
            continue
        found = proxy.named_endpoints(world, service, port.get("name", ""))
        lines += [f"{each.port} {hostname_of(each)}.{base}" for each in found]
    if not lines:
        return _NOTHING
    weight = 100 // len(lines)
    return _told(asked, kind, "SRV", [f"0 {weight} {line}" for line in lines])


def _alias(world: World, asked: str, service: Object, kind: str) -> Said:
    target = service["spec"]["externalName"].rstrip(".")
    own = Record(asked, "CNAME", f"{target}.")
    records, seen = [own], {asked}
    while kind != "CNAME" and target not in seen and len(seen) < _MOST_ALIASES:
        seen.add(target)
        found = lookup_once(world, target, kind)
        records += found
        if not found or found[-1].kind != "CNAME":
            break
        target = found[-1].data.rstrip(".")
    return Said(NOERROR, tuple(records))


def lookup_once(world: World, name: str, kind: str) -> list[Record]:
    """The records of a name; of an alias only what it stands for."""
    labels = name.lower().rstrip(".").split(".")
    if labels[-3:] == ["svc", *DOMAIN.split(".")] and len(labels) == 5:
        service = world.store.get("services", labels[1], labels[0])
        if service is not None and service["spec"].get("type") == "ExternalName":
            return [Record(name, "CNAME", service["spec"]["externalName"].rstrip(".") + ".")]
    return list(lookup(world, name, kind).records)


def _of_pod(world: World, asked: str, labels: list[str], kind: str) -> Said:
    """``10-244-0-5.default``: any address in a namespace that exists (``pods insecure``)."""
    if not labels:
        return _EMPTY
    if world.store.get("namespaces", "", labels[-1]) is None or len(labels) > 2:
        return _NOTHING
    if len(labels) == 1:
        return _EMPTY
    address = labels[0].replace("-", ".")
    return _told(asked, kind, "A", [address]) if is_address(address) else _NOTHING


def _reversed(world: World, asked: str, kind: str) -> Said:
    """The name behind an address: of a Service, or of a pod under its Service."""
    address = ".".join(reversed(asked[: -len(_REVERSE)].split(".")))
    for service in world.store.by_index("services", CLUSTER_IP, address):
        data = f"{name_of(service)}.{namespace_of(service)}.svc.{DOMAIN}."
        return _told(asked, kind, "PTR", [data])
    lines = _names_of(world, address) if pod_at(world, address) else []
    return _told(asked, kind, "PTR", lines) if lines else _NOTHING


def _names_of(world: World, address: str) -> list[str]:
    lines = []
    for service in world.store.all("services"):
        for each in members(world, service) if _has_members(service) else ():
            if each.address == address:
                base = f"{name_of(service)}.{namespace_of(service)}.svc.{DOMAIN}."
                lines.append(f"{hostname_of(each)}.{base}")
    return lines


def _has_members(service: dict[str, Any]) -> bool:
    return service["spec"].get("type") != "ExternalName"


def is_address(text: str) -> bool:
    """Whether the text is an IPv4 address."""
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def _told(asked: str, kind: str, has: str, data: list[str]) -> Said:
    """Records for whoever asks for what there is; nothing for another kind."""
    return Said(NOERROR, tuple(Record(asked, has, each) for each in data) if kind == has else ())
