"""Names as the C library looks them up: /etc/hosts, then the servers of /etc/resolv.conf."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import Any, NamedTuple

from cluster_sim.world.containers.programs.sh.asking import ask
from cluster_sim.world.containers.programs.sh.effects import PAUSE, Effect, Effects
from cluster_sim.world.containers.programs.sh.shell import Shell

# resolv.conf(5): options timeout and attempts.
SILENCE = 2 * 5_000_000
UNKNOWN, SILENT = "unknown", "silent"
Said = Mapping[str, Any]


class Looked(NamedTuple):
    """The ``address`` of a name, or why there is none: no server knows it, or none answers."""

    address: str
    fault: str = ""


class Resolver(NamedTuple):
    """What /etc/resolv.conf says."""

    servers: tuple[str, ...]
    searches: tuple[str, ...]
    dots: int

    def names(self, name: str) -> list[str]:
        """The names that are asked for in turn."""
        if name.endswith("."):
            return [name.rstrip(".")]
        searched = [f"{name}.{each}" for each in self.searches]
        return [name, *searched] if name.count(".") >= self.dots else [*searched, name]


def resolver(shell: Shell) -> Resolver:
    """The container's way to look names up."""
    return resolver_of(shell.files.get("/etc/resolv.conf", ""))


def resolver_of(text: str) -> Resolver:
    """What a resolv.conf says."""
    servers: list[str] = []
    searches: tuple[str, ...] = ()
    dots = 1
    for line in text.splitlines():
        word, *values = line.split() or [""]
        if word == "nameserver" and values:
            servers.append(values[0])
        elif word == "search":
            searches = tuple(values)
        elif word == "options":
            given = [each[6:] for each in values if each.startswith("ndots:")]
            dots = int(given[0]) if given and given[0].isdecimal() else dots
    return Resolver(tuple(servers), searches, dots)


def is_address(text: str) -> bool:
    """Whether the text is an IPv4 address."""
    parts = text.split(".")
    return len(parts) == 4 and all(p.isdecimal() and len(p) < 4 and int(p) < 256 for p in parts)


def wait(shell: Shell, time: int) -> Effects:
    """Let µs pass that somebody who looks on has to wait for."""
    if time > 0:
        yield Effect(shell.now, PAUSE, "", None, shell.now + time)
        shell.now += time
    return 0


def inquire(
    shell: Shell, server: str, name: str, kind: str = "A"
) -> Generator[Effect, None, Said | None]:
    """What a server says of a name; None when it does not answer in time."""
    question = {"kind": "dns", "server": server, "name": name, "type": kind}
    said = yield from ask(shell, question)
    if not said or said["fault"]:
        yield from wait(shell, SILENCE)
        return None
    shell.now += said["latency"]
    return said


def look_up(shell: Shell, host: str) -> Generator[Effect, None, Looked]:
    """The address behind a host's name."""
    if is_address(host):
        return Looked("127.0.0.1" if host == "0.0.0.0" else host)
    wanted = host.lower().rstrip(".")
    for line in shell.files.get("/etc/hosts", "").splitlines():
        address, *names = line.partition("#")[0].split() or [""]
        if wanted in names and is_address(address):
            return Looked(address)
    found = resolver(shell)
    for name in found.names(wanted if not host.endswith(".") else host):
        if not found.servers:
            return Looked("", SILENT)
        said = yield from inquire(shell, found.servers[0], name)
        if said is None:
            return Looked("", SILENT)
        addresses = [data for _, kind, data in said["records"] if kind == "A"]
        if addresses:
            # CoreDNS' plugin loadbalance turns the order of the addresses.
            return Looked(addresses[shell.now // 1_000 % len(addresses)])
    return Looked("", UNKNOWN)
