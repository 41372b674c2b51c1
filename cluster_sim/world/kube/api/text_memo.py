"""A small memory of answers about texts: the same few names and labels come by the thousand."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

_LONGEST: Final = 256

Answer = TypeVar("Answer")


def text_memo(work: Callable[[str], Answer], most: int = 8192) -> Callable[[str], Answer]:
    """``work`` that remembers its last ``most`` answers, but none about long texts.

    No name is longer than 253 characters; what somebody types to fill the memory of the process
    is worked out anew each time. What ``work`` raises is not remembered.
    """
    kept = lru_cache(maxsize=most)(work)

    def answer(text: str) -> Answer:
        return kept(text) if len(text) <= _LONGEST else work(text)

    return answer
