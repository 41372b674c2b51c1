"""A script as a tree: commands, pipes, lists, loops and branches (POSIX shell grammar, 2.10)."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from cluster_sim.world.containers.programs.sh.words import Part, ScriptError, Token, tokens

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=.*", re.DOTALL)
_REDIRECTIONS = (">>", "2>>", "2>&1", "1>&2", ">&2", ">&1", "&>", "2>", "1>", ">", "<")
_DUPLICATIONS = ("2>&1", "1>&2", ">&2", ">&1")
_RESERVED = ("then", "else", "elif", "fi", "do", "done", "esac", "}")
_DEEPEST = 50


class Node(NamedTuple):
    """``kind``: simple, pipe, not, and, or, list, background, if, case, while, until, for, group.

    What is in ``parts`` depends on the kind; simple commands have words and redirections.
    """

    kind: str
    parts: tuple[Any, ...]


class Redirection(NamedTuple):
    """``operator`` and, unless it joins two streams, the word that names the file."""

    operator: str
    target: Token | None


def parse(script: str) -> Node:
    """The tree of a script; ScriptError with ash's words when it is none."""
    parser = _Parser(tokens(script))
    tree = parser.sequence(())
    if parser.peek() is not None:
        raise ScriptError(f'sh: syntax error: unexpected "{parser.next().text}"')
    return tree


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.at = 0
        self.depth = 0

    def peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self) -> Token:
        if self.at >= len(self.tokens):
            raise ScriptError("sh: syntax error: unexpected end of file")
        self.at += 1
        return self.tokens[self.at - 1]

    def _sees(self, *texts: str) -> bool:
        token = self.peek()
        return token is not None and token.text in texts

    def _expect(self, text: str) -> None:
        token = self.next()
        if token.text != text:
            shown = "newline" if token.text == "\n" else token.text
            raise ScriptError(f'sh: syntax error: unexpected "{shown}" (expecting "{text}")')

    def _skip_lines(self) -> None:
        while self._sees("\n", ";"):
            self.at += 1

    def sequence(self, ends: tuple[str, ...]) -> Node:
        """Commands up to one of ``ends``, which is left to be read."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ScriptError("sh: syntax error: nested too deeply")
        items: list[Node] = []
        self._skip_lines()
        while self.peek() is not None and not self._sees(*ends) and not self._sees(")", ";;"):
            item = self._and_or()
            if self._sees("&"):
                self.at += 1
                item = Node("background", (item,))
            items.append(item)
            self._skip_lines()
        self.depth -= 1
        return items[0] if len(items) == 1 else Node("list", tuple(items))

    def _and_or(self) -> Node:
        left = self._pipe()
        while self._sees("&&", "||"):
            kind = "and" if self.next().text == "&&" else "or"
            self._skip_lines()
            left = Node(kind, (left, self._pipe()))
        return left

    def _pipe(self) -> Node:
        if self._sees("!"):
            self.at += 1
            return Node("not", (self._pipe(),))
        commands = [self._command()]
        while self._sees("|"):
            self.at += 1
            self._skip_lines()
            commands.append(self._command())
        return commands[0] if len(commands) == 1 else Node("pipe", tuple(commands))

    def _command(self) -> Node:
        token = self.peek()
        if token is None:
            raise ScriptError("sh: syntax error: unexpected end of file")
        compound = {
            "if": self._if, "case": self._case, "for": self._for,
            "while": self._loop, "until": self._loop, "{": self._group, "(": self._group,
        }.get(token.text)  # fmt: skip
        if compound is None:
            return self._simple()
        node = compound()
        redirections = self._redirections()
        return Node("redirected", (node, redirections)) if redirections else node

    def _redirections(self) -> tuple[Redirection, ...]:
        found = []
        while (token := self.peek()) is not None and token.operator in _REDIRECTIONS:
            self.at += 1
            target = None if token.operator in _DUPLICATIONS else self.next()
            found.append(Redirection(token.operator, target))
        return tuple(found)

    def _simple(self) -> Node:
        words: list[Token] = []
        assignments: list[Token] = []
        redirections: list[Redirection] = []
        while (token := self.peek()) is not None:
            if token.operator in _REDIRECTIONS:
                redirections.extend(self._redirections())
                continue
            if token.operator:
                break
            self.at += 1
            is_setting = not words and _ASSIGNMENT.fullmatch(token.text)
            if is_setting and token.text.endswith("=") and self._sees("("):
                assignments.extend(self._elements(token.text))
            else:
                (assignments if is_setting else words).append(token)
        if not words and not assignments and not redirections:
            shown = "newline" if token and token.text == "\n" else (token.text if token else "")
            raise ScriptError(f'sh: syntax error: unexpected "{shown}"')
        if words and words[0].text in _RESERVED:
            raise ScriptError(f'sh: syntax error: unexpected "{words[0].text}"')
        return Node("simple", (tuple(assignments), tuple(words), tuple(redirections)))

    def _elements(self, setting: str) -> list[Token]:
        """bash's ``name=(one two)`` as settings of name[0] and name[1]."""
        self._expect("(")
        found: list[Token] = []
        while not self._sees(")"):
            word = self.next()
            if word.operator not in ("", "\n"):
                raise ScriptError(f'sh: syntax error: unexpected "{word.text}"')
            if not word.operator:
                start = f"{setting[:-1]}[{len(found)}]="
                parts = (Part("text", start, True), *word.parts)
                found.append(Token("", parts, start + word.text))
        self._expect(")")
        return found

    def _if(self) -> Node:
        self.next()
        branches = []
        condition = self.sequence(("then",))
        self._expect("then")
        branches.append((condition, self.sequence(("elif", "else", "fi"))))
        otherwise = None
        while self._sees("elif"):
            self.next()
            condition = self.sequence(("then",))
            self._expect("then")
            branches.append((condition, self.sequence(("elif", "else", "fi"))))
        if self._sees("else"):
            self.next()
            otherwise = self.sequence(("fi",))
        self._expect("fi")
        return Node("if", (tuple(branches), otherwise))

    def _case(self) -> Node:
        self.next()
        word = self._word()
        self._skip_lines()
        self._expect("in")
        self._skip_lines()
        branches = []
        while not self._sees("esac"):
            patterns = self._patterns()
            branches.append((patterns, self.sequence(("esac",))))
            if self._sees(";;"):
                self.next()
                self._skip_lines()
        self._expect("esac")
        return Node("case", (word, tuple(branches)))

    def _patterns(self) -> tuple[Token, ...]:
        if self._sees("("):
            self.next()
        found = [self._word()]
        while self._sees("|"):
            self.next()
            found.append(self._word())
        self._expect(")")
        return tuple(found)

    def _word(self) -> Token:
        token = self.next()
        if token.operator:
            shown = "newline" if token.operator == "\n" else token.operator
            raise ScriptError(f'sh: syntax error: unexpected "{shown}"')
        return token

    def _loop(self) -> Node:
        kind = self.next().text
        condition = self.sequence(("do",))
        self._expect("do")
        body = self.sequence(("done",))
        self._expect("done")
        return Node(kind, (condition, body))

    def _for(self) -> Node:
        self.next()
        name = self.next().text
        words: list[Token] = []
        if self._sees("in"):
            self.next()
            while (token := self.peek()) is not None and not token.operator:
                words.append(self.next())
        self._skip_lines()
        self._expect("do")
        body = self.sequence(("done",))
        self._expect("done")
        return Node("for", (name, tuple(words), body))

    def _group(self) -> Node:
        opening = self.next().text
        closing = "}" if opening == "{" else ")"
        body = self.sequence((closing,))
        self._expect(closing)
        return Node("group" if opening == "{" else "subshell", (body,))
