"""Answering: every kind of question, in place with htmx, and on a page of its own without."""

from contextlib import suppress

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from course.accounts.models import Learner
from course.quizzes import selectors, services
from course.quizzes.kinds import KINDS
from course.quizzes.kinds.unanswered import Unanswered
from course.quizzes.models import Attempt, Question

pytestmark = pytest.mark.django_db

RIGHT = {
    "lease-renewal": "answer=nobody",
    "who-recreates": "answer=replicaset",
    "order-of-a-failure": "rank-silence=1&rank-not-ready=2&rank-evicted=3&rank-created=4"
    "&rank-placed=5",
    "minutes-to-repair": "answer=350,0",
    "terminating-pod": "answer=force&answer=node-back&answer=delete-node",
    "shorter-toleration": "answer=frontend",
    "why-five-minutes": "answer=patience",
}
WRONG = {
    "lease-renewal": "answer=pods",
    "order-of-a-failure": "rank-silence=2&rank-not-ready=1&rank-evicted=3&rank-created=4"
    "&rank-placed=5",
    "minutes-to-repair": "answer=300",
    "terminating-pod": "answer=force&answer=node-back",
}
NO_ANSWER = {
    "lease-renewal": ["", "answer=", "answer=nonsense"],
    "order-of-a-failure": ["", "rank-silence=1", "rank-silence=a", RIGHT["lease-renewal"]],
    "minutes-to-repair": ["", "answer=six", "answer=nan", "answer=1e999"],
    "terminating-pod": ["", "answer=nonsense"],
}


def answer(learner: Learner, slug: str, form: str) -> bool:
    return services.answer(learner, selectors.question(slug), QueryDict(form)).correct


def test_right_answers_are_right_and_wrong_ones_wrong(course: None, learner: Learner) -> None:
    assert {slug for slug, form in RIGHT.items() if answer(learner, slug, form)} == set(RIGHT)
    assert not [slug for slug, form in WRONG.items() if answer(learner, slug, form)]
    assert set(RIGHT) == set(Question.objects.values_list("slug", flat=True))


def test_a_form_without_an_answer_keeps_nothing(course: None, learner: Learner) -> None:
    for slug, forms in NO_ANSWER.items():
        for form in forms:
            with pytest.raises(Unanswered):
                answer(learner, slug, form)
    assert not Attempt.objects.exists()


@given(data=st.dictionaries(st.sampled_from(["answer", "rank-a", "rank-b"]), st.text(max_size=9)))
def test_no_form_breaks_a_question(data: dict[str, str]) -> None:
    form = QueryDict(mutable=True)
    form.update(data)
    choices = [{"id": "a", "correct": True}, {"id": "b", "correct": False}]
    body = {"choices": choices, "value": 3, "items": choices}
    for kind in KINDS.values():
        with suppress(Unanswered):
            assert kind.correct(body, kind.read(form, body)) in (True, False)


def test_the_newest_answer_counts_and_all_are_kept(course: None, learner: Learner) -> None:
    answer(learner, "lease-renewal", WRONG["lease-renewal"])
    answer(learner, "lease-renewal", RIGHT["lease-renewal"])
    [sheet] = [s for s in selectors.quiz_for(learner, "self-healing", "fr") if s.answered]
    assert sheet.correct and Attempt.objects.count() == 2
    services.start_again(learner, "self-healing")
    assert not any(s.answered for s in selectors.quiz_for(learner, "self-healing", "fr"))
    assert Attempt.objects.count() == 2


def test_htmx_gets_the_question_explained_and_the_score(course: None, visitor: Client) -> None:
    page = visitor.post(
        "/en/questions/minutes-to-repair/", {"answer": "340"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in page
    assert "old grace period" in page and "350" in page
    assert 'hx-swap-oob="true"' in page and "1 of 6 answered" in page


def test_without_scripts_the_answer_leads_back_to_the_question(
    course: None, visitor: Client
) -> None:
    form = {"answer": "nobody", "next": "/fr/lessons/self-healing/"}
    back = visitor.post("/fr/questions/lease-renewal/", form)
    assert back["Location"] == "/fr/lessons/self-healing/#question-lease-renewal"
    assert "c’est l’absence de nouvelles" in visitor.get(form["next"]).content.decode()


@pytest.mark.parametrize(
    "page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_no_answer_leads_to_another_site(course: None, visitor: Client, page: str) -> None:
    form = {"answer": "nobody", "next": page}
    assert visitor.post("/fr/questions/lease-renewal/", form)["Location"].startswith("/fr/#")


def test_a_question_that_is_not_there_is_not_found(course: None, visitor: Client) -> None:
    assert visitor.post("/fr/questions/nothing/", {"answer": "x"}).status_code == 404
