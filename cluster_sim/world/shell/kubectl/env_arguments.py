"""Environment variables as arguments give them: ``KEY=value``, ``KEY-`` and ``-``.

pkg/cmd/set/env/env_parse.go
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.shell.kubectl.failure import error

Variable = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EnvChange:
    """The variables to set and the names of those to remove."""

    variables: tuple[Variable, ...]
    removed: tuple[str, ...]

    def applied(self, existing: Sequence[Variable]) -> list[Variable]:
        """The variables of a container once changed: each keeps its place, new ones come last.

        Of variables of one name the first counts; a removal counts more than a value.
        """
        newer = {each["name"]: each for each in reversed(self.variables)}
        covered = set(self.removed)
        kept = []
        for each in (*existing, *self.variables):
            name = each["name"]
            if name in covered:
                continue
            if name in newer:
                covered.add(name)
            kept.append(newer.get(name, each))
        return kept


def split(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """What the objects are and what the variables; Failure when those do not come last."""
    first = next((at for at, arg in enumerate(args) if _is_variable(arg)), len(args))
    if not all(map(_is_variable, args[first:])):
        raise error("all resources must be specified before environment changes: " + " ".join(args))
    return list(args[:first]), list(args[first:])


def parse(words: Sequence[str], standard_input: str) -> EnvChange:
    """The change that the words ask for; ``-`` stands for what comes on standard input."""
    variables: list[Variable] = []
    removed: list[str] = []
    given: list[str] = []
    for word in words:
        key, equals, value = word.partition("=")
        if word == "-":
            variables += _of_lines(standard_input)
        elif equals:
            faults = names.env_var_name(key)
            if faults:
                raise error(f"{quote(key)} is not a valid key name: {';'.join(faults)}")
            given.append(key)
            variables.append(variable(key, value))
        elif word.endswith("-"):
            removed.append(word[:-1])
        else:
            raise error(f"unknown environment variable: {word}")
    if any(key in given for key in removed):
        raise error(
            "can not both modify and remove the same environment variable in the same command"
        )
    return EnvChange(tuple(variables), tuple(removed))


def variable(name: str, value: str) -> Variable:
    """A variable with a plain value; an empty one is not written."""
    return {"name": name, "value": value} if value else {"name": name}


def _is_variable(word: str) -> bool:
    return "=" in word[1:] or word.endswith("-")


def _of_lines(text: str) -> list[Variable]:
    found = []
    for line in text.splitlines():
        key, equals, value = line.partition("#")[0].partition("=")
        if equals:
            found.append(variable(key, value))
    return found
