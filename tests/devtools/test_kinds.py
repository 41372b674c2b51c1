"""The documentation's table of kinds says what the kinds say."""

from devtools.kinds import DOCUMENT, renewed


def test_the_table_is_up_to_date() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert text == renewed(text), "renew it with: python -m devtools.kinds"
