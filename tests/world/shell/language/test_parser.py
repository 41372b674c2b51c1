"""Lines become trees, or one kind of error, whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.shell.language.format import format_tree, quote
from cluster_sim.world.shell.language.nodes import Incomplete, ShellSyntaxError
from cluster_sim.world.shell.language.parser import parse
from tests.world.shell.student import Student

FRAGMENTS = st.sampled_from(
    ["'", '"', "\\", "$", "${", "}", "$(", "$((", ")", "))", "`", "|", "||", "&&", ";", ";;", "&",
     "<", "<<", "<<-", "<<<", ">", ">>", ">&", "2>&1", "\n", " ", "#", "if", "then", "else", "elif",
     "fi", "for", "in", "do", "done", "while", "until", "case", "esac", "{", "(", "!", "x", "x=",
     "EOF", "a*b", "~/", "é", "\x00", "{1..3}", "{a,b}", ":-", "##"]
)  # fmt: skip
NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True)
PLAIN = st.from_regex(r"[a-zA-Z0-9%+,./:@][a-zA-Z0-9%+,./:@=-]{0,8}", fullmatch=True).filter(
    lambda text: (
        text not in ("if", "then", "elif", "else", "fi", "for", "while", "until", "do")
        and text not in ("done", "case", "esac", "in")
    )
)


@given(st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=25).map("".join)))
def test_anything_typed_is_a_tree_or_the_shells_own_error(text):
    try:
        parse(text)
    except ShellSyntaxError as problem:
        assert str(problem)


def joined(parts):
    """Neighbours of one kind of text are one part, as the reader makes them."""
    found = []
    for part in parts:
        if found and part[0] in ("text", "quoted") and found[-1][0] == part[0]:
            found[-1] = (part[0], found[-1][1] + part[1])
        else:
            found.append(part)
    return tuple(found)


def parts(trees):
    arguments = st.just(()) | st.tuples(PLAIN.map(lambda text: ("text", text)))
    return st.one_of(
        PLAIN.map(lambda text: ("text", text)),
        st.text(max_size=8).map(lambda text: ("quoted", text)),
        st.tuples(st.just("param"), NAMES, st.sampled_from([":-", "-", "+", "#", "%%"]), arguments,
                  st.just(False)),
        st.tuples(st.just("param"), NAMES, st.sampled_from(["", "length"]), st.just(()),
                  st.booleans()),
        st.tuples(st.just("command"), trees, st.booleans()),
    )  # fmt: skip


def words(trees):
    return st.lists(parts(trees), min_size=1, max_size=3).map(joined)


def simple(trees):
    redirections = st.tuples(
        st.integers(0, 2), st.sampled_from(["<", ">", ">>", "<<<"]), words(trees)
    ).map(lambda r: (0 if r[1].startswith("<") else r[0] or 1, r[1], r[2]))
    first = PLAIN.filter(lambda text: "=" not in text).map(lambda text: (("text", text),))
    return st.tuples(
        st.just("simple"),
        st.lists(st.tuples(NAMES, words(trees)), max_size=2).map(tuple),
        st.tuples(first, st.lists(words(trees), max_size=2)).map(lambda w: (w[0], *w[1])),
        st.lists(redirections, max_size=2).map(tuple),
    )


def compound(trees):
    commands = trees.filter(lambda tree: tree[0] != "list")
    pipes = st.tuples(
        st.just("pipe"),
        st.booleans(),
        st.lists(commands.filter(lambda tree: tree[0] != "pipe"), min_size=2, max_size=3).map(
            tuple
        ),
    )
    operators = st.sampled_from([";", "&&", "||"])
    rest = st.lists(st.tuples(operators, commands), min_size=1, max_size=2)
    lists = st.tuples(commands, rest).map(lambda made: ("list", ((";", made[0]), *made[1])))
    clauses = st.lists(st.tuples(trees, trees), min_size=1, max_size=2).map(tuple)
    return st.one_of(
        simple(trees),
        pipes,
        lists,
        st.tuples(st.just("if"), clauses, st.none() | trees),
        st.tuples(st.just("while"), st.booleans(), trees, trees),
        st.tuples(st.just("for"), NAMES, st.none() | st.lists(words(trees), max_size=2).map(tuple),
                  trees),
        st.tuples(st.just("subshell"), trees, st.just(())),
        st.tuples(st.just("group"), trees, st.just(())).filter(
            lambda tree: tree[1][0] not in ("if", "while", "for", "case")
        ),
    )  # fmt: skip


TRUE = ("simple", (), ((("text", "true"),),), ())
TREES = st.recursive(st.just(TRUE), compound, max_leaves=8)


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@given(TREES)
def test_a_tree_written_down_reads_as_itself(tree):
    assert parse(format_tree(tree)) == tree


@given(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cc", "Cs"])))
def test_single_quotes_keep_any_text(text):
    assert Student().run(f"echo {quote(text)}") == f"{text}\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a | | b", "syntax error near unexpected token `|'"),
        ("echo )", "syntax error near unexpected token `)'"),
        (";;", "syntax error near unexpected token `;;'"),
        ("done", "syntax error near unexpected token `done'"),
        ("echo >\n", "syntax error near unexpected token `newline'"),
    ],
)
def test_wrong_lines_are_told_in_bashs_words(line, message):
    with pytest.raises(ShellSyntaxError) as problem:
        parse(line)
    assert str(problem.value) == message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("echo 'a", "unexpected EOF while looking for matching `''"),
        ('echo "a', "unexpected EOF while looking for matching `\"'"),
        ("echo $(ls", "unexpected EOF while looking for matching `)'"),
        ("for i in 1; do", "syntax error: unexpected end of file"),
    ],
)
def test_open_lines_wait_for_more(line, message):
    with pytest.raises(Incomplete) as problem:
        parse(line)
    assert str(problem.value) == message


@pytest.mark.parametrize("opening", ["(", "$(", "{ ", "${x:-", "if ", '"$(', "! $((1+$("])
def test_nesting_without_end_is_refused_and_not_followed(opening):
    with pytest.raises(ShellSyntaxError):
        parse("echo " + opening * 3000 if opening.startswith(("$", '"')) else opening * 3000)
