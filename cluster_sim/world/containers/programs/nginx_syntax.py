"""The language of nginx' configuration files, read as nginx reads it.

Words end at blanks, ``;``, ``{`` or ``}``; a directive ends with ``;`` or opens a block. What
nginx says of mistakes is from src/core/ngx_conf_file.c (ngx_conf_read_token, ngx_conf_parse).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r]+)|(?P<end>\n)|(?P<comment>\#[^\n]*)|(?P<mark>[;{}])"
    r"|(?P<text>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|(?:\\.|\$\{|[^\s;{\\])+)"
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
BLOCKS = frozenset(
    (
        *("http", "server", "location", "upstream", "events", "map", "geo", "types", "if"),
        *("limit_except", "split_clients", "stream"),
    )
)


class ConfigError(ValueError):
    """What nginx says of a file that it cannot read, with the place."""


class Directive(NamedTuple):
    """``words``: its name and arguments; ``block``: what is between its braces, if anything."""

    words: tuple[str, ...]
    block: tuple[Directive, ...] | None
    file: str
    line: int

    @property
    def name(self) -> str:
        """The first word."""
        return self.words[0]

    @property
    def place(self) -> str:
        """``in FILE:LINE``, as messages end."""
        return f"in {self.file}:{self.line}"


def parse(text: str, file: str) -> tuple[Directive, ...]:
    """The directives of a file; ConfigError where nginx would not start."""
    tokens = list(_tokens(text))
    found, at = _block(tokens, 0, file, nested=False)
    if at < len(tokens):
        raise ConfigError(f'unexpected "}}" in {file}:{tokens[at][1]}')
    return found


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            at += 1
            continue
        at, word = match.end(), match.group()
        if match.lastgroup in ("mark", "text"):
            yield word, line
        line += word.count("\n")


def _block(
    tokens: Sequence[tuple[str, int]], at: int, file: str, nested: bool
) -> tuple[tuple[Directive, ...], int]:
    """The directives from ``at`` on, and where the block's closing brace stands."""
    found: list[Directive] = []
    words: list[str] = []
    while at < len(tokens):
        word, line = tokens[at]
        if word == "}":
            if words:
                raise ConfigError(f'unexpected "}}" in {file}:{line}')
            return tuple(found), at
        if word not in (";", "{"):
            words.append(_plain(word))
        elif not words:
            raise ConfigError(f'unexpected "{word}" in {file}:{line}')
        else:
            block = None
            if word == "{":
                _check_opening(words[0], file, line)
                block, at = _block(tokens, at + 1, file, nested=True)
            elif words[0] in BLOCKS - {"server", "types"}:
                raise ConfigError(f'directive "{words[0]}" has no opening "{{" in {file}:{line}')
            found.append(Directive(tuple(words), block, file, line))
            words = []
        at += 1
    if words or nested:
        what = '";" or "}"' if words else '"}"'
        last = tokens[-1][1] if tokens else 1
        raise ConfigError(f"unexpected end of file, expecting {what} in {file}:{last}")
    return tuple(found), at


def _check_opening(name: str, file: str, line: int) -> None:
    if name not in BLOCKS:
        raise ConfigError(f'directive "{name}" is not terminated by ";" in {file}:{line}')


def _plain(word: str) -> str:
    if word[0] in "\"'" and word[-1] == word[0]:
        return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), word[1:-1])
    return word
