"""redis-cli: one command to a server, its reply as scripts get it, or as a terminal shows it."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.containers.programs.net import arguments
from cluster_sim.world.containers.programs.net.faults import REFUSED, TIMEOUT
from cluster_sim.world.containers.programs.net.lookup import look_up, wait
from cluster_sim.world.containers.programs.net.wget import SYN_TIMEOUT
from cluster_sim.world.containers.programs.sh.asking import ask
from cluster_sim.world.containers.programs.sh.effects import STDERR, STDOUT, Effect, Effects
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_OWN = ("127.0.0.1", "localhost")
_VALUED = ("h", "p", "a", "n", "u", "t", "user", "pass")


def run(shell: Shell, argv: list[str]) -> Effects:
    """``redis-cli [-h HOST] [-p PORT] COMMAND …``; without a command those that are typed."""
    shell.now += SPAWN
    first = next((n for n, word in enumerate(argv[1:], 1) if _is_command(argv, n)), len(argv))
    options, _ = arguments.parse(argv[:first], _VALUED)
    commands = [argv[first:]] if first < len(argv) else _typed(shell)
    if not commands:
        return (yield from failed(shell, "redis-cli: give it a command, PING for instance", 1))
    host = (options.get("h") or ["127.0.0.1"])[-1]
    if host in _OWN and [[word.lower() for word in each] for each in commands] == [["ping"]]:
        return (yield from _own(shell))
    port = (options.get("p") or ["6379"])[-1]
    found = yield from look_up(shell, host)
    if not found.address:
        text = f"Could not connect to Redis at {host}:{port}: Name or service not known"
        return (yield from failed(shell, text, 1))
    place = {"address": found.address, "port": int(port) if port.isdecimal() else 0}
    for command in commands:
        answer: Any = yield from ask(shell, {"kind": "redis", **place, "command": tuple(command)})
        fault = answer["fault"] if answer else TIMEOUT
        if fault:
            return (yield from _failed(shell, f"{host}:{port}", fault))
        shell.now += answer["latency"]
        text = _shown(answer["reply"]) if shell.tty else _raw(answer["reply"])
        yield Effect(shell.now, STDOUT, "", text + "\n")
    return 0


def _own(shell: Shell) -> Effects:
    """The server of the container itself: whether it is there needs no network to know."""
    if shell.ready:
        yield Effect(shell.now, STDOUT, "", "PONG\n")
        return 0
    return (yield from _failed(shell, "127.0.0.1:6379", REFUSED))


def _is_command(argv: list[str], place: int) -> bool:
    """Whether the word is the first that is no option nor the value of one."""
    before = argv[place - 1]
    is_value = place > 1 and before.startswith("-") and before.lstrip("-") in _VALUED
    return not argv[place].startswith("-") and not is_value


def _typed(shell: Shell) -> list[list[str]]:
    lines = [line.split() for line in shell.stdin.splitlines()]
    return [line for line in lines if line]


def _failed(shell: Shell, place: str, fault: str) -> Effects:
    why = "Connection refused"
    if fault == TIMEOUT:
        yield from wait(shell, SYN_TIMEOUT)
        why = "Connection timed out"
    elif fault != REFUSED:
        yield Effect(shell.now, STDERR, "", "Error: Server closed the connection\n")
        return 1
    return (yield from failed(shell, f"Could not connect to Redis at {place}: {why}", 1))


def _raw(reply: tuple[str, Any]) -> str:
    kind, value = reply
    if kind == "list":
        return "\n".join(value)
    return "" if value is None else str(value)


def _shown(reply: tuple[str, Any]) -> str:
    kind, value = reply
    if kind == "integer":
        return f"(integer) {value}"
    if kind == "error":
        return f"(error) {value}"
    if kind == "bulk":
        return "(nil)" if value is None else f'"{value}"'
    if kind == "list":
        return "\n".join(f'{n}) "{each}"' for n, each in enumerate(value, 1)) or "(empty array)"
    return str(value)
