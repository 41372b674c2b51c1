"""The texts of the course are whole, linked and well set in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cluster_sim.world.scenarios.scenario import names as scenarios
from course.lessons.loading.files import CONTENT
from course.prose import front_matter, markdown
from tests.content.typography import faults

LESSONS = sorted(path.parent for path in CONTENT.glob("lessons/*/lesson.yaml"))
DATA = sorted(path for path in CONTENT.rglob("*.yaml"))
FIGURES = CONTENT.parents[1] / "templates" / "lessons" / "figures"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def text(lesson: Path, language: str) -> tuple[dict[str, Any], str]:
    return front_matter.split((lesson / f"index.{language}.md").read_text("utf-8"))


def prose(node: Any, language: str | None = None) -> Iterator[tuple[str, str]]:
    """(language, text) of all that is written for readers in a piece of YAML."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from prose(value, key if key in ("fr", "en") else language)
    elif isinstance(node, list):
        for value in node:
            yield from prose(value, language)
    elif isinstance(node, str) and language:
        yield language, node


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.stem)
def test_data_is_well_set_in_both_languages(path: Path) -> None:
    written = list(prose(read(path)))
    assert {language for language, _ in written} == {"fr", "en"}
    assert sum(language == "fr" for language, _ in written) == len(written) / 2 or (
        "synonyms" in path.read_text("utf-8")
    )
    assert not [fault for language, said in written for fault in faults(said, language)]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_lesson_is_well_set_and_of_a_readable_length(lesson: Path, language: str) -> None:
    head, body = text(lesson, language)
    assert not [fault for said in (*head.values(), body) for fault in faults(said, language)]
    words = re.findall(r"[\w’'-]+", re.sub(r"```.*?```|\]\([^)]*\)|\{.*?\}", "", body, flags=re.S))
    assert 800 <= len(words) <= 1050, len(words)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_both_languages_of_a_lesson_have_the_same_bones(lesson: Path) -> None:
    bones = []
    for language in ("fr", "en"):
        parts = markdown.document(text(lesson, language)[1])
        slots = [(part.slot, part.argument) for part in parts if part.slot]
        headings = sum(part.html.count("<h2>") for part in parts)
        bones.append((slots, headings, sorted(markdown.terms(parts))))
        assert ("steps", "") in slots and ("quiz", "") in slots
        for slot, argument in slots:
            assert slot != "figure" or (FIGURES / f"{argument}.html").exists()
    assert bones[0] == bones[1]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_what_a_lesson_names_is_there(lesson: Path) -> None:
    data = read(lesson / "lesson.yaml")
    assert data["scenario"] in scenarios()
    assert data["module"] in [module["id"] for module in read(CONTENT / "modules.yaml")["modules"]]
    asked = data["quiz"] + [step["question"] for step in data["steps"] if "question" in step]
    for question in asked:
        assert (CONTENT / "questions" / f"{question}.yaml").exists()
    for term in markdown.terms(markdown.document(text(lesson, "fr")[1])):
        assert (CONTENT / "glossary" / f"{term}.yaml").exists()


def test_the_course_has_its_sixteen_modules_and_twelve_terms() -> None:
    assert len(read(CONTENT / "modules.yaml")["modules"]) == 16
    terms = {path.stem: read(path) for path in CONTENT.glob("glossary/*.yaml")}
    assert set(terms) >= {
        "virtualisation", "containerisation", "microservices", "devops", "kubernetes", "node",
        "pod", "hypervisor", "api-server", "etcd", "orchestration", "load-balancer",
    }  # fmt: skip
    lessons = {lesson.name for lesson in LESSONS}
    for term in terms.values():
        assert term.get("confused_with", "pod") in terms
        assert term.get("lesson", "self-healing") in lessons
        assert term["scenario"] in scenarios()


@pytest.mark.parametrize("path", sorted(CONTENT.glob("questions/*.yaml")), ids=lambda p: p.stem)
def test_a_question_can_be_answered_in_one_way(path: Path) -> None:
    body = read(path)
    right = [choice for choice in body.get("choices", []) if choice["correct"]]
    if body["kind"] == "single":
        assert len(right) == 1
    elif body["kind"] == "multiple":
        assert 1 < len(right) < len(body["choices"])
    elif body["kind"] == "order":
        order = [item["id"] for item in body["items"]]
        assert sorted(order) == sorted(body["shown"]) and order != body["shown"]
    else:
        for remark in body.get("remarks", []):
            assert abs(remark["value"] - body["value"]) > body.get("tolerance", 0)
