"""What a machine can check of accessibility, in both languages and themes; the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.browser import axe
from tests.browser.complaints import Complaints
from tests.browser.laboratory import Laboratory

THEMES = ("light", "dark")
LANGUAGES = ("fr", "en")


@pytest.fixture(params=[(lang, theme) for lang in LANGUAGES for theme in THEMES], ids="-".join)
def language(
    request: pytest.FixtureRequest, new_context: CreateContextCallback, complaints: Complaints
) -> tuple[str, Page]:
    """A language, and a page in one of the themes into which axe is put."""
    language, theme = request.param
    context = new_context(color_scheme=theme, reduced_motion="reduce")
    complaints.watch(context)
    axe.install(context)
    return language, context.new_page()


def opened(page: Page) -> Laboratory:
    """The lab of the page, once its terminal waits for a line."""
    lab = Laboratory(page).opened()
    lab.shell.ready()
    return lab


def write_a_manifest(page: Page) -> None:
    """A new file in the editor, with one thing wrong."""
    page.locator(".tools-add").click()
    assert axe.faults(page) == []
    page.locator("dialog input").fill("pod.yaml")
    page.keyboard.press("Enter")
    page.locator(".cm-content").click()
    page.keyboard.type("apiVersion: v1\nkind: Podd\n")
    expect(page.locator("yaml-editor .editor-problems")).to_contain_text("✕ 1")


@pytest.mark.parametrize("path", ["", "lessons/", "glossary/", "glossary/pod/", "sandbox/", "me/"])
def test_pages_without_a_lab_of_ones_own(language: tuple[str, Page], path: str) -> None:
    lang, page = language
    page.goto(f"/{lang}/{path}")
    if not path:
        expect(page.locator("grappe-lab .grape").first).to_be_visible(timeout=20_000)
    assert axe.faults(page) == []


def test_a_lesson_and_its_lab(language: tuple[str, Page]) -> None:
    lang, page = language
    page.goto(f"/{lang}/lessons/self-healing/")
    lab = opened(page)
    assert axe.faults(page) == []
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=6")
    lab.speed("60")
    lab.pods_ready("web-", 6)
    lab.choose("hosts", "baie-2")
    lab.inspector.locator("button[data-action=power-off]").click()
    assert axe.faults(page) == []
    lab.confirm()
    expect(lab.picture.node("noeud-2", "lost")).to_be_attached(timeout=20_000)
    page.locator("#question-why-five-minutes input[value=boot]").check()
    page.locator("#question-why-five-minutes button").click()
    expect(page.locator("#question-why-five-minutes .verdict")).to_be_visible()
    assert axe.faults(page) == []


def test_a_free_lab_in_each_of_its_views(language: tuple[str, Page]) -> None:
    lang, page = language
    page.goto(f"/{lang}/sandbox/")
    page.locator("button[name=scenario][value=three-nodes]").click()
    lab = opened(page)
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=3")
    lab.speed("10")
    sight = lab.pods_ready("web-", 3)
    pod = next(iter(sight.of("default/web-"))).partition("/")[2]
    lab.picture.thing("pods", pod, "default").click()
    for tab in ("events", "yaml", "describe", "summary"):
        lab.inspector.locator(f"[data-tab={tab}]").click()
        assert axe.faults(page) == [], tab
    write_a_manifest(page)
    assert axe.faults(page) == []
    lab.view("tables")
    assert axe.faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    for tab in ("cluster", "inspector", "terminal", "events"):
        page.locator(f"lab-tabs [data-tab={tab}]").click()
        assert axe.faults(page) == [], tab
