"""Files of which only the size counts: what dd, fallocate and truncate make."""

from __future__ import annotations

_MARK = "\0zeros "


def zeros(size: int) -> str:
    """The text that stands for a file of so many zero bytes."""
    return f"{_MARK}{size}"


def size_of(text: str | None) -> int:
    """The bytes that a file takes."""
    if text is None:
        return 0
    if text.startswith(_MARK):
        return int(text[len(_MARK) :])
    return len(text.encode("utf-8", "replace"))


def shown(text: str) -> str:
    """What a program that reads the file prints of it: zero bytes show nothing."""
    return "" if text.startswith(_MARK) else text
