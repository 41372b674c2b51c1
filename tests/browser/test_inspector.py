"""The inspector tells what an object is and what holds it back, and leads to what lies behind."""

from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.laboratory import Laboratory, sandbox


def opened(page: Page, scenario: str) -> Laboratory:
    """A lab of a scenario whose terminal is ready."""
    lab = sandbox(page, scenario)
    lab.shell.ready()
    return lab


def named(lab: Laboratory, name: str) -> None:
    """The object whose details are open."""
    expect(lab.inspector.get_by_role("heading", level=2)).to_have_text(name)


def obstacles(lab: Laboratory) -> Locator:
    """What holds the chosen object back."""
    return lab.inspector.locator(".obstacles li")


def test_from_a_stateful_set_that_stands_still_to_the_pod_that_fits_nowhere(page: Page) -> None:
    axe.install(page.context)
    lab = opened(page, "stateful")
    lab.picture.thing("statefulsets.apps", "db", "default").click()
    named(lab, "db")
    expect(lab.inspector.locator(".inspector-state")).to_have_text("Au complet : 3 sur 3")
    lab.shell.enter("kubectl cordon noeud-1 noeud-2 noeud-3; kubectl delete pod db-0 db-1")
    lab.speed("10")
    expect(obstacles(lab).first).to_contain_text("db-1 ne sera créé qu’après lui", timeout=20_000)
    expect(obstacles(lab).nth(1)).to_contain_text("Aucun nœud ne convient")
    assert axe.faults(page) == []

    obstacles(lab).first.get_by_role("button", name="Pod db-0").click()
    named(lab, "db-0")
    lab.inspector.get_by_role("button", name="data-db-0").click()
    named(lab, "data-db-0")
    lab.inspector.get_by_role("button", name="db-0", exact=True).click()
    named(lab, "db-0")
    lab.inspector.get_by_role("button", name="db", exact=True).click()
    named(lab, "db")


def test_a_budget_that_lets_nobody_leave_says_why_and_whom_it_kept(page: Page) -> None:
    lab = opened(page, "drain")
    lab.choose("poddisruptionbudgets.policy", "cache", "default")
    expect(lab.inspector.locator(".inspector-state")).to_have_text("Ne laisse partir personne")
    expect(obstacles(lab)).to_contain_text("Il exige le seul pod qu’il protège")
    for node in ("noeud-1", "noeud-2", "noeud-3"):
        lab.shell.enter(f"kubectl drain {node} --ignore-daemonsets --timeout=5s")
    lab.speed("10")
    held = lab.inspector.locator("dt", has_text="Dernier retenu")
    expect(held).to_be_visible(timeout=20_000)


def test_a_schedule_is_said_in_words(page: Page) -> None:
    lab = opened(page, "jobs")
    lab.picture.thing("cronjobs.batch", "sauvegarde", "default").click()
    named(lab, "sauvegarde")
    facts = lab.inspector.locator("dl.facts")
    expect(facts).to_contain_text("toutes les 2 minutes (Europe/Paris)")
    expect(facts).to_contain_text("dans")
