"""nc and telnet: whether somebody takes a connection; busybox' and OpenBSD's words."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from cluster_sim.world.containers.programs.net import arguments
from cluster_sim.world.containers.programs.net.faults import REFUSED, TIMEOUT
from cluster_sim.world.containers.programs.net.lookup import look_up, wait
from cluster_sim.world.containers.programs.net.wget import SYN_TIMEOUT
from cluster_sim.world.containers.programs.sh.asking import ask
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_SERVICES = {22: "ssh", 53: "domain", 80: "http", 443: "https", 3306: "mysql", 5432: "postgresql",
             6379: "redis", 8080: "http-alt"}  # fmt: skip


def run_busybox(shell: Shell, argv: list[str]) -> Effects:
    """``nc [-zv] [-w SEC] HOST PORT``"""
    return (yield from _connect(shell, argv, "{host} ({address}:{port}) open", "nc"))


def run_openbsd(shell: Shell, argv: list[str]) -> Effects:
    """The same, as netcat-openbsd tells it."""
    text = "Connection to {host} {port} port [tcp/{service}] succeeded!"
    return (yield from _connect(shell, argv, text, ""))


def run_telnet(shell: Shell, argv: list[str]) -> Effects:
    """busybox' telnet: connected, and then whatever the other side does not say."""
    shell.now += SPAWN
    _, words = arguments.parse(argv, ("l", "e"))
    host, port = words[0] if words else "", words[1] if len(words) > 1 else "23"
    found = yield from look_up(shell, host)
    if not found.address:
        return (yield from failed(shell, f"telnet: bad address '{host}'", 1))
    fault = yield from _fault(shell, found.address, int(port) if port.isdecimal() else 23, None)
    if fault:
        why = "Connection refused" if fault == REFUSED else "Connection timed out"
        text = f"telnet: can't connect to remote host ({found.address}): {why}"
        return (yield from failed(shell, text, 1))
    yield Effect(shell.now, STDOUT, "", f"Connected to {host}\n")
    return (yield from failed(shell, "Connection closed by foreign host", 1))


def _connect(shell: Shell, argv: list[str], success: str, name: str) -> Effects:
    shell.now += SPAWN
    options, words = arguments.parse(argv, ("w", "p", "i", "s", "e"))
    if "l" in options or len(words) < 2:
        usage = (
            f"{argv[0]}: listening and other uses are not simulated: nc [-zv] [-w SEC] HOST PORT"
        )
        return (yield from failed(shell, usage, 1))
    host, last = words[0], words[1]
    number = int(last) if last.isdecimal() and len(last) < 6 else 0
    found = yield from look_up(shell, host)
    if not found.address:
        text = f"nc: bad address '{host}'"
        if not name:
            text = f'nc: getaddrinfo for host "{host}" port {last}: Name or service not known'
        return (yield from failed(shell, text, 1))
    fault = yield from _fault(shell, found.address, number, arguments.seconds(options, "w"))
    if fault:
        return (yield from _refused(shell, name, host, found.address, number, fault, options))
    if "v" in options:
        service = _SERVICES.get(number, "*")
        told = success.format(host=host, address=found.address, port=number, service=service)
        yield Effect(shell.now, STDERR, "", f"{told}\n")
    return 0


def _refused(
    shell: Shell,
    name: str,
    host: str,
    address: str,
    port: int,
    fault: str,
    options: arguments.Options,
) -> Effects:
    why = "Connection refused" if fault == REFUSED else "Connection timed out"
    if name:
        return (yield from failed(shell, f"nc: {host} ({address}:{port}): {why}", 1))
    if "v" not in options:
        return 1
    how = "Operation timed out" if fault == TIMEOUT else why
    text = f"nc: connect to {host} ({address}) port {port} (tcp) failed: {how}"
    return (yield from failed(shell, text, 1))


def _fault(
    shell: Shell, address: str, port: int, patience: int | None
) -> Generator[Effect, None, str]:
    """Why the connection does not come about, after the time that this takes; empty: it does."""
    answer: Any = yield from ask(shell, {"kind": "tcp", "address": address, "port": port})
    fault = str(answer["fault"]) if answer else TIMEOUT
    if fault == TIMEOUT:
        yield from wait(shell, SYN_TIMEOUT if patience is None else min(patience, SYN_TIMEOUT))
    else:
        shell.now += answer["latency"]
    return fault
