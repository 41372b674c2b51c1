"""Filters against what they should be by definition."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.shell.commands import regular
from tests.world.shell.student import Student

LINES = st.lists(st.text("abcAB 019.-", max_size=6), max_size=12)


def with_file(lines):
    student = Student()
    text = "".join(f"{line}\n" for line in lines)
    student.world.command("write", {"path": "f", "text": text}, "student")
    return student


@given(LINES, st.integers(0, 5))
def test_sort_uniq_head_are_the_definition(lines, count):
    wanted = sorted(dict.fromkeys(lines))[:count]
    printed = with_file(lines).run(f"cat f | sort | uniq | head -{count}")
    assert printed == "".join(f"{line}\n" for line in wanted)


@given(LINES, st.integers(0, 5))
def test_the_rest_are_the_definition(lines, count):
    student = with_file(lines)
    end = lines[len(lines) - count :] if count <= len(lines) else lines
    assert student.run(f"tail -n {count} < f") == "".join(f"{line}\n" for line in end)
    assert student.run("wc -l < f") == f"{len(lines)}\n"
    assert student.run("grep -c a f") == f"{sum('a' in line for line in lines)}\n"
    upper = "".join(f"{line.upper()}\n" for line in lines)
    assert student.run("tr a-z A-Z < f") == upper
    assert student.run("sed -n '$=' f") == (f"{len(lines)}\n" if lines else "")
    backwards = sorted(lines, reverse=True)
    assert student.run("sort -r f") == "".join(f"{line}\n" for line in backwards)


EXPRESSIONS = st.recursive(
    st.sampled_from(["a", "b", ".", "[ab]", "[^a]", "ab"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{1,2}"])).map(
            lambda p: f"({p[0]}){p[1]}"
        ),
        st.tuples(inner, inner).map(lambda p: f"({p[0]}|{p[1]})"),
        st.tuples(inner, inner).map("".join),
    ),
    max_leaves=6,
)


@given(EXPRESSIONS, st.text("abc", max_size=8))
def test_expressions_match_the_leftmost_longest(pattern, text):
    wanted = [
        (start, end)
        for start in range(len(text) + 1)
        for end in range(len(text), start - 1, -1)
        if re.fullmatch(pattern, text[start:end])
    ]
    found = regular.compile(pattern, extended=True).search(text)
    assert (found and (found.start, found.end)) == (wanted[0] if wanted else None)


@given(st.text("ab.*[]^$\\(){}+?|-,1:", max_size=12), st.booleans())
def test_any_expression_is_one_or_is_refused(pattern, extended):
    try:
        regular.compile(pattern, extended).search("ab.*ba")
    except ValueError as fault:
        assert str(fault)


TABLE = "NAME READY STATUS\nweb-1 1/1 Running\nweb-2 0/1 Pending\ndb-1 1/1 Running\n"


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("grep -v NAME f | awk '{print $1}'", "web-1\nweb-2\ndb-1\n"),
        ("awk 'NR>1 && $3==\"Running\" {print $1 \":\" $NF}' f", "web-1:Running\ndb-1:Running\n"),
        ("awk -F/ '/web/{print $2}' f", "1 Running\n1 Pending\n"),
        ("grep -n -i pending f", "3:web-2 0/1 Pending\n"),
        ("grep -A1 -B1 Pending f", "web-1 1/1 Running\nweb-2 0/1 Pending\ndb-1 1/1 Running\n"),
        ("grep -oE 'web-[0-9]' f", "web-1\nweb-2\n"),
        ("grep -q Pending f && echo yes; grep -q nope f || echo no", "yes\nno\n"),
        ("grep -w db f; grep -x 'NAME.*' f", "db-1 1/1 Running\nNAME READY STATUS\n"),
        ("sed -n '2,3p' f", "web-1 1/1 Running\nweb-2 0/1 Pending\n"),
        ("sed '1d;s/Running/R/' f", "web-1 1/1 R\nweb-2 0/1 Pending\ndb-1 1/1 R\n"),
        ("sed -E 's/^([a-z]+)-([0-9]).*/\\2 \\1/;$!d' f", "1 db\n"),
        ("sed -i 's/web/www/g' f; head -2 f", "NAME READY STATUS\nwww-1 1/1 Running\n"),
        ("cut -d' ' -f1,3 f | tail -1", "db-1 Running\n"),
        ("tail -n +2 f | sort -k3,3 -k1,1r | head -1", "web-2 0/1 Pending\n"),
        ("awk '{print $3}' f | sort | uniq -c | sort -rn | head -1", "      2 Running\n"),
        ("wc f", " 4 12 71 f\n"),
        ("printf '%s-%03d|' a 7 b 8; echo -e 'x\\ty'", "a-007|b-008|x\ty\n"),
        ("grep '[' f; echo $?", "grep: Unmatched [, [^, [:, [., or [=\n2\n"),
        ("sort --what f; echo $?",
         "sort: unrecognized option '--what'\nTry 'sort --help' for more information.\n2\n"),
        ("cp f g; mv g h; rm f; ls; rm f", "h\nrm: cannot remove 'f': No such file or directory\n"),
    ],
)  # fmt: skip
def test_filters_do_what_people_use_them_for(line, printed):
    student = Student()
    student.world.command("write", {"path": "f", "text": TABLE}, "student")
    assert student.run(line) == printed
