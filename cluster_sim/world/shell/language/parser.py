"""From tokens to trees (POSIX shell grammar, 2.10, with bash's extras that people type)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell import notices
from cluster_sim.world.shell.language.compound import COMPOUND
from cluster_sim.world.shell.language.lexer import Lexer, unexpected
from cluster_sim.world.shell.language.nodes import (
    RESERVED,
    Incomplete,
    Redirection,
    ShellSyntaxError,
    Token,
    Tree,
    Word,
)
from cluster_sim.world.shell.language.words import NAME
from cluster_sim.world.shell.limits import DEEPEST_NESTING

_REDIRECTIONS = ("<", "<<", "<<-", "<<<", ">", ">>", ">&", "<&", "&>", "&>>", ">|")
_SUBSHELL_ENDS = (")",)


def parse(text: str) -> Tree | None:
    """The tree of what was typed, None when it is empty or a comment.

    Raises Incomplete when more could make it whole, ShellSyntaxError when nothing can.
    """
    parser = Parser(text, 0, 0)
    tree = parser.sequence(())
    if parser.peek().kind != "end":
        raise unexpected(parser.peek())
    return tree


def _substitution(text: str, at: int, depth: int) -> tuple[Tree | None, int]:
    parser = Parser(text, at, depth + 1)
    tree = parser.sequence(_SUBSHELL_ENDS)
    token = parser.peek()
    if token.kind == "end":
        raise Incomplete("unexpected EOF while looking for matching `)'")
    if token.raw != ")":
        raise unexpected(token)
    return tree, parser.lexer.at


class Parser:
    """A recursive descent with one token of look-ahead."""

    def __init__(self, text: str, at: int, depth: int) -> None:
        if depth > DEEPEST_NESTING:
            raise ShellSyntaxError("maximum nesting level exceeded")
        self.lexer = Lexer(text, at, _substitution, depth)
        self.ahead: Token | None = None
        self.depth = depth
        self.has_documents = False

    def peek(self) -> Token:
        """The next token, left where it is."""
        if self.ahead is None:
            self.ahead = self.lexer.next()
        return self.ahead

    def take(self) -> Token:
        """The next token."""
        token = self.peek()
        self.ahead = None
        return token

    def sees(self, *raws: str) -> bool:
        """Whether the next token is one of these, unquoted."""
        token = self.peek()
        return token.kind in ("word", "operator") and token.raw in raws

    def expect(self, raw: str) -> None:
        """Take this very token."""
        if not self.sees(raw):
            raise unexpected(self.peek())
        self.take()

    def newlines(self) -> None:
        """Skip ends of lines."""
        while self.peek().kind == "newline":
            self.take()

    def sequence(self, ends: tuple[str, ...]) -> Tree | None:
        """Commands up to one of ``ends`` or the end of the text, which is left there."""
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise ShellSyntaxError("maximum nesting level exceeded")
        items: list[tuple[str, Tree]] = []
        self.newlines()
        while self.peek().kind != "end" and not self.sees(*ends):
            self._and_or(items)
            if self.sees("&"):
                raise ShellSyntaxError(notices.BACKGROUND)
            if self.peek().kind != "newline" and not self.sees(";"):
                break
            self.take()
            self.newlines()
        self.depth -= 1
        if not items:
            return None
        tree = items[0][1] if len(items) == 1 else ("list", tuple(items))
        return _with_documents(tree) if self.has_documents else tree

    def body(self, *ends: str) -> Tree:
        """At least one command, up to one of ``ends``, which is left there."""
        tree = self.sequence(ends)
        if tree is None or not self.sees(*ends):
            raise unexpected(self.peek())
        return tree

    def _and_or(self, items: list[tuple[str, Tree]]) -> None:
        items.append((";", self._pipeline()))
        while self.sees("&&", "||"):
            operator = self.take().raw
            self.newlines()
            items.append((operator, self._pipeline()))

    def _pipeline(self) -> Tree:
        negated = False
        while self.sees("!"):
            self.take()
            negated = not negated
        trees = [self._command()]
        while self.sees("|", "|&"):
            both = self.take().raw == "|&"
            self.newlines()
            if both:
                trees[-1] = ("group", trees[-1], ((2, ">&", (("text", "1"),)),))
            trees.append(self._command())
        if len(trees) == 1 and not negated:
            return trees[0]
        return ("pipe", negated, tuple(trees))

    def _command(self) -> Tree:
        token = self.peek()
        compound = COMPOUND.get(token.raw) if token.kind in ("word", "operator") else None
        if compound is None:
            if token.kind == "word" and token.raw in RESERVED:
                raise unexpected(token)
            return self._simple()
        self.take()
        tree: Tree = compound(self)
        redirections = self._redirections()
        if tree[0] in ("group", "subshell"):
            return (tree[0], tree[1], redirections)
        return ("group", tree, redirections) if redirections else tree

    def _redirections(self) -> tuple[Redirection, ...]:
        found = []
        while self.peek().kind == "descriptor" or self.sees(*_REDIRECTIONS):
            found.extend(self._redirection())
        return tuple(found)

    def _redirection(self) -> list[Redirection]:
        descriptor = int(self.take().raw[:4]) if self.peek().kind == "descriptor" else None
        operator = self.take().raw
        target = self.take()
        if target.kind != "word":
            raise unexpected(target)
        word = target.word
        if operator in ("<<", "<<-"):
            self.has_documents = True
            word, operator = self.lexer.document(target, operator == "<<-"), "<<"
        operator = {">|": ">", "<&": ">&"}.get(operator, operator)
        if operator == ">&" and descriptor is None and not target.raw.isdigit():
            operator = "&>"
        if operator in ("&>", "&>>"):
            return [(1, operator[1:], word), (2, ">&", (("text", "1"),))]
        standard = 0 if operator.startswith("<") else 1
        return [(standard if descriptor is None else descriptor, operator, word)]

    def _simple(self) -> Tree:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirections: list[Redirection] = []
        while True:
            token = self.peek()
            if token.kind == "descriptor" or self.sees(*_REDIRECTIONS):
                redirections.extend(self._redirection())
            elif token.kind == "word":
                self.take()
                assigned = None if words else _assignment(token.word)
                if assigned:
                    assignments.append(assigned)
                else:
                    words.append(token.word)
            elif self.sees("(") and words:
                raise ShellSyntaxError(
                    notices.FUNCTIONS if len(words) == 1 else unexpected(token).args[0]
                )
            else:
                break
        if not (assignments or words or redirections):
            raise unexpected(self.peek())
        return ("simple", tuple(assignments), tuple(words), tuple(redirections))


def _assignment(word: Word) -> tuple[str, Word] | None:
    if not word or word[0][0] != "text":
        return None
    name = NAME.match(word[0][1])
    if not name or not word[0][1].startswith("=", name.end()):
        return None
    rest = word[0][1][name.end() + 1 :]
    return name.group(), ((("text", rest),) if rest else ()) + word[1:]


def _with_documents(tree: Any) -> Any:
    """The tree with the texts of its here-documents, which came after it."""
    if not isinstance(tree, tuple):
        return tree
    if len(tree) == 1 and isinstance(tree[0], tuple) and tree[0][:1] == ("document",):
        return tuple(tree[0][1])
    return tuple(_with_documents(part) for part in tree)
