"""What is wrong with a template, or goes wrong when it prints."""

from __future__ import annotations


class TemplateFault(ValueError):
    """The message of text/template, with the template's name and place.

    ``printed`` is what had been printed until then.
    """

    def __init__(self, message: str, printed: str = "") -> None:
        super().__init__(message)
        self.printed = printed


class CallFault(ValueError):
    """Why a function cannot answer."""
