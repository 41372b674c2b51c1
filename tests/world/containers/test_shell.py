"""Scripts of manifests: what they write and when, without anybody waiting."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.containers.programs.execution import execute, files_change
from cluster_sim.world.containers.programs.program import Run, end_of
from cluster_sim.world.containers.programs.registry import PROGRAMS
from cluster_sim.world.containers.programs.script import timeline_of
from cluster_sim.world.containers.programs.sh.effects import Effect

START = 1_767_600_000_000_000
SECOND = 1_000_000
SHELL = PROGRAMS["sh"]


def run_of(script: str, image: str = "docker.io/library/busybox:1.36") -> Run:
    argv = ("sh", "-c", script)
    return Run(
        "c", image, "1.36", argv, {"NAME": "grappe"}, START, 5, "pod-1", "10.244.0.2", 0, 0, {}
    )


def output(script: str, most: int = 20) -> list[str]:
    return [text for _, _, text in islice(SHELL.lines(run_of(script)), most)]


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        ("echo a; echo b && echo c || echo d", ["a", "b", "c"]),
        ("false && echo no; false || echo yes", ["yes"]),
        ("for i in 1 2 3; do echo n$i; done", ["n1", "n2", "n3"]),
        ("i=0; while [ $i -lt 3 ]; do i=$((i+1)); echo $i; done", ["1", "2", "3"]),
        ('if [ "$NAME" = grappe ]; then echo oui; else echo non; fi', ["oui"]),
        ("x=$(echo hi | wc -c); echo $x ${ABSENT:-rien} \"$HOSTNAME\" '$x'", ["3 rien pod-1 $x"]),
        ("seq 1 3 | while read n; do echo got $n; done", ["got 1", "got 2", "got 3"]),
        ("echo un > /f; echo deux >> /f; cat /f; rm /f; cat /f", ["un", "deux",
         "cat: can't open '/f': No such file or directory"]),
        ("nope", ["sh: nope: not found"]),
        ("echo 'oops", ["sh: syntax error: unterminated quoted string"]),
        ("for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done",
         ["1", "3"]),
        ("set -e; echo a; false; echo b", ["a"]),
        ("echo $((7 / 2)) $((7 % 2)) $((-7 / 2)) $((2 > 1))", ["3 1 -3 1"]),
        ("(cd /tmp; pwd); pwd", ["/tmp", "/"]),
        ("echo x >/dev/null; echo y 2>&1; ls /absent 2>/dev/null; echo $?", ["y", "1"]),
    ],
)  # fmt: skip
def test_scripts_write_what_a_shell_would(script: str, lines: list[str]) -> None:
    assert output(script) == lines


@pytest.mark.parametrize(
    ("script", "seconds", "code"),
    [
        ("sleep 3; exit 4", 3, 4),
        ("for i in 1 2; do sleep 1.5; done", 3, 0),
        ("sleep 1m; false", 60, 1),
        ("sleep 2 && nope", 2, 127),
        ("i=0; while true; do i=$((i+1)); [ $i -ge 5 ] && exit 9; sleep 1; done", 4, 9),
    ],
)
def test_the_end_is_known_beforehand(script: str, seconds: int, code: int) -> None:
    end = end_of(SHELL, run_of(script))
    assert end is not None
    assert (round((end.at - START) / SECOND), end.code) == (seconds, code)


@pytest.mark.parametrize(
    "script",
    [
        "while true; do echo x; sleep 5; done",
        "sleep infinity",
        "tail -f /dev/null",
        "until [ -f /never ]; do sleep 1; done",
        "while :; do :; done",
    ],
)
def test_what_never_ends_is_known_as_such(script: str) -> None:
    assert end_of(SHELL, run_of(script)) is None


def test_files_come_and_go_at_their_moments() -> None:
    run = run_of("touch /tmp/ok; sleep 12; rm /tmp/ok; sleep 600")
    change = files_change(SHELL, run, START + SECOND)
    assert change is not None and abs(change - START - 12 * SECOND) < 100_000
    assert execute(SHELL, run, ["cat", "/tmp/ok"], change - 1).code == 0
    assert execute(SHELL, run, ["cat", "/tmp/ok"], change).code == 1
    assert files_change(SHELL, run, change) is None
    assert execute(SHELL, run, ["sh", "-c", "sleep 5; exit 3"], change).time > 5 * SECOND


def test_a_script_may_hand_over_to_the_server_of_its_image() -> None:
    script = "echo bonjour > /usr/share/nginx/html/index.html && exec nginx -g 'daemon off;'"
    run = run_of(script, "docker.io/library/nginx:1.27")
    assert SHELL.ports(run) == (80,)
    answer = SHELL.answer(run, {"path": "/"}, START + SECOND)
    assert answer is not None and (answer.status, answer.body) == (200, "bonjour\n")


WORDS = st.sampled_from(
    ["echo x;", "while true", "do", "done", "if", "then", "fi", "case a in", "a)", ";;", "esac",
     "for i in 1 2", "$(", ")", '"', "'", "&&", "|", ">", "/f",
     "sleep 1", "exit 3", "${", "}", "(", "$((", "\n", "|| true",
     "x=1"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_is_run_or_refused_in_bounded_work(script: str) -> None:
    run = run_of(script)
    end = end_of(SHELL, run)
    assert end is None or end.at >= START
    lines = list(islice(SHELL.lines(run), 5))
    assert lines == sorted(lines, key=lambda line: line[0])


@pytest.mark.parametrize(
    "script",
    [
        "while true; do :; done",
        "x=a; while :; do x=$x$x; done",
        "while :; do echo y > /f; cat /f /f >> /g; done",
        "while true; do sleep 0.000001; done",
        "until false; do true & done",
    ],
)
def test_a_loop_without_a_rest_is_not_followed_for_long(script: str) -> None:
    run = run_of(script)
    assert end_of(SHELL, run) is None
    timeline = timeline_of(run)
    timeline.advance(START + 3600 * SECOND)
    assert timeline.is_over
    assert timeline.shell.steps < 15_000


def test_who_rests_now_and_then_is_followed_on() -> None:
    run = run_of("i=0; while [ $i -lt 9000 ]; do i=$((i+1)); sleep 0.01; done; exit 3")
    timeline_of(run).advance(START + 3600 * SECOND)
    assert timeline_of(run).end is not None


def test_a_script_that_is_asked_about_itself_while_it_asks_knows_no_more() -> None:
    class Echo:
        """A network whose every answer leads back to the one who asked."""

        def ask(self, now: int, question: object) -> dict[str, str]:
            timeline.advance(now + SECOND)
            return {"kind": "none"}

        def is_due(self, now: int) -> bool:
            return True

    def asking() -> Iterator[Effect]:
        timeline.shell.network.ask(timeline.shell.now, {})
        yield Effect(timeline.shell.now, "stdout", "", "answered\n")

    timeline = timeline_of(run_of("true"))
    timeline.shell.network = Echo()
    timeline._source = asking()
    timeline.advance(START + SECOND)
    assert timeline.output("stdout") == "answered\n"


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        ("case $N in 1|2) echo no;; [0-9]) echo one;; *) echo all; esac", ["one"]),
        ("case a.txt in\n  *.md) echo md ;;\n  (*.txt)\n    echo txt\n    ;;\nesac", ["txt"]),
        ("case a in '*') echo star;; $HOSTNAME) echo host;; esac; echo $?", ["0"]),
        ("for i in a b; do case $i in b) break;; esac; echo $i; done; case x in esac", ["a"]),
        ("case x in x", ["sh: syntax error: unexpected end of file"]),
        # kubernetes.io, Indexed Job for Parallel Processing with Static Work Assignment.
        ("items=(foo bar baz qux xyz)\necho ${items[$N]} | rev", ["xuq"]),
        ("x=(a b 'c d'); echo ${#x[@]} ${x[2]} $x ${x[@]}", ["3 c d a a b c d"]),
        ("printf 'b:2\\na:1\\n' | sort | cut -d: -f2", ["1", "2"]),
        ("echo one two three | cut -d' ' -f1,3-", ["one three"]),
        ("echo Grappe | tr a-z A-Z | tr -d P", ["GRAE"]),
        ("printf 'a\\na\\nb\\n' | uniq -c", ["      2 a", "      1 b"]),
        ("echo -n admin | base64; echo YWRtaW4= | base64 -d", ["YWRtaW4=", "admin"]),
        ("echo -n abc | md5sum", ["900150983cd24fb0d6963f7d28e17f72  -"]),
        ("echo a b c | xargs -n 2 echo -", ["- a b", "- c"]),
        ("printf 'x y\\nz\\n' | xargs -I{} echo '<{}>'", ["<x y>", "<z>"]),
        ("echo /no | xargs cat 2>/dev/null; echo $?; true | xargs -r echo no", ["123"]),
        ("cut -f1 /absent", ["cut: /absent: No such file or directory"]),
    ],
)
def test_arrays_and_filters(script: str, lines: list[str]) -> None:
    assert output(f"N=3; {script}") == lines


@given(st.text("abc \n", max_size=40))
def test_what_is_encoded_comes_back(text: str) -> None:
    argv = ["sh", "-c", "base64 | base64 -d"]
    done = execute(SHELL, run_of("true"), argv, START + SECOND, stdin=f"{text}\n")
    assert done.stdout == f"{text}\n"


def test_the_first_process_belongs_to_whom_the_container_runs_as() -> None:
    """kubernetes.io, Configure a Security Context: ``1 1000 sleep 1h``."""
    run = run_of("sleep 1h")._replace(user=1000)
    shown = execute(SHELL, run, ["ps"], START + SECOND).stdout.splitlines()
    assert shown[1].split() == ["1", "1000", "0:00", "sleep", "1h"]


@pytest.mark.parametrize("text", ["hello", "one\\ntwo", "one\\ntwo\\n", ""])
def test_what_a_command_writes_is_shown_to_the_letter(text: str) -> None:
    done = execute(SHELL, run_of("true"), ["printf", text], START + SECOND)
    assert done.stdout == text.replace("\\n", "\n")
