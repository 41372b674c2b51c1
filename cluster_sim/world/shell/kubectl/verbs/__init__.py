"""The verbs of kubectl: one module each, with FLAGS, ``run`` and, if it follows, ``wake``."""

from __future__ import annotations

from types import ModuleType
from typing import Union

from cluster_sim.world.shell.kubectl.verbs import (
    get,
)


class Group:
    """Verbs under one word: ``rollout status``; ``default`` runs when none of them follows."""

    def __init__(
        self,
        members: dict[str, Union[ModuleType, "Group"]],
        default: ModuleType | None = None,
        aliases: dict[str, str] | None = None,
    ) -> None:
        self.members = members
        self.default = default
        self.aliases = aliases or {}

    def get(self, name: str) -> Union[ModuleType, "Group", None]:
        """The verb of that name or alias, or None."""
        return self.members.get(self.proper(name))

    def proper(self, name: str) -> str:
        """The full name behind an alias."""
        return self.aliases.get(name, name)


VERBS = Group(
    {
        "get": get,
    }
)
