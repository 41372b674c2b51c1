"""Trees back to text, which parses to the same tree; texts quoted so that they stay one word."""

from __future__ import annotations

import re

from cluster_sim.world.shell.language.nodes import Part, Redirection, Tree, Word

_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./-]+")


def quote(text: str) -> str:
    """A text as one word of the shell, in single quotes where it needs them."""
    if _PLAIN.fullmatch(text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"


def format_tree(tree: Tree) -> str:
    """A line that means this tree; here-documents become quoted here-strings' longer cousins."""
    match tree:
        case ("simple", assignments, words, redirections):
            parts = [f"{name}={format_word(word)}" for name, word in assignments]
            parts += [format_word(word) for word in words]
            return " ".join(parts + [_redirection(r) for r in redirections])
        case ("pipe", negated, trees):
            return ("! " if negated else "") + " | ".join(map(format_tree, trees))
        case ("list", items):
            return _list(items)
        case ("if", clauses, otherwise):
            return _branches(clauses, otherwise)
        case ("while", until, condition, body):
            head = "until" if until else "while"
            return f"{head} {format_tree(condition)}; do {format_tree(body)}; done"
        case ("for", name, words, body):
            values = "" if words is None else " in " + " ".join(map(format_word, words))
            return f"for {name}{values}; do {format_tree(body)}; done"
        case ("group", body, redirections) if body[0] in ("if", "while", "for", "case"):
            return " ".join([format_tree(body), *map(_redirection, redirections)])
        case ("group", body, redirections):
            return " ".join([f"{{ {format_tree(body)}; }}", *map(_redirection, redirections)])
        case ("subshell", body, redirections):
            return " ".join([f"( {format_tree(body)} )", *map(_redirection, redirections)])
        case ("case", word, clauses):
            return f"case {format_word(word)} in {' '.join(map(_clause, clauses))} esac"
    raise ValueError(f"no tree: {tree[0]}")


def _list(items: tuple[tuple[str, Tree], ...]) -> str:
    text = format_tree(items[0][1])
    for operator, tree in items[1:]:
        text += f"{operator if operator == ';' else ' ' + operator} {format_tree(tree)}"
    return text


def _branches(clauses: tuple[tuple[Tree, Tree], ...], otherwise: Tree | None) -> str:
    text = "; el".join(f"if {format_tree(c)}; then {format_tree(b)}" for c, b in clauses)
    return text + ("" if otherwise is None else f"; else {format_tree(otherwise)}") + "; fi"


def _clause(clause: tuple[tuple[Word, ...], Tree | None]) -> str:
    patterns, body = clause
    inner = "" if body is None else f" {format_tree(body)}"
    return f"({' | '.join(map(format_word, patterns))}){inner};;"


def _redirection(redirection: Redirection) -> str:
    descriptor, operator, word = redirection
    return f"{descriptor}{operator}{format_word(word)}"


def format_word(word: Word) -> str:
    """A word as it could be typed."""
    return "".join(map(_part, word)) or "''"


def _part(part: Part) -> str:
    match part:
        case ("text", text):
            return str(text)
        case ("quoted", text):
            return "'" + text.replace("'", "'\\''") + "'"
        case ("param", name, operator, argument, quoted):
            inner = f"#{name}" if operator == "length" else f"{name}{operator}{_argument(argument)}"
            return _maybe_quoted(f"${{{inner}}}", quoted)
        case ("command", tree, quoted):
            inner = "" if tree is None else format_tree(tree)
            # ``$((`` would begin a sum.
            space = " " if inner.startswith("(") else ""
            return _maybe_quoted(f"$({space}{inner})", quoted)
        case ("sum", word, quoted):
            return _maybe_quoted(f"$(({''.join(_inside(p) for p in word)}))", quoted)
    raise ValueError(f"no part of a word: {part[0]}")


def _argument(word: Word) -> str:
    return "".join(map(_part, word))


def _inside(part: Part) -> str:
    return str(part[1]) if part[0] == "quoted" else _part((*part[:-1], False))


def _maybe_quoted(text: str, quoted: bool) -> str:
    return f'"{text}"' if quoted else text
