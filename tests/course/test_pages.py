"""Every page answers in both languages and stands on its own."""

import re

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db

PAGES = (
    "", "lessons/", "lessons/self-healing/", "glossary/", "glossary/pod/", "sandbox/", "me/",
    "me/delete/", "fidelity/",
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_heading_its_language_and_links_that_lead_somewhere(
    course: None, visitor: Client, language: str, page: str
) -> None:
    html = visitor.get(f"/{language}/{page}").content.decode()
    assert f'<html lang="{language}"' in html and html.count("<h1") == 1
    links = set(re.findall(r'href="(/(?:fr|en)/[^"#]*)', html))
    assert links and all(visitor.get(link).status_code == 200 for link in links)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert not re.findall(r' style="| on[a-z]+="', html)
    for anchor in re.findall(r'(?:href="#|aria-labelledby="|aria-describedby=")([^" ]+)', html):
        assert anchor in ids, anchor


def test_the_language_switch_stays_on_the_page(course: None, visitor: Client) -> None:
    form = {"language": "en", "next": "/fr/glossary/?q=pod"}
    assert visitor.post("/i18n/setlang/", form)["Location"] == "/en/glossary/?q=pod"
    assert visitor.get("/")["Location"] == "/en/"


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Il n’y a rien à cette adresse"), ("en", "There is nothing")]
)
def test_an_address_of_nothing_says_so(visitor: Client, language: str, said: str) -> None:
    answer = visitor.get(f"/{language}/nothing/")
    assert answer.status_code == 404 and said in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_words(course: None) -> None:
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/fr/questions/lease-renewal/", {"answer": "nobody"})
    assert answer.status_code == 403 and "rechargez la page" in answer.content.decode()


@override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False)
def test_a_fault_of_ours_is_said_in_words(course: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("course.lessons.selectors.map_for", broken)
    visitor = Client(raise_request_exception=False)
    answer = visitor.get("/fr/lessons/")
    assert answer.status_code == 500 and "de notre côté" in answer.content.decode()


def test_the_sandbox_opens_a_world_of_ones_own(course: None, visitor: Client) -> None:
    answer = visitor.post("/fr/sandbox/open/", {"scenario": "three-nodes"})
    assert answer.status_code == 302 and "/fr/labs/" in answer["Location"]
    assert visitor.get(answer["Location"]).status_code == 200
    assert Client().get(answer["Location"]).status_code == 404
    assert visitor.post("/fr/sandbox/open/", {"scenario": "../etc"}).status_code == 404
