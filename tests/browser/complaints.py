"""What a browser complains of while a test looks at the site: errors, warnings, broken rules."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, WebError

LOUD = ("error", "warning")
# Chromium's own remarks on the machine it runs on.
OF_THE_MACHINE = re.compile(r"GPU stall|WebGL|Automatic fallback to software")


class Complaints:
    """Everything loud that the consoles of the contexts watched have said.

    A breach of the content security policy is an error of the console too.
    """

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.expected: list[re.Pattern[str]] = [OF_THE_MACHINE]

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of *context*, those that are opened later too."""
        context.on("console", self._console)
        context.on("weberror", self._error)

    def expect(self, pattern: str) -> None:
        """Complaints that match *pattern* belong to what the test does."""
        self.expected.append(re.compile(pattern))

    @property
    def unexpected(self) -> list[str]:
        """What nobody announced."""
        return [text for text in self.heard if not any(p.search(text) for p in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in LOUD:
            self.heard.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _error(self, error: WebError) -> None:
        self.heard.append(f"exception: {error.error}")
