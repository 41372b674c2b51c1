"""What stops kubectl from printing."""

from __future__ import annotations


class PrinterError(ValueError):
    """The message kubectl writes after ``error: ``; ``printed`` went to standard output."""

    def __init__(self, message: str, printed: str = "") -> None:
        super().__init__(message)
        self.printed = printed
