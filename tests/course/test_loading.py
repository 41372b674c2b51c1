"""The content is loaded whole or not at all, and only what changed."""

import shutil
from pathlib import Path

import pytest
import yaml

from course.accounts.models import Learner
from course.glossary.models import Term
from course.lessons import services
from course.lessons.loading import everything
from course.lessons.loading.files import CONTENT, BadContent
from course.lessons.models import Lesson, Module, StepProgress

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content that a test may change."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_second_time_nothing_changes(content: Path) -> None:
    assert everything.load(content) == {"modules": 16, "questions": 7, "lessons": 1, "terms": 12}
    assert set(everything.load(content).values()) == {0}


def test_a_change_of_text_keeps_what_learners_did(content: Path) -> None:
    everything.load(content)
    learner = Learner.objects.create()
    services.tick(learner.pk, "self-healing", "deploy")
    change(content / "lessons/self-healing/lesson.yaml", "minutes: 35", "minutes: 40")
    assert everything.load(content)["lessons"] == 1
    assert Lesson.objects.get().minutes == 40
    assert StepProgress.objects.count() == 1


def test_a_term_that_is_gone_goes(content: Path) -> None:
    everything.load(content)
    (content / "glossary/devops.yaml").unlink()
    assert everything.load(content)["terms"] == 1
    assert not Term.objects.filter(slug="devops").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("glossary/pod.yaml", "scenario: three-nodes", "scenery: three-nodes", "pod.yaml"),
        ("questions/lease-renewal.yaml", "correct: true", "correct: maybe", "choices/2/correct"),
        ("lessons/self-healing/index.fr.md", "summary:", "summery:", "index.fr.md"),
        ("lessons/self-healing/index.en.md", "---\n", "", "no front matter"),
        ("lessons/self-healing/lesson.yaml", "- who-recreates", "- who", "no such question: who"),
        ("modules.yaml", "modules:", "modules: [", "modules.yaml"),
    ],
)
def test_a_bad_file_is_named_and_changes_nothing(
    content: Path, file: str, old: str, new: str, said: str
) -> None:
    change(content / file, old, new)
    with pytest.raises(BadContent, match=said):
        everything.load(content)
    assert not Module.objects.exists()


def test_the_schemas_are_schemas() -> None:
    import jsonschema

    for path in (CONTENT / "schemas").glob("*.json"):
        jsonschema.Draft202012Validator.check_schema(yaml.safe_load(path.read_text("utf-8")))
