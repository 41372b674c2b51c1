"""The tree of a line, as plain tuples: running shells keep it in the world's memory.

Parts of a word: ``("text", t)`` unquoted, ``("quoted", t)``, ``("param", name, operator, argument,
quoted)`` with a word as argument, ``("command", tree, quoted)``, ``("sum", word, quoted)``.
A word is a tuple of parts. A redirection is ``(descriptor, operator, word)``; operators are
``<``, ``<<`` (a here-document, its text already a word), ``<<<``, ``>``, ``>>``, ``>&`` and
``&>``, ``&>>``.

Trees: ``("simple", assignments, words, redirections)``, an assignment being ``(name, word)``;
``("pipe", negated, trees)``; ``("list", items)``, an item being ``(";" | "&&" | "||", tree)``;
``("if", ((condition, body), …), otherwise or None)``; ``("while", until, condition, body)``;
``("for", name, words or None, body)``; ``("case", word, ((patterns, body or None), …))``;
``("group", tree, redirections)``; ``("subshell", tree, redirections)``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Part = tuple[Any, ...]
Word = tuple[Part, ...]
Tree = tuple[Any, ...]
Redirection = tuple[int, str, Word]

# What has a meaning of its own where a command may begin.
RESERVED = (
    "if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case", "esac",
    "in", "{", "}", "!",
)  # fmt: skip


class Token(NamedTuple):
    """``kind``: word, operator, newline or end; ``raw`` is the text as typed."""

    kind: str
    raw: str
    word: Word = ()


class ShellSyntaxError(ValueError):
    """A line that is no command; the message is bash's own, without ``bash: ``."""


class Incomplete(ShellSyntaxError):
    """A line that could still become a command: more of it may come."""
