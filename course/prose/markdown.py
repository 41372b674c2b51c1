"""From Markdown to safe HTML: CommonMark, tables, terms, slots, coloured code.

`[pods]{term=pod}` marks a word of the glossary. `::: name` followed by `:::` is a slot: a place
where the page puts something of its own (the steps, the quiz, a figure). docs/authoring.md
tells authors.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.container import container_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

SLOT = re.compile(r'<div data-slot="([a-z]+)(?: ([a-z0-9-]+))?"></div>')
TERM = re.compile(r'data-term="([a-z0-9-]+)"')
NAME = re.compile(r"[a-z]+( [a-z0-9-]+)?$")
TAGS = {
    "a",
    "abbr",
    "blockquote",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class", "data-slot"},
    "h2": {"id"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "span": {"class", "data-term"},
    "td": {"align"},
    "th": {"align", "scope"},
}


@dataclass(frozen=True)
class Part:
    """A piece of a document: either HTML, or a slot with its name and argument."""

    html: str = ""
    slot: str = ""
    argument: str = ""

    @property
    def figure(self) -> str:
        """The template of the figure that this slot asks for."""
        return f"lessons/figures/{self.argument}.html"


def document(source: str) -> list[Part]:
    """The safe HTML of *source*, cut at its slots."""
    html = _clean(_parser().render(source))
    parts, end = [], 0
    for found in SLOT.finditer(html):
        parts += [Part(html=html[end : found.start()])]
        parts += [Part(slot=found[1], argument=found[2] or "")]
        end = found.end()
    return [part for part in [*parts, Part(html=html[end:])] if part.slot or part.html.strip()]


@lru_cache(maxsize=2048)
def inline(source: str) -> str:
    """The safe HTML of one line of Markdown, without a paragraph around it."""
    return _clean(_parser().renderInline(source))


def terms(parts: Sequence[Part]) -> list[str]:
    """The glossary words that a document marks, each once, in order."""
    return list(dict.fromkeys(term for part in parts for term in TERM.findall(part.html)))


def _clean(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "highlight": _coloured})
    parser.enable("table")
    parser.use(attrs_plugin, spans=True)
    parser.use(container_plugin, "slot", validate=_is_slot, render=_slot)
    parser.core.ruler.push("terms", _mark_terms)
    parser.add_render_rule("code_inline", _code)
    return parser


def _is_slot(params: str, *_: Any) -> bool:
    return bool(NAME.match(params.strip()))


def _slot(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    token = tokens[index]
    return f'<div data-slot="{escape(token.info.strip())}">' if token.nesting == 1 else "</div>"


def _code(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """Code in a line of text: a command may break between its arguments, not at their dashes."""
    words = [escape(word, quote=False) for word in tokens[index].content.split(" ")]
    parts = [f'<span class="arg">{word}</span>' if "-" in word else word for word in words]
    return f"<code>{' '.join(parts if len(words) > 1 else words)}</code>"


def _mark_terms(state: Any) -> None:
    """`{term=pod}` becomes `data-term`, which survives the cleaning."""
    for token in (child for block in state.tokens for child in block.children or []):
        if token.type == "span_open" and (name := token.attrs.pop("term", None)):
            token.attrs |= {"class": "term", "data-term": name}


def _coloured(code: str, language: str, attributes: str) -> str:
    """Code coloured by the server; text of no known language stays as it is."""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    html = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return f'<pre tabindex="0"><code class="language-{escape(language)}">{html}</code></pre>'
