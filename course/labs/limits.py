"""The text about what labs simulate and what they do not."""

from functools import cache
from importlib.resources import files

from course.prose.markdown import Part, document


@cache
def limits_text(language: str) -> list[Part]:
    """The parts of the text in that language; the slot ``kinds`` is for the table of kinds."""
    return document(files("course").joinpath(f"content/fidelity.{language}.md").read_text("utf-8"))
