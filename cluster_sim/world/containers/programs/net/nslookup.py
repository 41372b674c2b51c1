"""nslookup: busybox' (networking/nslookup.c, and the older one of 1.28) and BIND's."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from cluster_sim.world.containers.programs.net import arguments
from cluster_sim.world.containers.programs.net.lookup import (
    Resolver,
    inquire,
    is_address,
    resolver,
)
from cluster_sim.world.containers.programs.sh.effects import STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_SILENCE = ";; connection timed out; no servers could be reached\n"


def run_busybox(shell: Shell, argv: list[str]) -> Effects:
    """``nslookup [-type=TYPE] HOST [SERVER]``: A and AAAA, of each name that is searched."""
    shell.now += SPAWN
    _, words = arguments.parse(argv, ())
    if not words:
        return (yield from failed(shell, "Usage: nslookup [-type=QUERY_TYPE] HOST [SERVER]", 1))
    found = _resolver(shell, words)
    server = found.servers[0]
    yield _out(shell, f"Server:\t\t{server}\nAddress:\t{server}:53\n\n")
    wanted = _types(argv) or (["PTR"] if is_address(words[0]) else ["A", "AAAA"])
    plain = is_address(words[0]) or "." in words[0] or not found.searches
    # A name with a dot is not searched for: it is asked as it stands.
    names = [_reverse(words[0])] if plain else [f"{words[0]}.{each}" for each in found.searches]
    status = 0
    for name in names:
        for kind in wanted:
            said = yield from inquire(shell, server, name, kind)
            if said is None:
                yield _out(shell, _SILENCE + "\n")
                return 1
            status = status or (1 if said["code"] != "NOERROR" else 0)
            yield _out(shell, _answer(name, said) + "\n")
    return status


def run_old(shell: Shell, argv: list[str]) -> Effects:
    """busybox until 1.28: by the C library, with the names of the addresses."""
    shell.now += SPAWN
    _, words = arguments.parse(argv, ())
    if not words:
        return (yield from failed(shell, "Usage: nslookup [HOST] [SERVER]", 1))
    found = _resolver(shell, words)
    server = found.servers[0]
    name = yield from _name_of(shell, server, server)
    yield _out(shell, f"Server:    {server}\nAddress 1: {server}{name}\n\n")
    said = yield from _searched(shell, found, words[0], "A")
    addresses = [data for _, kind, data in (said or {"records": ()})["records"] if kind == "A"]
    if not addresses:
        return (yield from failed(shell, f"nslookup: can't resolve '{words[0]}'", 1))
    lines = [f"Name:      {words[0]}"]
    for number, address in enumerate(addresses, 1):
        name = yield from _name_of(shell, server, address)
        lines.append(f"Address {number}: {address}{name}")
    yield _out(shell, "".join(f"{line}\n" for line in lines))
    return 0


def run_bind(shell: Shell, argv: list[str]) -> Effects:
    """BIND's: searched by ndots, the first name that is known is told."""
    shell.now += 4 * SPAWN
    _, words = arguments.parse(argv, ())
    if not words:
        return (yield from failed(shell, "Usage: nslookup [-opt ...] host [server]", 1))
    found = _resolver(shell, words)
    server, kind = found.servers[0], [*_types(argv), "A"][0]
    asked = words[0]
    said = yield from _searched(shell, found, asked, "PTR" if is_address(asked) else kind)
    if said is None:
        yield _out(shell, _SILENCE + "\n")
        return 1
    yield _out(shell, f"Server:\t\t{server}\nAddress:\t{server}#53\n\n")
    if said["code"] != "NOERROR":
        yield _out(shell, f"** server can't find {_reverse(asked)}: {said['code']}\n\n")
        return 1
    text = _answer(asked, said)
    yield _out(shell, (text or f"*** Can't find {asked}: No answer\n") + "\n")
    return 0 if text else 1


def _searched(shell: Shell, found: Resolver, name: str, kind: str) -> Generator[Effect, None, Any]:
    """What the servers say of the first of the names that is known; of the last one otherwise."""
    names = [_reverse(name)] if is_address(name) else found.names(name)
    said = None
    for each in names:
        said = yield from inquire(shell, found.servers[0], each, kind)
        if said is None or said["records"]:
            return said
    return said


def _name_of(shell: Shell, server: str, address: str) -> Generator[Effect, None, str]:
    said = yield from inquire(shell, server, _reverse(address), "PTR")
    names = [data for _, kind, data in (said or {"records": ()})["records"] if kind == "PTR"]
    return f" {names[0].rstrip('.')}" if names else ""


def _resolver(shell: Shell, words: list[str]) -> Resolver:
    found = resolver(shell)
    servers = (words[1],) if len(words) > 1 else found.servers or ("127.0.0.1",)
    return found._replace(servers=servers)


def _types(argv: list[str]) -> list[str]:
    marks = ("-type=", "-query=", "-q=")
    return [w.partition("=")[2].upper() for w in argv[1:] if w.startswith(marks)]


def _reverse(name: str) -> str:
    if not is_address(name):
        return name.rstrip(".")
    return ".".join(reversed(name.split("."))) + ".in-addr.arpa"


def _answer(name: str, said: Any) -> str:
    if said["code"] != "NOERROR":
        return f"** server can't find {name}: {said['code']}\n"
    return "".join(_record(*each) for each in said["records"])


def _record(name: str, kind: str, data: str) -> str:
    if kind in ("A", "AAAA"):
        return f"Name:\t{name}\nAddress: {data}\n"
    if kind == "CNAME":
        return f"{name}\tcanonical name = {data.rstrip('.')}\n"
    if kind == "SRV":
        return f"{name}\tservice = {data.rstrip('.')}\n"
    return f"{name}\tname = {data.rstrip('.')}\n"


def _out(shell: Shell, text: str) -> Effect:
    return Effect(shell.now, STDOUT, "", text)
