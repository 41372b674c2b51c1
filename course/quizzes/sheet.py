"""A question as a page shows it: in one language, with or without its answer."""

from dataclasses import dataclass, field
from typing import Any

from course.quizzes.models import Attempt, Question


@dataclass(frozen=True)
class Line:
    """A choice or an item to put in order."""

    id: str
    text: str
    why: str = ""
    correct: bool = False
    taken: bool = False
    rank: int = 0  # the place the learner gave it; 0 before an answer


@dataclass(frozen=True)
class Sheet:
    """What the template needs of one question."""

    slug: str
    quiz: str
    kind: str
    prompt: str
    why: str
    lines: list[Line] = field(default_factory=list)
    unit: str = ""
    answered: bool = False
    correct: bool = False
    answer: Any = None
    expected: Any = None

    @property
    def places(self) -> range:
        """The ranks an item may take."""
        return range(1, len(self.lines) + 1)

    @property
    def in_order(self) -> list[Line]:
        """The items as they should stand."""
        return sorted(self.lines, key=lambda line: self.expected.index(line.id))


def sheet(question: Question, language: str, attempt: Attempt | None = None) -> Sheet:
    """*question* in *language*; with *attempt*, answered by it and explained."""
    body = question.body
    answer = attempt.answer if attempt else None
    return Sheet(
        slug=question.slug,
        quiz=question.quiz,
        kind=question.kind,
        prompt=body[language]["prompt"],
        why=_why(body, language, answer),
        lines=_choices(body, language, answer) + _items(body, language, answer),
        unit=body.get("unit", {}).get(language, ""),
        answered=attempt is not None,
        correct=bool(attempt and attempt.correct),
        answer=answer,
        expected=body.get("value", [item["id"] for item in body.get("items", [])]),
    )


def _why(body: dict[str, Any], language: str, answer: Any) -> str:
    """The remark made for this very number when there is one, then the explanation for all."""
    remarks = [r[language] for r in body.get("remarks", []) if r["value"] == answer]
    return " ".join([*remarks, body[language]["why"]])


def _choices(body: dict[str, Any], language: str, answer: Any) -> list[Line]:
    taken = answer if isinstance(answer, list) else [answer]
    return [
        Line(
            id=choice["id"],
            text=choice[language]["text"],
            why=choice[language]["why"],
            correct=choice["correct"],
            taken=choice["id"] in taken,
        )
        for choice in body.get("choices", [])
    ]


def _items(body: dict[str, Any], language: str, answer: Any) -> list[Line]:
    """The items in the order in which the file wants them shown."""
    items = {item["id"]: item for item in body.get("items", [])}
    return [
        Line(id=name, text=items[name][language], rank=answer.index(name) + 1 if answer else 0)
        for name in body.get("shown", [])
    ]
