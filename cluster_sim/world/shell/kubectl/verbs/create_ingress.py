"""``kubectl create ingress`` (pkg/cmd/create/create_ingress.go)."""

from __future__ import annotations

import re
from typing import Any, Final

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    flag("class"),
    several("rule"),
    flag("default-backend"),
    several("annotation"),
)
_RULE: Final = re.compile(
    r"(?P<host>[\w*.-]*)(?P<path>/.*)=(?P<service>[\w-]+):(?P<port>[\w-]+)"
    r"(?P<tls>,tls(=(?P<secret>[\w-]+))?)?",
    re.ASCII,
)
_LONGEST: Final = 1_000


def run(command: Invocation) -> Outcome:
    """Create the Ingress."""
    name = name_argument(command)
    rules, backend = command.value("rule"), command.value("default-backend")
    if not rules and not backend:
        raise error(
            "not enough information provided: every ingress has to either specify a "
            "default-backend (which catches all traffic) or a list of rules (which catch specific "
            "paths)"
        )
    matches = [_read(rule) for rule in rules]
    annotations = _annotations(command.value("annotation"))
    metadata: dict[str, Any] = {"name": name}
    if annotations:
        metadata["annotations"] = annotations
    made = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": metadata,
        "spec": _spec(command.value("class"), _default(backend), matches),
        "status": {"loadBalancer": {}},
    }
    return create(command, "ingresses.networking.k8s.io", made)


def _read(rule: str) -> re.Match[str]:
    found = _RULE.match(rule[:_LONGEST])
    if found is None:
        form = "host/path=svcname:svcport[,tls[=secret]]"
        raise error(f"rule {rule} is invalid and should be in format {form}")
    return found


def _annotations(given: list[str]) -> dict[str, str]:
    found = {}
    for text in given:
        key, mark, value = text.partition("=")
        if not mark:
            raise error(f"annotation {text} is invalid and should be in format key=[value]")
        found[key] = value
    return found


def _default(text: str) -> dict[str, Any] | None:
    if not text:
        return None
    service, mark, port = text.partition(":")
    if not mark or ":" in port:
        raise error("default-backend should be in format servicename:serviceport")
    return _backend(service, port)


def _spec(
    name: str, default: dict[str, Any] | None, matches: list[re.Match[str]]
) -> dict[str, Any]:
    spec: dict[str, Any] = {}
    if name:
        spec["ingressClassName"] = name
    if default is not None:
        spec["defaultBackend"] = default
    if matches:
        spec["rules"] = _rules(matches)
    certificates = _certificates(matches)
    return {**spec, "tls": certificates} if certificates else spec


def _rules(matches: list[re.Match[str]]) -> list[dict[str, Any]]:
    """One rule a host, in the order in which the hosts come."""
    paths: dict[str, list[dict[str, Any]]] = {}
    for match in matches:
        path, kind = match["path"], "Exact"
        if path.endswith("*"):
            path, kind = path[:-1], "Prefix"
        entry = {
            "path": path,
            "pathType": kind,
            "backend": _backend(match["service"], match["port"]),
        }
        paths.setdefault(match["host"], []).append(entry)
    return [
        {**({"host": host} if host else {}), "http": {"paths": entries}}
        for host, entries in paths.items()
    ]


def _certificates(matches: list[re.Match[str]]) -> list[dict[str, Any]]:
    """One certificate a host, the first that is told; none without a host and a secret."""
    found: dict[str, dict[str, Any]] = {}
    for match in matches:
        if match["tls"] and match["host"] not in found:
            hosts = {"hosts": [match["host"]]} if match["host"] else {}
            secret = {"secretName": match["secret"]} if match["secret"] else {}
            found[match["host"]] = {**hosts, **secret}
    return [each for each in found.values() if each]


def _backend(service: str, port: str) -> dict[str, Any]:
    number = port.isdecimal() and len(port) < 10
    return {
        "service": {"name": service, "port": {"number": int(port)} if number else {"name": port}}
    }
