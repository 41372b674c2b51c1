"""Under which headings the sandbox offers the scenarios, in this order."""

from typing import Final

THEMES: Final = ("machines", "applications", "data", "network", "room", "teams")
