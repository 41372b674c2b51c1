"""POSIX regular expressions, basic and extended, as trees."""

from __future__ import annotations

from typing import Any

Node = tuple[Any, ...]
_EMPTY: Node = ("empty",)
_ANY: Node = ("set", True, (("\n", "\n"),))
_WORD = (("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z"))
_SPACE = ((" ", " "), ("\t", "\r"))
_CLASSES = {
    "alpha": (("A", "Z"), ("a", "z"), ("\u00c0", "\u024f")),
    "digit": (("0", "9"),),
    "alnum": (("0", "9"), ("A", "Z"), ("a", "z"), ("\u00c0", "\u024f")),
    "upper": (("A", "Z"),),
    "lower": (("a", "z"),),
    "space": _SPACE,
    "blank": ((" ", " "), ("\t", "\t")),
    "punct": (("!", "/"), (":", "@"), ("[", "`"), ("{", "~")),
    "xdigit": (("0", "9"), ("A", "F"), ("a", "f")),
    "print": ((" ", "~"), ("\u00a0", "\U0010ffff")),
    "graph": (("!", "~"), ("\u00a1", "\U0010ffff")),
    "cntrl": (("\0", "\x1f"), ("\x7f", "\x7f")),
}
_DEEPEST = 40
_MOST_REPEATS = 255


def parse(pattern: str, extended: bool) -> tuple[Node, int]:
    """The tree and the number of groups; ValueError with grep's words when it is no expression."""
    reader = _Reader(pattern, extended)
    tree = reader.alternatives(0)
    if reader.at < len(pattern):
        raise ValueError("Unmatched ) or \\)")
    return tree, reader.groups


class _Reader:
    def __init__(self, pattern: str, extended: bool) -> None:
        self.pattern = pattern
        self.extended = extended
        self.at = 0
        self.groups = 0

    def sees(self, mark: str) -> bool:
        """Whether an operator comes, which basic expressions write with a backslash."""
        return self.pattern.startswith(mark if self.extended else f"\\{mark}", self.at)

    def takes(self, mark: str) -> bool:
        if self.sees(mark):
            self.at += 1 if self.extended else 2
            return True
        return False

    def alternatives(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise ValueError("Regular expression too big")
        branches = [self.branch(depth)]
        while self.takes("|"):
            branches.append(self.branch(depth))
        return branches[0] if len(branches) == 1 else ("either", tuple(branches))

    def branch(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.at < len(self.pattern) and not self.sees("|") and not self._closes(depth):
            part = self.repeated(self.atom(depth, not parts), not parts)
            parts.append(part)
        if not parts:
            return _EMPTY
        return parts[0] if len(parts) == 1 else ("both", tuple(parts))

    def _closes(self, depth: int) -> bool:
        return self.sees(")") and (depth > 0 or not self.extended)

    def atom(self, depth: int, first: bool) -> Node:
        if self.takes("("):
            self.groups += 1
            number = self.groups
            inner = self.alternatives(depth + 1)
            if not self.takes(")"):
                raise ValueError("Unmatched ( or \\(")
            return ("group", number, inner)
        character = self.pattern[self.at]
        self.at += 1
        if character == "\\":
            return self._escaped()
        if character == "[":
            return self._bracket()
        if character == ".":
            return _ANY
        if character == "^" and (self.extended or first):
            return ("start",)
        if character == "$" and (self.extended or self._at_end()):
            return ("end",)
        return _one(character)

    def _at_end(self) -> bool:
        return self.at == len(self.pattern) or self.sees(")") or self.sees("|")

    def _escaped(self) -> Node:
        if self.at >= len(self.pattern):
            raise ValueError("Trailing backslash")
        character = self.pattern[self.at]
        self.at += 1
        if character.isdigit() and character != "0":
            raise ValueError("Invalid back reference")
        if character in "wWsS":
            return ("set", character.isupper(), _WORD if character in "wW" else _SPACE)
        if character in "b<>":
            return _EMPTY
        return _one({"n": "\n", "t": "\t"}.get(character, character))

    def repeated(self, node: Node, first: bool) -> Node:
        literal = not self.extended and (node == ("start",) or (first and node == _one("*")))
        while self.at < len(self.pattern) and not literal:
            if self.pattern[self.at] == "*":
                self.at += 1
                node = ("repeat", node, 0, None)
            elif self.takes("+"):
                node = ("repeat", node, 1, None)
            elif self.takes("?"):
                node = ("repeat", node, 0, 1)
            elif self.sees("{"):
                node = self._counted(node)
            else:
                break
        return node

    def _counted(self, node: Node) -> Node:
        self.takes("{")
        end = self.pattern.find("}" if self.extended else "\\}", self.at)
        least, comma, most = self.pattern[self.at : max(end, self.at)].partition(",")
        bounds = [text for text in (least, most) if text]
        if end < 0 or not bounds or not all(text.isdecimal() for text in bounds):
            if self.extended:
                return ("both", (node, _one("{")))
            raise ValueError("Unmatched \\{" if end < 0 else "Invalid content of \\{\\}")
        if any(len(text) > 3 or int(text) > _MOST_REPEATS for text in bounds):
            raise ValueError("Regular expression too big")
        self.at = end + (1 if self.extended else 2)
        low = int(least or 0)
        high = int(most) if most else None if comma else low
        if high is not None and high < low:
            raise ValueError("Invalid content of \\{\\}")
        return ("repeat", node, low, high)

    def _bracket(self) -> Node:
        negated = self.pattern.startswith("^", self.at)
        self.at += negated
        ranges: list[tuple[str, str]] = []
        first = True
        while first or not self.pattern.startswith("]", self.at):
            if self.at >= len(self.pattern):
                raise ValueError("Unmatched [, [^, [:, [., or [=")
            ranges += self._member()
            first = False
        self.at += 1
        return ("set", negated, tuple(ranges))

    def _member(self) -> list[tuple[str, str]]:
        if self.pattern.startswith("[:", self.at):
            end = self.pattern.find(":]", self.at)
            name = self.pattern[self.at + 2 : end]
            if end < 0 or name not in _CLASSES:
                raise ValueError("Invalid character class name")
            self.at = end + 2
            return list(_CLASSES[name])
        low = self.pattern[self.at]
        high = self.pattern[self.at + 2 : self.at + 3]
        if self.pattern.startswith("-", self.at + 1) and high and high != "]":
            self.at += 3
            if high < low:
                raise ValueError("Invalid range end")
            return [(low, high)]
        self.at += 1
        return [(low, low)]


def _one(character: str) -> Node:
    return ("set", False, ((character, character),))
