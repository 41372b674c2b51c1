"""The tables show what the picture shows, whatever has been done to the lab before."""

from random import Random
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.laboratory import Laboratory, sandbox
from tests.browser.patience import until
from tests.browser.picture import Sight

ACTIONS = 200
LOOK_AFTER = 10  # actions
SPEEDS = ("1", "10", "60", "1000")
BACKWARDS = ("Home", "PageDown", "ArrowLeft", ",")
FIND = """() => [...document.querySelectorAll("state-tables button[data-action]")].map((button) =>
  [button.dataset.action, button.closest("tr").dataset.key])"""

# Rows come and go at these speeds: looking for a button and pressing it must be one thing.
PRESS = """([action, key]) => {
  const row = `state-tables tr[data-key="${CSS.escape(key)}"]`;
  const button = document.querySelector(`${row} button[data-action=${action}]`);
  button?.click();
  return Boolean(button);
}"""


class Hand:
    """Somebody who presses buttons without thinking, always the same ones for a seed."""

    def __init__(self, lab: Laboratory, seed: int) -> None:
        self.lab, self.page, self.chance = lab, lab.page, Random(seed)
        self.did: list[str] = []

    def act(self) -> None:
        """Do one thing."""
        deeds: list[Any] = [self.press, self.hurry, self.look_back, self.stop_or_go]
        self.chance.choices(deeds, weights=[75, 8, 8, 9])[0]()

    def press(self) -> None:
        """One of the buttons in the tables: a kind of action first, then an object."""
        found: list[list[str]] = self.page.evaluate(FIND)
        # Without its Deployments a lab would soon have nothing left to show.
        found = [each for each in found if each[:1] != ["delete"] or "deployments" not in each[1]]
        action = self.chance.choice(sorted({action for action, _key in found}))
        key = self.chance.choice(sorted(key for each, key in found if each == action))
        self.did.append(f"{action} {key}")
        if not self.page.evaluate(PRESS, [action, key]):
            return  # gone while the hand was on its way
        dialog = self.page.locator("dialog[open]")
        if action == "scale":
            dialog.locator("input").fill(str(self.chance.randrange(10)))
        if action in ("scale", "delete", "drain", "power-off", "vm-stop"):
            self.lab.confirm()

    def hurry(self) -> None:
        """Another speed."""
        speed = self.chance.choice(SPEEDS)
        self.did.append(f"speed {speed}")
        self.lab.speed(speed)

    def stop_or_go(self) -> None:
        """Pause, or go on."""
        self.did.append("pause or resume")
        if self.lab.paused:
            self.lab.resume()
        else:
            self.lab.pause()

    def look_back(self) -> None:
        """A moment of the past, whose tables and picture agree too; then the present again."""
        key = self.chance.choice(BACKWARDS)
        self.did.append(f"look back with {key}")
        self.lab.head.press(key)
        self.lab.live(False)
        agree(self.lab, self.did)
        self.page.get_by_role("button", name="Revenir au présent").click()
        self.lab.live(True)


def agree(lab: Laboratory, did: list[str]) -> Sight:
    """Wait until both views show the same pods, nodes and hosts, each read from its elements."""

    def both() -> tuple[Sight, Sight]:
        lab.view("picture")
        drawn = lab.picture.see()
        lab.view("tables")
        return drawn, lab.tables.see()

    try:
        drawn, _ = until(lab.page, both, lambda views: views[0] == views[1])
    except AssertionError as apart:
        raise AssertionError(f"after {did}: {apart}") from apart
    return drawn


def test_the_tables_show_what_the_picture_shows_after_200_actions(page: Page) -> None:
    lab = sandbox(page)
    lab.shell.ready()
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=6")
    lab.shell.enter("kubectl create deployment cache --image=redis:7 --replicas=3")
    lab.shell.enter("kubectl create deployment broken --image=nowhere:1 --replicas=2")
    lab.shell.enter("kubectl expose deployment web --port=80")
    lab.shell.shows("service/web exposed")
    lab.view("tables")
    expect(lab.tables.region.locator("table[data-resource=pods] tbody tr")).to_have_count(14)
    hand, seen = Hand(lab, seed=1), []
    for count in range(1, ACTIONS + 1):
        hand.act()
        if count % LOOK_AFTER == 0:
            if not lab.paused:
                lab.pause()
            seen.append(agree(lab, hand.did))
            lab.resume()
    assert {"running", "lost"} <= {pod.shape for sight in seen for pod in sight.pods.values()}
    assert {"ready", "lost"} <= {status for sight in seen for status in sight.nodes.values()}
