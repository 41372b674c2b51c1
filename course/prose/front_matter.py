"""Text files that begin with YAML between two lines of three dashes."""

from typing import Any

import yaml


class NoFrontMatter(ValueError):
    """The file does not begin with a front matter."""


def split(text: str) -> tuple[dict[str, Any], str]:
    """The front matter and the text after it; NoFrontMatter when there is none."""
    opening, _, rest = text.partition("---\n")
    head, closing, body = rest.partition("\n---\n")
    if opening.strip() or not closing:
        raise NoFrontMatter
    return yaml.safe_load(head) or {}, body.lstrip("\n")
