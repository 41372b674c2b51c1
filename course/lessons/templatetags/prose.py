"""Markdown and addresses in templates."""

import re

from django import template
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.safestring import SafeString, mark_safe

from course.prose import markdown

register = template.Library()
TERM = re.compile(r'<span class="term" data-term="([a-z0-9-]+)">(.*?)</span>')


@register.filter
def inline(source: str) -> SafeString:
    """One line of Markdown as HTML; the renderer has cleaned it."""
    return mark_safe(markdown.inline(source))


@register.filter
def marked(html: str) -> SafeString:
    """HTML of a document with its glossary words made into links with a definition."""
    return mark_safe(TERM.sub(_link, html))


def _link(found: re.Match[str]) -> str:
    slug, words = found.groups()
    address = reverse("glossary:term", args=[slug])
    return (
        f'<grappe-term><a class="term" href="{address}" aria-describedby="term-{slug}">'
        f"{words}</a></grappe-term>"
    )


@register.simple_tag(takes_context=True)
def this_page_in(context: template.Context, language: str) -> str:
    """The address of the page being shown, in another language."""
    request: HttpRequest = context["request"]
    return translate_url(request.get_full_path(), language)
