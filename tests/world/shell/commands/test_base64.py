"""base64, files read by kubectl from folders, and lines that go on."""

from __future__ import annotations

import base64
import shlex

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.shell.student import Student

TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), max_size=90)


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_what_is_encoded_is_decoded_again(text: str) -> None:
    student = Student()
    encoded = student.run(f"printf %s {shlex.quote(text)} | base64 -w 0").strip()
    assert encoded == base64.b64encode(text.encode()).decode()
    assert student.run(f"echo {encoded} | base64 -d").rstrip("\n") == text.rstrip("\n")


def test_what_is_no_base64_is_refused() -> None:
    student = Student()
    assert "base64: invalid input" in student.run("echo 'YWJj!' | base64 --decode")
    assert student.status == 1
    assert "extra operand" in student.run("base64 a b")


def test_long_texts_are_cut_into_lines() -> None:
    told = Student().run("seq 1 60 | base64")
    assert [len(line) for line in told.split()][:2] == [76, 76]


def test_a_backslash_at_the_end_asks_for_more() -> None:
    student = Student()
    assert student.run("echo one \\\n two \\\n three").strip().endswith("one two three")
    assert student.run("echo 'a\\\nb'").strip().endswith("a\\\nb")
    assert student.run("echo a\\\\").strip().endswith("a\\")
