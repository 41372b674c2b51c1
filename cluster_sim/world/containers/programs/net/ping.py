"""ping, as busybox and iputils tell it."""

from __future__ import annotations

from collections.abc import Generator

from cluster_sim.world.containers.programs.net import arguments
from cluster_sim.world.containers.programs.net.lookup import look_up, wait
from cluster_sim.world.containers.programs.sh.asking import ask
from cluster_sim.world.containers.programs.sh.effects import STDOUT, Effect, Effects, Forever
from cluster_sim.world.containers.programs.sh.outputs import failed
from cluster_sim.world.containers.programs.sh.shell import SPAWN, Shell

_SECOND = 1_000_000
# Of a ping without end so many are told.
_MOST = 10_000


def run(shell: Shell, argv: list[str]) -> Effects:
    """``ping [-c COUNT] [-W SEC] [-w SEC] HOST``"""
    shell.now += SPAWN
    options, words = arguments.parse(argv, ("c", "W", "w", "i", "s"))
    if not words:
        return (yield from failed(shell, "BusyBox v1.37.0 multi-call binary.", 1))
    found = yield from look_up(shell, words[0])
    if not found.address:
        return (yield from failed(shell, f"ping: bad address '{words[0]}'", 1))
    given = (options.get("c") or [""])[-1]
    count = min(int(given), _MOST) if given.isdecimal() and len(given) < 9 else _MOST
    deadline = arguments.seconds(options, "w")
    if deadline is not None and not given:
        count = max(deadline // _SECOND, 1)
    head = f"PING {words[0]} ({found.address}): 56 data bytes\n"
    yield Effect(shell.now, STDOUT, "", head)
    times = yield from _round(shell, found.address, count)
    if count == _MOST:
        raise Forever
    lost = 100 * (count - len(times)) // count
    text = (
        f"\n--- {words[0]} ping statistics ---\n"
        f"{count} packets transmitted, {len(times)} packets received, {lost}% packet loss\n"
    )
    if times:
        low, high, middle = min(times), max(times), sum(times) // len(times)
        text += f"round-trip min/avg/max = {_ms(low)}/{_ms(middle)}/{_ms(high)} ms\n"
    yield Effect(shell.now, STDOUT, "", text)
    return 0 if times else 1


def _round(shell: Shell, address: str, count: int) -> Generator[Effect, None, list[int]]:
    times: list[int] = []
    for number in range(count):
        answer = yield from ask(shell, {"kind": "ping", "address": address})
        if answer and not answer["fault"]:
            time = answer["latency"] + shell.now // 7 % 60
            shell.now += time
            line = f"64 bytes from {address}: seq={number} ttl=62 time={_ms(time)} ms\n"
            yield Effect(shell.now, STDOUT, "", line)
            times.append(time)
        last = number == count - 1
        if not last or not (answer and not answer["fault"]):
            yield from wait(shell, 10 * _SECOND if last else _SECOND)
    return times


def _ms(micros: int) -> str:
    return f"{micros / 1000:.3f}"
