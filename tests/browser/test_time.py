"""The past of a lab: looked at, gone back from, forked into another course of things."""

import re

from playwright.sync_api import Page, expect

from tests.browser.laboratory import Laboratory, sandbox
from tests.browser.patience import until

SURE = 420  # seconds from the power cut to the last replacement, with some to spare


def with_web_deployed(page: Page) -> Laboratory:
    """A lab in which six pods of `web` are ready."""
    lab = sandbox(page)
    lab.shell.ready()
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=6")
    lab.speed("10")
    lab.pods_ready("web-", 6)
    return lab


def power_cut(lab: Laboratory) -> int:
    """Cut the power of baie-2; the lab's time then, in seconds."""
    lab.choose("hosts", "baie-2")
    lab.act("power-off")
    expect(lab.power("baie-2")).to_be_attached()
    return lab.seconds


def test_a_fork_from_before_the_power_cut_ends_differently(page: Page) -> None:
    lab = with_web_deployed(page)
    placed = lab.picture.see().of("default/web-")
    cut = power_cut(lab)
    lab.reach(cut + SURE)
    moved = lab.pods_ready("web-", 6, without="noeud-2")
    original = page.url

    page.locator("lab-timeline .mark[data-kind=power]").first.click()
    lab.live(False)
    lab.head.press("ArrowLeft")
    expect(lab.power("baie-2")).to_have_count(0)
    assert lab.picture.see().of("default/web-") == placed
    before = lab.seconds
    assert before <= cut

    page.get_by_role("button", name="Bifurquer").click()
    page.wait_for_url(lambda url: "/labs/" in url and url != original)
    fork = Laboratory(page).opened()
    fork.live(True)
    assert abs(fork.seconds - before) <= 1  # and there it stands, until somebody goes on
    fork.resume()
    fork.reach(cut + SURE)
    left_alone = fork.picture.see()
    assert left_alone.of("default/web-") == placed
    assert left_alone.hosts["baie-2"] == "On"

    page.goto(original)
    again = Laboratory(page).opened()
    assert again.picture.see() == moved
    assert {pod.node for pod in placed.values()} > {"noeud-1", "noeud-3"}


def test_looking_back_changes_nothing_and_leads_back_to_now(page: Page) -> None:
    lab = with_web_deployed(page)
    cut = power_cut(lab)
    lab.pause()
    now = lab.picture.see()

    lab.head.press("Home")
    lab.live(False)
    until(page, lab.picture.see, lambda sight: not sight.of("default/web-"))
    assert lab.seconds == 0
    lab.shell.enter("kubectl delete deployment web")
    expect(page.locator("lab-notice")).to_contain_text("Vous regardez le passé")
    lab.choose("hosts", "baie-2")
    lab.inspector.locator("button[data-action=power-off]").click()
    expect(page.locator("lab-notice")).to_contain_text("Vous regardez le passé")

    page.get_by_role("button", name="Revenir au présent").click()
    lab.live(True)
    assert until(page, lab.picture.see, lambda sight: sight == now)
    assert lab.seconds >= cut


def test_a_slow_lab_shows_its_requests_and_a_step_goes_to_the_next_event(page: Page) -> None:
    lab = sandbox(page)
    lab.shell.ready()
    lab.speed("0.1")
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27")
    expect(page.locator("cluster-canvas .disc-label text").first).to_have_text(re.compile("^POST "))
    lab.pause()
    revision = "document.querySelector('grappe-lab').snapshot.revision"
    before = page.evaluate(revision)
    page.get_by_role("button", name="Avancer d’un événement").click()
    until(page, lambda: page.evaluate(revision), lambda now: now > before)
    expect(page.get_by_role("button", name="Reprendre")).to_be_visible()
