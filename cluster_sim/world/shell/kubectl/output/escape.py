"""Characters that would take over the terminal, made visible (cli-runtime's terminal.go)."""

from __future__ import annotations

_VISIBLE = str.maketrans({"\x1b": "^[", "\r": "\\r"})


def escaped(text: str) -> str:
    """The text with escape characters and carriage returns spelt out."""
    return text.translate(_VISIBLE)
