"""Lines broken at blanks, as the Go library ``wordwrap`` breaks them."""

from __future__ import annotations

_NO_BREAK = "\u00a0"


def wrapped(text: str, limit: int) -> str:
    """The text with lines of at most ``limit`` characters, but for words that are longer."""
    out: list[str] = []
    word = blanks = ""
    current = 0
    for char in text:
        if char == "\n":
            if word or current + len(blanks) <= limit:
                out.append(blanks)
            out.append(f"{word}\n")
            word = blanks = ""
            current = 0
        elif char.isspace() and char != _NO_BREAK:
            if not blanks or word:
                out.append(blanks + word)
                current += len(blanks) + len(word)
                word = blanks = ""
            blanks += char
        else:
            word += char
            if current + len(blanks) + len(word) > limit and len(word) < limit:
                out.append("\n")
                current, blanks = 0, ""
    if word or current + len(blanks) <= limit:
        out.append(blanks + word)
    return "".join(out)


def indented(text: str, amount: int) -> str:
    """Every line, also an empty one, set in by ``amount``."""
    pad = " " * amount
    return pad + text.replace("\n", f"\n{pad}")
