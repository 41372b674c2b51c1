"""The words of the interface, as templates and Python name them."""

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
QUOTED = r"""(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))"""
PLAIN = re.compile(rf"(?<![a-z])(?:_|gettext)\({QUOTED}\)")
IN_CONTEXT = re.compile(rf"pgettext\({QUOTED}, *{QUOTED}\)")
COUNTED = re.compile(rf"ngettext\({QUOTED}, *{QUOTED}")


def messages() -> set[tuple[str, str]]:
    """(context, message) of every text that is to be translated."""
    found: set[tuple[str, str]] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= _named_in(templatize(path.read_text("utf-8"), origin=str(path)))
    for path in (ROOT / "course").rglob("*.py"):
        found |= _named_in(path.read_text("utf-8"))
    return found


def _named_in(source: str) -> set[tuple[str, str]]:
    plain = {("", _text(quoted)) for quoted in PLAIN.findall(source)}
    counted = {("", _text(one)) for one, _many in COUNTED.findall(source)}
    return plain | counted | {(_text(c), _text(m)) for c, m in IN_CONTEXT.findall(source)}


def _text(quoted: str) -> str:
    return ast.literal_eval(quoted.removeprefix("u"))
