"""Lines at work: time, pipes, Ctrl-C, and worlds copied in the middle of it all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import SECOND
from tests.world.shell.student import Student

COUNTING = "for i in 1 2 3; do sleep 1; echo $i; done"
BUSY = [
    COUNTING,
    "while true; do echo x; sleep 0.3; done | head -20",
    "watch -n 1 date",
    "x=$(sleep 2; echo late); echo $x",
    "timeout 3 sleep 10 || (sleep 1; echo sub)",
    "seq 3 | while read n; do sleep 0.5; echo $n; done | sort -r",
    "cat <<A\nheld\nA\nsleep 2; cat",
]


def test_a_loop_takes_the_time_that_it_takes():
    student = Student()
    assert student.run(COUNTING) == "1\n2\n3\n"
    assert 3 * SECOND < student.world.now < 3.1 * SECOND


@pytest.mark.parametrize("line", BUSY)
@given(moment=st.integers(0, 4 * SECOND))
@settings(max_examples=8)
def test_a_world_copied_in_the_middle_goes_on_alike(line, moment):
    student = Student()
    student.type(line)
    student.world.run_until(moment)
    twins = [student.fork(), student.restored()]
    for one in (student, *twins):
        one.world.run_until(10 * SECOND)
    assert [twin.screen for twin in twins] == [student.screen] * 2
    assert [twin.world.history.changes for twin in twins] == [student.world.history.changes] * 2


@given(line=st.sampled_from(BUSY), moment=st.integers(0, 4 * SECOND), ahead=st.booleans())
def test_ctrl_c_at_any_moment_leaves_a_usable_terminal(line, moment, ahead):
    student = Student()
    student.type(line)
    student.world.run_until(moment)
    if ahead:
        student.type("echo never")
    was_busy = student.busy
    student.interrupt()
    assert not student.busy
    assert not was_busy or student.status == 130
    assert student.run("echo fine | cat") == "fine\n"
    assert student.screen.endswith("etudiante@grappe:~$ ")


def test_lines_typed_ahead_run_in_turn():
    student = Student()
    student.type("sleep 1; echo first")
    student.type("echo second")
    student.wait()
    assert student.printed() == "first\nsecond\n"
    assert student.screen.count("$ ") == 3


def test_a_pipe_ends_when_nobody_reads_any_more():
    student = Student()
    assert student.run("while true; do echo again; sleep 1; done | head -3") == "again\n" * 3
    assert student.world.now < 5 * SECOND


def test_what_goes_through_a_pipe_comes_line_by_line():
    student = Student()
    student.type("(echo a; sleep 10; echo b) | grep .")
    student.world.run_until(SECOND)
    assert student.printed() == "a\n"
    student.wait()
    assert student.printed() == "a\nb\n"


def test_a_here_document_is_typed_line_after_line():
    student = Student()
    for line in ("x=1", "cat <<FIN", "a $x", "FIN"):
        student.type(line)
        student.wait()
    assert student.screen.endswith("cat <<FIN\n> a $x\n> FIN\na 1\netudiante@grappe:~$ ")
    assert student.run("cat <<'FIN'\n$x\nFIN\n") == "$x\n"


@pytest.mark.parametrize(
    ("line", "printed", "status"),
    [
        ("false || echo or; true && echo and; ! false && echo not", "or\nand\nnot\n", 0),
        ("nothing --here", "bash: nothing: command not found\n", 127),
        ("cat missing", "cat: missing: No such file or directory\n", 1),
        ("cat < missing; echo $?", "bash: missing: No such file or directory\n1\n", 0),
        ("echo a > d/f", "bash: d/f: No such file or directory\n", 1),
        ("echo out > f; echo err >&2; cat f nowhere > both 2>&1; cat both",
         "err\nout\ncat: nowhere: No such file or directory\n", 0),
        ("{ echo a; nothing; } &> f; wc -l < f", "2\n", 0),
        ("echo a > f; echo b >> f; cat f | tee g | wc -l; cat g", "2\na\nb\n", 0),
        ("if [ -f none ]; then echo y; elif test 2 -gt 1; then echo e; else echo n; fi", "e\n", 0),
        ("i=0; until [ $i -ge 3 ]; do i=$((i+1)); [ $i = 2 ] && continue; echo $i; done",
         "1\n3\n", 0),
        ("for a in 1 2; do for b in 1 2; do echo $a$b; break 2; done; done", "11\n", 0),
        ("(cd; x=2; exit 4); echo $? [$x]", "4 []\n", 0),
        ("case web-1 in db-*) echo d;; web-*|www) echo w;; esac", "w\n", 0),
        ("echo one two | { read a b; echo $b $a; }", "two one\n", 0),
        ("mkdir -p a/b && cd a/b && pwd && cd - && ls a",
         "/home/etudiante/a/b\n/home/etudiante\nb\n", 0),
        ("timeout 1 sleep 5", "", 124),
        ("bash -c 'echo $((1+1)); exit 9'", "2\n", 9),
        ("seq 3 | xargs -n 1 echo n", "n 1\nn 2\nn 3\n", 0),
        ("echo $((1/0)); echo never", 'bash: 1/0: division by 0 (error token is "0")\n', 1),
        ("alias hi='echo hello'\nhi you\nunalias hi\nhi",
         "hello you\nbash: hi: command not found\n", 127),
    ],
)  # fmt: skip
def test_lines_do_what_bash_does(line, printed, status):
    student = Student()
    assert student.run(line) == printed
    assert student.status == status


def test_the_background_is_refused_in_a_sentence():
    assert "(&)" in Student().run("sleep 5 &")


@pytest.mark.parametrize(
    "bomb",
    [
        "while true; do :; done",
        ":(){ :|:& };:",
        "while true; do echo " + "a" * 5000 + "; done",
        "x=aaaaaaaa; while true; do x=$x$x; done",
        "b() { b | b; }; b",
        "echo $(" * 2000,
        "(" * 12000,
        "echo \x00\x1b[2J\x07",
        "echo " + "z" * 20_000,
        "echo {1..9999}{1..9999}",
        "bash -c 'bash -c \"while :; do :; done\"'",
        "yes() { :; }",
        "while true; do echo x >> f; done",
        "seq 99999 | xargs -I{} echo {} | grep -E '(a*)*b'",
    ],
)
def test_bombs_end_in_a_message_and_a_usable_terminal(bomb):
    student = Student()
    told = student.run(bomb)
    if not told:
        student.interrupt()
    assert student.status != 0
    assert not student.busy
    assert student.run("echo alive") == "alive\n"
    assert len(student.screen) < 3_000_000


def test_a_program_that_fails_in_an_unforeseen_way_ends_alone(monkeypatch):
    from cluster_sim.world.shell.commands import date

    def fails(process):
        raise ZeroDivisionError("in here")

    monkeypatch.setattr(date, "start", fails)
    student = Student()
    assert "ZeroDivisionError" in student.run("date")
    assert student.status == 70
    assert student.run("echo alive") == "alive\n"
