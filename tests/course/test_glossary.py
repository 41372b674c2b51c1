"""The glossary finds words as people type them."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from course.glossary import selectors
from course.glossary.folding import fold

pytestmark = pytest.mark.django_db


def found(language: str, query: str) -> list[str]:
    return [text.term.slug for text in selectors.terms(language, query)]


def test_accents_and_capitals_do_not_matter(course: None) -> None:
    assert "node" in found("fr", "NOEUD")
    assert found("fr", "repartiteur") == found("fr", "Répartiteur") == ["load-balancer"]
    assert found("fr", "k8s") == ["kubernetes"]
    assert found("fr", "zzz") == []
    assert found("fr", "zz\0z") == []


def test_terms_come_in_the_order_of_their_names_in_each_language(course: None) -> None:
    for language in ("fr", "en"):
        names = [text.name for text in selectors.terms(language)]
        assert len(names) == 12 and names == sorted(names, key=fold)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_htmx_gets_the_list_alone_and_others_the_page(course: None, visitor: Client) -> None:
    fragment = visitor.get("/fr/glossary/?q=pod", headers={"HX-Request": "true"}).content.decode()
    page = visitor.get("/fr/glossary/?q=pod").content.decode()
    assert "<html" not in fragment and fragment.strip() in page


def test_a_term_shows_what_it_is_not_and_where_it_lives(course: None, visitor: Client) -> None:
    page = visitor.get("/en/glossary/etcd/").content.decode()
    assert "Not to be confused with the API server" in page
    assert "/en/glossary/api-server/" in page and "/en/lessons/self-healing/" in page
    assert visitor.get("/en/glossary/nothing/").status_code == 404
