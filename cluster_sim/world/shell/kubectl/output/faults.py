"""What stops kubectl from printing."""

from __future__ import annotations


class PrinterError(ValueError):
    """The message kubectl writes after ``error: ``."""
