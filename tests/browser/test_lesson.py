"""A guest does the whole lesson on self-healing, in French, from the first command to the quiz."""

from typing import Any

import yaml
from playwright.sync_api import Page, expect

from course.lessons.loading.files import CONTENT
from tests.browser.laboratory import Laboratory

LESSON = yaml.safe_load((CONTENT / "lessons/self-healing/lesson.yaml").read_text("utf-8"))
STEPS = [step["id"] for step in LESSON["steps"]]


def question(slug: str) -> dict[str, Any]:
    """A question as its file has it."""
    found: dict[str, Any] = yaml.safe_load((CONTENT / f"questions/{slug}.yaml").read_text("utf-8"))
    return found


def answer(page: Page, slug: str) -> None:
    """Answer a question rightly and read its explanation."""
    form, asked = page.locator(f"#question-{slug}"), question(slug)
    for choice in asked.get("choices", []):
        if choice["correct"]:
            form.locator(f"input[value={choice['id']}]").check()
    for rank, item in enumerate(asked.get("items", []), start=1):
        form.locator(f"select[name=rank-{item['id']}]").select_option(str(rank))
    if "value" in asked:
        form.locator("input[name=answer]").fill(str(asked["value"]))
    form.get_by_role("button", name="Répondre").click()
    expect(form.locator(".verdict")).to_contain_text("Juste")


def step(page: Page, slug: str, timeout: float = 20_000) -> None:
    """Wait until a step has ticked by itself."""
    expect(page.locator(f"[data-task={slug}]")).to_have_attribute(
        "data-state", "done", timeout=timeout
    )


def deploy(lab: Laboratory) -> None:
    """Six pods behind a Service, typed into the terminal."""
    lab.shell.enter("kubectl create deployment web --image=nginx:1.27 --replicas=6")
    lab.shell.shows("deployment.apps/web created")
    lab.speed("10")
    step(lab.page, "deploy")
    lab.pods_ready("web-", 6)
    lab.shell.enter("kubectl expose deployment web --port=80")
    lab.shell.shows("service/web exposed")
    step(lab.page, "expose")


def lose_a_host(lab: Laboratory) -> None:
    """A power cut, noticed by the node controller, survived by the pods."""
    lab.choose("hosts", "baie-2")
    lab.act("power-off")
    expect(lab.power("baie-2")).to_be_attached()
    step(lab.page, "power-off")
    lab.speed("60")
    step(lab.page, "notice")
    expect(lab.picture.node("noeud-2", "lost")).to_be_attached()
    lab.shell.enter("kubectl get nodes")
    lab.shell.shows("NotReady")
    step(lab.page, "healed")
    lab.pods_ready("web-", 6, without="noeud-2")


def bring_it_back(lab: Laboratory) -> None:
    """Power again: the node comes back, the new pods stay where they are."""
    lab.act("power-on")
    step(lab.page, "back")
    expect(lab.picture.node("noeud-2", "ready")).to_be_attached()
    lab.speed("1")


def everything_is_done(page: Page) -> None:
    """All steps are ticked and counted, all questions answered rightly."""
    for slug in STEPS:
        step(page, slug)
    expect(page.locator("[data-done]")).to_have_text(str(len(STEPS)))
    expect(page.locator(".score-line")).to_contain_text("6/6")


def test_a_guest_does_the_whole_lesson(page: Page) -> None:
    page.goto("/fr/lessons/self-healing/")
    lab = Laboratory(page).opened()
    lab.shell.ready()
    expect(page.locator("[data-task=deploy]")).to_have_attribute("aria-current", "step")
    deploy(lab)
    lose_a_host(lab)
    bring_it_back(lab)
    for slug in ["why-five-minutes", *LESSON["quiz"]]:
        answer(page, slug)
    everything_is_done(page)

    page.reload()
    lab.opened()
    everything_is_done(page)
    lab.pods_ready("web-", 6, without="noeud-2")
    lab.shell.shows("service/web exposed")
    page.goto("/fr/lessons/")
    expect(page.locator(".module-lessons .state.done")).to_be_visible()
