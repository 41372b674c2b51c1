"""What Redis servers hold: texts by key, for each container, gone with it (redis.io/commands).

Replies are (kind, value): ``status``, ``error``, ``integer``, ``bulk`` (None: nil), ``list``.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from typing import Any

from cluster_sim.world.kernel.world import World

_MEMORY = "redis data"
_MOST_KEYS, _LONGEST = 1_000, 4_096
Data = dict[str, str]
Reply = tuple[str, Any]
_WRONG = "ERR wrong number of arguments for '{}' command"
_NOT_A_NUMBER: Reply = ("error", "ERR value is not an integer or out of range")


def execute(world: World, container: str, command: list[str]) -> Reply:
    """Do a command on the data of a container; its reply."""
    name = command[0].lower() if command else ""
    found = _COMMANDS.get(name)
    if found is None:
        shown = "".join(f" '{each}'" for each in command[1:3])
        return "error", f"ERR unknown command '{name}', with args beginning with:{shown}"
    least, most, function = found
    arguments = [each[:_LONGEST] for each in command[1:]]
    if not least <= len(arguments) <= most:
        return "error", _WRONG.format(name)
    known = world.remember(_MEMORY)
    data, reply = function(known.get(container, {}), arguments)
    if data is not known.get(container):
        known[container] = dict(list(data.items())[-_MOST_KEYS:])
    return reply


def _ping(data: Data, words: list[str]) -> tuple[Data, Reply]:
    return data, ("bulk", words[0]) if words else ("status", "PONG")


def _set(data: Data, words: list[str]) -> tuple[Data, Reply]:
    return {**data, words[0]: words[1]}, ("status", "OK")


def _get(data: Data, words: list[str]) -> tuple[Data, Reply]:
    return data, ("bulk", data.get(words[0]))


def _delete(data: Data, words: list[str]) -> tuple[Data, Reply]:
    gone = [each for each in words if each in data]
    left = {key: text for key, text in data.items() if key not in gone}
    return (left if gone else data), ("integer", len(gone))


def _exists(data: Data, words: list[str]) -> tuple[Data, Reply]:
    return data, ("integer", sum(each in data for each in words))


def _add(data: Data, key: str, amount: int) -> tuple[Data, Reply]:
    text = data.get(key, "0")
    if not text.lstrip("-").isdecimal() or len(text) > 18:
        return data, _NOT_A_NUMBER
    number = int(text) + amount
    return {**data, key: str(number)}, ("integer", number)


def _append(data: Data, words: list[str]) -> tuple[Data, Reply]:
    text = (data.get(words[0], "") + words[1])[:_LONGEST]
    return {**data, words[0]: text}, ("integer", len(text.encode()))


def _keys(data: Data, words: list[str]) -> tuple[Data, Reply]:
    return data, ("list", [key for key in data if fnmatch.fnmatchcase(key, words[0][:200])])


def _flush(data: Data, words: list[str]) -> tuple[Data, Reply]:
    return {}, ("status", "OK")


_MANY = 100
_COMMANDS: dict[str, tuple[int, int, Callable[[Data, list[str]], tuple[Data, Reply]]]] = {
    "ping": (0, 1, _ping),
    "echo": (1, 1, lambda data, words: (data, ("bulk", words[0]))),
    "set": (2, 2, _set),
    "get": (1, 1, _get),
    "del": (1, _MANY, _delete),
    "exists": (1, _MANY, _exists),
    "incr": (1, 1, lambda data, words: _add(data, words[0], 1)),
    "decr": (1, 1, lambda data, words: _add(data, words[0], -1)),
    "append": (2, 2, _append),
    "keys": (1, 1, _keys),
    "dbsize": (0, 0, lambda data, words: (data, ("integer", len(data)))),
    "flushall": (0, 1, _flush),
    "flushdb": (0, 1, _flush),
}
