"""A lab on a page, used as a student uses it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.patience import until
from tests.browser.picture import Picture, Sight
from tests.browser.shell import Shell
from tests.browser.tables import Tables

CLOCK = re.compile(r"(\d+):(\d\d):(\d\d)")


class Laboratory:
    """The one lab on a page; its parts by name."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.picture = Picture(page)
        self.tables = Tables(page)
        self.shell = Shell(page)
        self.inspector = page.locator("object-inspector")
        self.head = page.locator("lab-timeline [role=slider]")

    def opened(self) -> "Laboratory":
        """Wait until the lab has its first state and is drawn."""
        expect(self.page.locator("grappe-lab[data-live]")).to_be_attached(timeout=30_000)
        expect(self.picture.stage.locator(".host").first).to_be_attached()
        return self

    # ------------------------------------------------------------ time

    def speed(self, speed: str) -> None:
        """Choose one of the speeds that have a button."""
        button = self.page.locator(f'.tool-speed[data-speed="{speed}"]')
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    def pause(self) -> None:
        """Stop the clock of the lab, and wait until it stands."""
        self.page.get_by_role("button", name="Mettre en pause").click()
        expect(self.page.get_by_role("button", name="Reprendre")).to_be_visible()

    def resume(self) -> None:
        """Let the clock run."""
        self.page.get_by_role("button", name="Reprendre").click()
        expect(self.page.get_by_role("button", name="Mettre en pause")).to_be_visible()

    @property
    def paused(self) -> bool:
        """Whether the lab's clock stands."""
        return self.page.get_by_role("button", name="Reprendre").count() > 0

    def live(self, live: bool) -> None:
        """Wait until the lab shows the present (or, False, the past)."""
        expect(self.page.locator(f"grappe-lab[data-live={str(live).lower()}]")).to_be_attached()

    @property
    def seconds(self) -> int:
        """The lab's time as its clock shows it, in seconds."""
        shown = CLOCK.search(self.page.locator(".tool-time").inner_text())
        assert shown is not None
        hours, minutes, seconds = map(int, shown.groups())
        return hours * 3600 + minutes * 60 + seconds

    def reach(self, seconds: int) -> None:
        """Let time run at 60 times its speed until the clock is past *seconds*, then pause."""
        self.speed("60")
        until(self.page, lambda: self.seconds, lambda now: now >= seconds)
        self.pause()

    # ------------------------------------------------------------ objects

    def choose(self, resource: str, name: str, namespace: str = "") -> None:
        """Click an object on the canvas; its details are open then."""
        self.picture.thing(resource, name, namespace).locator("text").first.click()
        expect(self.inspector.get_by_role("heading", level=2)).to_have_text(name)

    def act(self, action: str) -> None:
        """Use a button of the inspector, and confirm when asked."""
        button = self.inspector.locator(f"button[data-action={action}]")
        danger = "button-danger" in (button.get_attribute("class") or "")
        button.click()
        if danger:
            self.confirm()

    def confirm(self) -> None:
        """Say yes in the open dialog."""
        dialog = self.page.locator("dialog[open]")
        dialog.locator("button[value=yes]").click()
        expect(dialog).to_have_count(0)

    def view(self, name: str) -> None:
        """Switch to the `picture` or to the `tables`."""
        self.page.locator(f"view-switch button[data-view={name}]").click()

    def power(self, host: str) -> Locator:
        """The frame of a host while it is off."""
        return self.picture.stage.locator(f'.host[data-key="hosts||{host}"][data-off]')

    def pods_ready(self, prefix: str, count: int, without: str = "") -> Sight:
        """Wait until *count* pods of a name are drawn as running, none of them on *without*."""

        def enough(sight: Sight) -> bool:
            pods = sight.of(f"default/{prefix}").values()
            good = [p for p in pods if p.shape == "running" and p.node != without]
            return len(good) == count

        return until(self.page, self.picture.see, enough)


def sandbox(page: Page, scenario: str = "three-nodes") -> Laboratory:
    """Open a free lab of one's own in French."""
    page.goto("/fr/sandbox/")
    page.locator(f"button[name=scenario][value={scenario}]").click()
    page.wait_for_url(re.compile(r"/fr/labs/"))
    return Laboratory(page).opened()
