"""Verbs under one word: ``rollout status``."""

from __future__ import annotations

from types import ModuleType


class Group:
    """``default`` runs when none of the members follows; aliases are other names of members."""

    def __init__(
        self,
        members: dict[str, ModuleType | Group],
        default: ModuleType | None = None,
        aliases: dict[str, str] | None = None,
    ) -> None:
        self.members = members
        self.default = default
        self.aliases = aliases or {}

    def get(self, name: str) -> ModuleType | Group | None:
        """The verb of that name or alias, or None."""
        return self.members.get(self.proper(name))

    def proper(self, name: str) -> str:
        """The full name behind an alias."""
        return self.aliases.get(name, name)
