"""Commands made of commands: groups, branches and loops (POSIX shell grammar, 2.9.4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cluster_sim.world.shell.language.lexer import unexpected
from cluster_sim.world.shell.language.nodes import ShellSyntaxError, Tree, Word
from cluster_sim.world.shell.language.words import NAME

if TYPE_CHECKING:
    from cluster_sim.world.shell.language.parser import Parser


def subshell(parser: Parser) -> Tree:
    """``( … )``."""
    tree = parser.body(")")
    parser.expect(")")
    return ("subshell", tree, ())


def group(parser: Parser) -> Tree:
    """``{ …; }``."""
    tree = parser.body("}")
    parser.expect("}")
    return ("group", tree, ())


def branches(parser: Parser) -> Tree:
    """``if …; then …; elif …; else …; fi``."""
    clauses = []
    while True:
        condition = parser.body("then")
        parser.expect("then")
        clauses.append((condition, parser.body("elif", "else", "fi")))
        if not parser.sees("elif"):
            break
        parser.take()
    otherwise = None
    if parser.sees("else"):
        parser.take()
        otherwise = parser.body("fi")
    parser.expect("fi")
    return ("if", tuple(clauses), otherwise)


def loop(parser: Parser, until: bool = False) -> Tree:
    """``while …; do …; done``."""
    condition = parser.body("do")
    return ("while", until, condition, _loop_body(parser))


def until(parser: Parser) -> Tree:
    """``until …; do …; done``."""
    return loop(parser, until=True)


def each(parser: Parser) -> Tree:
    """``for name in …; do …; done``."""
    name = parser.take()
    if parser.sees("(") and name.raw == "(":
        raise unexpected(name)
    if name.kind != "word" or not NAME.fullmatch(name.raw):
        if name.kind != "word":
            raise unexpected(name)
        raise ShellSyntaxError(f"`{name.raw}': not a valid identifier")
    words: list[Word] | None = None
    parser.newlines()
    if parser.sees("in"):
        parser.take()
        words = []
        while parser.peek().kind == "word":
            words.append(parser.take().word)
    if parser.sees(";"):
        parser.take()
    parser.newlines()
    return ("for", name.raw, None if words is None else tuple(words), _loop_body(parser))


def _loop_body(parser: Parser) -> Tree:
    parser.expect("do")
    body = parser.body("done")
    parser.expect("done")
    return body


def case(parser: Parser) -> Tree:
    """``case word in pattern) …;; esac``."""
    word = parser.take()
    if word.kind != "word":
        raise unexpected(word)
    parser.newlines()
    parser.expect("in")
    parser.newlines()
    clauses = []
    while not parser.sees("esac"):
        clauses.append(_case_clause(parser))
    parser.expect("esac")
    return ("case", word.word, tuple(clauses))


def _case_clause(parser: Parser) -> tuple[tuple[Word, ...], Tree | None]:
    if parser.sees("("):
        parser.take()
    patterns = []
    while True:
        token = parser.take()
        if token.kind != "word":
            raise unexpected(token)
        patterns.append(token.word)
        if not parser.sees("|"):
            break
        parser.take()
    parser.expect(")")
    body = parser.sequence((";;", "esac"))
    if parser.sees(";;"):
        parser.take()
    elif not parser.sees("esac"):
        raise unexpected(parser.peek())
    parser.newlines()
    return tuple(patterns), body


# What reads the rest of a command that begins with such a word.
COMPOUND: dict[str, Callable[[Parser], Tree]] = {
    "(": subshell,
    "{": group,
    "if": branches,
    "while": loop,
    "until": until,
    "for": each,
    "case": case,
}
