"""The terminal of a lab, typed into and read as a person does."""

from playwright.sync_api import Page, expect

PROMPT = "etudiante@grappe:~$"


class Shell:
    """The xterm.js terminal of the one lab on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.screen = page.locator("kube-terminal .xterm-rows")
        self.keys = page.locator("kube-terminal textarea.xterm-helper-textarea")

    def ready(self) -> None:
        """Wait until there is a prompt."""
        expect(self.screen).to_contain_text(PROMPT, timeout=20_000)

    def type(self, text: str) -> None:
        """Type without pressing Enter."""
        self.keys.focus()
        self.page.keyboard.type(text)

    def enter(self, line: str) -> None:
        """Type a line and press Enter."""
        self.type(line)
        self.page.keyboard.press("Enter")

    def shows(self, text: str) -> None:
        """Wait until *text* stands on the screen. Spaces may be of any number."""
        expect(self.screen).to_contain_text(text, timeout=15_000)

    def rows(self) -> list[str]:
        """The lines on the screen, without the empty ones at its end."""
        # DOM rows pad with non-breaking spaces.
        texts = [row.replace("\u00a0", " ").rstrip() for row in self._texts()]
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _texts(self) -> list[str]:
        return self.screen.locator("> div").all_text_contents()
