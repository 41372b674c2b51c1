"""dig and host, as BIND's."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from cluster_sim.world.containers.programs import clocks
from cluster_sim.world.containers.programs.net.lookup import inquire, is_address, resolver
from cluster_sim.world.containers.programs.sh.effects import STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_TYPES = ("A", "AAAA", "SRV", "PTR", "CNAME", "NS", "TXT", "MX", "SOA", "ANY")
_TTL = 30


def run_dig(shell: Shell, argv: list[str]) -> Effects:
    """``dig [@server] [+short] [+search] [-x ADDRESS] NAME [TYPE]``"""
    shell.now += 6 * SPAWN
    short, search, kind, name, server = False, False, "", "", ""
    words = iter(argv[1:])
    for word in words:
        if word.startswith("@"):
            server = word[1:]
        elif word.startswith("+"):
            short, search = short or word == "+short", search or word == "+search"
        elif word == "-x":
            kind, name = "PTR", reverse(next(words, ""))
        elif word == "-t":
            kind = next(words, "A").upper()
        elif word.upper() in _TYPES:
            kind = word.upper()
        elif not word.startswith("-"):
            name = word
    found, kind = resolver(shell), kind or "A"
    server = server or (found.servers or ("127.0.0.1",))[0]
    names = found.names(name) if search else [name.rstrip(".")]
    return (yield from _dig(shell, server, names, kind, short))


def run_host(shell: Shell, argv: list[str]) -> Effects:
    """``host [-t TYPE] NAME [SERVER]``"""
    shell.now += 6 * SPAWN
    words, kind = [], "A"
    given = iter(argv[1:])
    for word in given:
        if word == "-t":
            kind = next(given, "A").upper()
        elif not word.startswith("-"):
            words.append(word)
    if not words:
        return (yield from failed(shell, "Usage: host [-aCdilrTvVw] hostname [server]", 1))
    found, name = resolver(shell), words[0]
    server = words[1] if len(words) > 1 else (found.servers or ("127.0.0.1",))[0]
    if is_address(name):
        names, kind = [reverse(name)], "PTR"
    else:
        names = found.names(name)
    said = yield from _first(shell, server, names, kind)
    if said is None:
        text = ";; connection timed out; no servers could be reached"
        return (yield from failed(shell, text, 1))
    if not said["records"]:
        text = f"Host {name} not found: 3(NXDOMAIN)\n"
        if said["code"] == "NOERROR":
            text = f"{name} has no {kind} record\n"
        yield Effect(shell.now, STDOUT, "", text)
        return 1
    lines = [_sentence(*each) for each in said["records"]]
    yield Effect(shell.now, STDOUT, "", "".join(f"{line}\n" for line in lines))
    return 0


def reverse(address: str) -> str:
    """The name under which an address is looked up."""
    return ".".join(reversed(address.split("."))) + ".in-addr.arpa"


def _first(shell: Shell, server: str, names: list[str], kind: str) -> Generator[Effect, None, Any]:
    said = None
    for name in names:
        said = yield from inquire(shell, server, name, kind)
        if said is None or said["records"]:
            break
    return said


def _dig(shell: Shell, server: str, names: list[str], kind: str, short: bool) -> Effects:
    begun = shell.now
    said = yield from _first(shell, server, names, kind)
    if said is None:
        head = "" if short else f"\n; <<>> DiG 9.18.39 <<>> {names[0]}\n;; global options: +cmd\n"
        text = f";; connection timed out; no servers could be reached\n{head}"
        yield Effect(shell.now, STDOUT, "", text)
        return 9
    rows = [f"{name}.\t{_TTL}\tIN\t{what}\t{data}" for name, what, data in said["records"]]
    if short:
        text = "".join(f"{data}\n" for _, _, data in said["records"])
        yield Effect(shell.now, STDOUT, "", text)
        return 0
    asked = said["records"][0][0] if said["records"] else names[-1]
    lines = [
        "",
        f"; <<>> DiG 9.18.39 <<>> {asked} {kind}"
        if kind != "A"
        else f"; <<>> DiG 9.18.39 <<>> {asked}",
        ";; global options: +cmd",
        ";; Got answer:",
        f";; ->>HEADER<<- opcode: QUERY, status: {said['code']}, id: {shell.now // 997 % 65536}",
        f";; flags: qr aa rd; QUERY: 1, ANSWER: {len(rows)}, AUTHORITY: 0, ADDITIONAL: 1",
        "",
        ";; QUESTION SECTION:",
        f";{asked}.\t\tIN\t{kind}",
        "",
        *([";; ANSWER SECTION:", *rows, ""] if rows else []),
        f";; Query time: {(shell.now - begun) // 1000} msec",
        f";; SERVER: {server}#53({server}) (UDP)",
        f";; WHEN: {clocks.busybox(shell.now)}",
        f";; MSG SIZE  rcvd: {40 + len(asked) + sum(16 + len(row) for row in rows) // 2}",
        "",
    ]
    yield Effect(shell.now, STDOUT, "", "".join(f"{line}\n" for line in lines))
    return 0


def _sentence(name: str, kind: str, data: str) -> str:
    said = {
        "A": f"{name} has address {data}",
        "CNAME": f"{name} is an alias for {data}",
        "PTR": f"{name} domain name pointer {data}",
        "SRV": f"{name} has SRV record {data}",
    }
    return said.get(kind, f"{name} {data}")
