"""Memories of answers: they answer as the work itself does, and hold no more than they may."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.text_memo import text_memo


@given(st.lists(st.text("ab", max_size=3) | st.just("a" * 300), max_size=30))
def test_a_text_is_worked_out_once_and_a_long_one_each_time(texts: list[str]) -> None:
    worked: list[str] = []

    def work(text: str) -> int:
        worked.append(text)
        return len(text)

    length = text_memo(work)
    assert [length(text) for text in texts] == [len(text) for text in texts]
    short, long = ([t for t in worked if (len(t) > 256) == is_long] for is_long in (False, True))
    assert len(short) == len(set(short))
    assert len(long) == texts.count("a" * 300)


@given(st.lists(st.integers(0, 20), max_size=60))
def test_objects_that_come_and_go_never_take_each_others_answers(numbers: list[int]) -> None:
    told = IdentityMemo(lambda obj: obj["number"], most=3)
    assert [told({"number": number}) for number in numbers] == numbers
