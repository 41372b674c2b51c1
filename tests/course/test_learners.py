"""Guests: made late, recognised by a signed cookie, never by a forged one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.signing import TimestampSigner
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from course.accounts import cookies, services
from course.accounts.models import Learner

pytestmark = pytest.mark.django_db


def answer(visitor: Client, choice: str = "nobody", question: str = "lease-renewal"):
    return visitor.post(f"/fr/questions/{question}/", {"answer": choice, "next": "/fr/"})


def test_reading_makes_no_learner_and_sets_no_cookie(course: None, visitor: Client) -> None:
    for page in ("/fr/", "/en/lessons/", "/fr/lessons/self-healing/", "/fr/glossary/", "/fr/me/"):
        assert visitor.get(page).status_code == 200
    assert cookies.NAME not in visitor.cookies
    assert not Learner.objects.exists()


def test_nobody_becomes_a_learner_at_an_address_of_nothing(visitor: Client) -> None:
    assert visitor.get("/fr/labs/nothing/replay/nothing/").status_code == 404
    assert not Learner.objects.exists()


def test_a_page_for_one_reader_is_kept_for_no_other(course: None, visitor: Client) -> None:
    assert "Cookie" in visitor.get("/fr/me/")["Vary"]
    assert "Cookie" in visitor.get("/fr/lessons/")["Vary"]


def test_the_first_answer_makes_a_learner_who_stays_the_same(course: None, visitor: Client) -> None:
    answer(visitor)
    first = visitor.cookies[cookies.NAME]
    assert first["httponly"] and first["samesite"] == "Lax"
    answer(visitor, "pods")
    assert Learner.objects.count() == 1


@given(st.text(max_size=80) | st.uuids().map(str) | st.just("%00\x00"))
def test_a_forged_value_is_nobody(value: str) -> None:
    assert cookies.read(value) is None


@pytest.mark.parametrize(
    "value",
    ["", "x", f"{uuid4()}:forged:signature", TimestampSigner(salt="elsewhere").sign(str(uuid4()))],
    ids=["empty", "short", "forged", "signed for something else"],
)
def test_a_forged_cookie_makes_a_new_guest_and_no_error(
    course: None, visitor: Client, value: str
) -> None:
    visitor.cookies[cookies.NAME] = value
    assert visitor.get("/fr/me/").status_code == 200
    assert answer(visitor).status_code == 302
    [learner] = Learner.objects.all()
    claim = cookies.read(visitor.cookies[cookies.NAME].value)
    assert claim is not None and claim.learner == learner.pk


def test_a_genuine_cookie_of_a_deleted_learner_is_nobody(course: None, visitor: Client) -> None:
    answer(visitor)
    Learner.objects.all().delete()
    assert visitor.get("/fr/me/").status_code == 200
    answer(visitor)
    assert Learner.objects.count() == 1


def test_an_old_cookie_is_signed_anew_for_the_same_learner(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = HttpResponse()
    cookies.write(response, learner.pk)
    monkeypatch.setattr(cookies, "RENEWED_AFTER", timedelta(seconds=-1))
    request = RequestFactory().get("/")
    request.COOKIES[cookies.NAME] = response.cookies[cookies.NAME].value
    assert services.known_learner(request) == learner
    renewed = HttpResponse()
    services.remember(request, renewed)
    claim = cookies.read(renewed.cookies[cookies.NAME].value)
    assert claim is not None and claim.learner == learner.pk


def test_the_owner_of_labs_is_read_from_the_cookies_alone(learner: Learner) -> None:
    response = HttpResponse()
    cookies.write(response, learner.pk)
    value = response.cookies[cookies.NAME].value
    assert services.owner_in({cookies.NAME: value}) == learner.owner
    assert services.owner_in({cookies.NAME: value[:-1]}) is None
    assert services.owner_in({}) is None


def test_what_is_kept_can_be_taken_away_and_deleted(course: None, visitor: Client) -> None:
    answer(visitor)
    visitor.post("/fr/lessons/self-healing/lab/")
    kept = visitor.get("/fr/me/export/").json()
    assert [each["question"] for each in kept["answers"]] == ["lease-renewal"]
    assert [each["scenario"] for each in kept["labs"]] == ["three-nodes"]
    assert visitor.get("/fr/me/delete/").status_code == 200
    visitor.post("/fr/me/delete/")
    assert not Learner.objects.exists()
    assert visitor.get("/fr/me/export/").json() == {}
