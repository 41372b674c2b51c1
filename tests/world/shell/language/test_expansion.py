"""What words stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.shell.language.arithmetic import ArithmeticFault, evaluate
from cluster_sim.world.shell.language.patterns import compiled
from tests.world.shell.student import Student


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("x='a  b'; echo $x; echo \"$x\"", "a b\na  b\n"),
        ("echo ${u:-x y} ${u-z} ${u:+no} [${u}]", "x y z []\n"),
        ("echo ${u:=1} $u; v=; echo ${v-set} ${v:-empty}", "1 1\nempty\n"),
        ("f=web-1.tar.gz; echo ${f#*-} ${f%%.*} ${f%.*} ${f##*.} ${#f}",
         "1.tar.gz web-1 web-1.tar gz 12\n"),
        ("f=a.b.c; echo ${f/./-} ${f//./-}", "a-b.c a-b-c\n"),
        ("echo $((2 + 3 * 4)) $(( (2+3)*4 )) $((7/2)) $((-7/2)) $((7%3)) $((2**10))",
         "14 20 3 -3 1 1024\n"),
        ("i=5; echo $((i++ + ++i)) $i $((i > 6 ? 1 : 0))", "12 7 1\n"),
        ("echo \"$(echo a; echo b)\" $(echo c; echo d)", "a\nb c d\n"),
        ("x=$(false); echo $?; x=$(exit 3); echo $?", "1\n3\n"),
        ("touch b.yaml a.yaml c.txt; echo *.yaml '*.yaml' *.nothing",
         "a.yaml b.yaml *.yaml *.nothing\n"),
        ("echo {1..3} a{x,y}b pre{,-post}", "1 2 3 axb ayb pre pre-post\n"),
        ("echo ~ ~/f '~'", "/home/etudiante /home/etudiante/f ~\n"),
        ("false; echo $? $#; echo \"[$@]\"", "1 0\n[]\n"),
        ("X=1 printenv X; echo [$X]", "1\n[]\n"),
        ("X=2; printenv X; export X; printenv X; unset X; printenv X", "2\n"),
        ("echo `echo a \\`echo b\\``", "a b\n"),
        ("echo \"a\\\"b\\$c\" 'd\\e' f\\ g $'h\\ti'", 'a"b$c d\\e f g h\ti\n'),
    ],
)  # fmt: skip
def test_words_stand_for_what_bash_says(line, printed):
    assert Student().run(line) == printed


WHOLE = st.integers(-(2**40), 2**40)


class NoVariables:
    def get(self, name):
        return None

    def set(self, name, value):
        raise AssertionError(name)


@given(WHOLE, WHOLE, st.sampled_from(["+", "-", "*", "&", "|", "^", "<", ">=", "=="]))
def test_sums_are_those_of_whole_numbers_of_64_bits(a, b, operator):
    wanted = int(eval(f"({a}) {operator} ({b})"))
    wrapped = (wanted + 2**63) % 2**64 - 2**63
    assert evaluate(f"({a}) {operator} ({b})", NoVariables()) == wrapped


@given(st.text("0123456789+-*/%()<>=!&|?:, xyz", max_size=30))
def test_any_sum_has_a_value_or_bashs_error(text):
    variables = {}

    class Variables:
        get = staticmethod(variables.get)
        set = staticmethod(variables.__setitem__)

    try:
        assert isinstance(evaluate(text, Variables()), int)
    except ArithmeticFault as fault:
        assert "error token" in str(fault)


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=12))
def test_patterns_match_as_the_definition_says(pattern, text):
    assert compiled(((pattern, False),)).matches(text) == by_definition(pattern, text)


def by_definition(pattern, text):
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(by_definition(pattern[1:], text[at:]) for at in range(len(text) + 1))
    return bool(text) and pattern[0] in ("?", text[0]) and by_definition(pattern[1:], text[1:])


@given(st.text("ab*?", min_size=1, max_size=6), st.text("ab", max_size=10))
def test_the_shortest_and_longest_ends_are_cut_off(pattern, text):
    fits = [n for n in range(len(text) + 1) if by_definition(pattern, text[:n])]
    found = compiled(((pattern, False),))
    assert found.prefix(text, longest=False) == (min(fits) if fits else None)
    assert found.prefix(text, longest=True) == (max(fits) if fits else None)
    fits = [n for n in range(len(text) + 1) if by_definition(pattern, text[len(text) - n :])]
    found = compiled(((pattern, False),), backwards=True)
    assert found.prefix(text[::-1], longest=False) == (min(fits) if fits else None)
