"""Markdown and addresses in templates."""

from django import template
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.safestring import SafeString, mark_safe

from course.prose import markdown

register = template.Library()


@register.filter
def inline(source: str) -> SafeString:
    """One line of Markdown as HTML; the renderer has cleaned it."""
    return mark_safe(markdown.inline(source))


@register.simple_tag(takes_context=True)
def this_page_in(context: template.Context, language: str) -> str:
    """The address of the page being shown, in another language."""
    request: HttpRequest = context["request"]
    return translate_url(request.get_full_path(), language)
