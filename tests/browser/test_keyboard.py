"""Everything by the keyboard alone: no test in here touches a pointer."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.laboratory import Laboratory
from tests.browser.patience import until

MOST_STEPS = 80


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until *target* has the focus."""
    for _ in range(MOST_STEPS):
        if target.evaluate("(element) => element.matches(':focus')"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} cannot be reached by {key}")


def walk_to(lab: Laboratory, name: str, keys: list[str]) -> None:
    """Press arrow keys on the canvas, which lead to the object called *name*."""
    for key in keys:
        lab.page.keyboard.press(key)
    expect(lab.inspector.get_by_role("heading", level=2)).to_have_text(name)


def test_a_host_is_switched_off_and_the_past_looked_at_by_the_keyboard_alone(page: Page) -> None:
    page.goto("/fr/sandbox/")
    tab_to(page, page.locator("button[name=scenario][value=three-nodes]"))
    page.keyboard.press("Enter")
    lab = Laboratory(page).opened()

    tab_to(page, lab.picture.stage)
    walk_to(lab, "baie-2", ["ArrowRight", "ArrowRight"])
    page.keyboard.press("Enter")
    expect(lab.inspector.get_by_role("heading", level=2)).to_be_focused()

    power_off = lab.inspector.locator("button[data-action=power-off]")
    tab_to(page, power_off)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(power_off).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, dialog.get_by_role("button", name="Confirmer"))
    page.keyboard.press("Enter")
    expect(lab.power("baie-2")).to_be_attached()

    tab_to(page, lab.head, "Shift+Tab")
    page.keyboard.press("Home")
    lab.live(False)
    until(page, lab.picture.see, lambda sight: sight.hosts["baie-2"] == "On")
    page.keyboard.press("End")
    lab.live(True)
    expect(lab.power("baie-2")).to_be_attached()


def test_the_terminal_is_left_by_escape_and_tab(page: Page) -> None:
    page.goto("/fr/sandbox/")
    tab_to(page, page.locator("button[name=scenario][value=three-nodes]"))
    page.keyboard.press("Enter")
    lab = Laboratory(page).opened()
    lab.shell.ready()
    tab_to(page, lab.shell.keys)
    page.keyboard.type("kubectl get no")
    page.keyboard.press("Tab")
    lab.shell.shows("kubectl get nodes")
    expect(lab.shell.keys).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(lab.shell.keys).not_to_be_focused()
