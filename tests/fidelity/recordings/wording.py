"""Texts with what chance and the clock put into them taken out."""

from __future__ import annotations

import re

_LETTERS = "bcdfghjklmnpqrstvwxz2456789"
_RULES = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<uid>"),
    (r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "<time>"),
    (r"\w{3}, \d\d \w{3} 20\d\d \d\d:\d\d:\d\d [+-]\d{4}", "<time>"),
    (r"\b(10|192|172)\.\d{1,3}\.\d{1,3}\.\d{1,3}\b", "<ip>"),
    (rf"-[{_LETTERS}]{{7,10}}-[{_LETTERS}]{{5}}(?![a-z0-9])", "-<hash>-<x>"),
    (rf"-(?=[a-z0-9]*\d)[{_LETTERS}]{{7,10}}\b", "-<hash>"),
    (rf"-[{_LETTERS}]{{5}}(?![a-z0-9])", "-<x>"),
    (
        rf"(pod-template-hash|controller-revision-hash)([=:] ?)([\w-]*-)?[{_LETTERS}]{{5,10}}",
        r"\1\2\3<hash>",
    ),
    (r"(resourceVersion: )\"?\d+\"?", r"\1<rv>"),
    (r"\b\d+(\.\d+)?(ms|µs)\b|\b(\d+y)?(\d+d)?(\d+h)?(\d+m)?\d+(\.\d+)?s\b", "<age>"),
    (r"\b\d+[dhmy](\d+[hms])?\b", "<age>"),
    (r"Image size: \d+ bytes", "Image size: <n> bytes"),
    (r"\b[0-9a-f]{64}\b", "<digest>"),
    (r"\.1[0-9a-f]{15}\b", ".<stamp>"),
    (r"\b3[0-2]\d{3}\b", "<port>"),
    (r"-{3,}", "---"),
    (r"[ \t]+", " "),
)
_CHANCE = re.compile(r"\b(node|zone)-[123abc]\b")
_COMPILED = tuple((re.compile(pattern), by) for pattern, by in _RULES)


def settled(text: str) -> str:
    """The text without times, addresses, random names and column widths."""
    for pattern, by in _COMPILED:
        text = pattern.sub(by, text)
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def regardless_of_chance(text: str) -> str:
    """The same, with lines in any order and one node as good as another."""
    lines = (_CHANCE.sub(r"<\1>", line) for line in settled(text).split("\n"))
    return "\n".join(sorted(lines))
