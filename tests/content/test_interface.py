"""The words of the interface are all there in French, and none is left over."""

import polib
import pytest

from tests.content.interface import ROOT, messages
from tests.content.typography import faults

CATALOGUE = polib.pofile(str(ROOT / "locale/fr/LC_MESSAGES/django.po"))


def test_every_text_is_in_the_catalogue_and_nothing_else() -> None:
    known = {(entry.msgctxt or "", entry.msgid) for entry in CATALOGUE}
    assert messages() == known


def test_none_is_left_empty_or_uncertain() -> None:
    assert not [entry.msgid for entry in CATALOGUE if not entry.translated() or entry.fuzzy]


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.msgid[:40])
def test_the_french_is_set_as_french(entry: polib.POEntry) -> None:
    for text in [entry.msgstr, *entry.msgstr_plural.values()]:
        assert not faults(text, "fr")
    assert not faults(entry.msgid, "en")
