"""Terminals, files and completion as the page uses them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kernel.world import CommandRefused
from cluster_sim.world.shell import completion, files, terminal
from tests.world.shell.student import Student

PROMPT = "\x1b[32metudiante@grappe\x1b[0m:~$ "


def test_the_first_terminal_shows_its_prompt_before_anything():
    assert terminal.screens(Student().world) == {"t1": PROMPT}


@given(st.lists(st.sampled_from(["echo a", "echo -n b", "(", "clear", "sleep 9", "^C", "cat <<E"])))
def test_what_is_shown_is_what_was_shown_and_what_is_new(lines):
    students = [Student(name="t1"), Student(name="other")]
    for student in students:
        for line in lines:
            before, revision = terminal.screens(student.world), student.world.revision
            if line == "^C":
                student.interrupt()
            else:
                student.type(line)
            student.world.run_until(student.world.now + 20_000)
            shown = dict(before)
            for name, text in terminal.output_of(student.world.history.since(revision)):
                shown[name] = shown.get(name, "") + text
            assert shown == terminal.screens(student.world)
            assert terminal.screens(student.world.fork()) == shown


def test_a_line_without_an_end_leaves_the_prompt_on_a_line_of_its_own():
    student = Student()
    student.run("echo -n abc")
    assert student.screen.endswith("abc\netudiante@grappe:~$ ")


def test_files_are_written_by_the_page_and_by_programs():
    student = Student()
    student.world.command("write", {"path": "a.yaml", "text": "kind: é\n"}, "student")
    assert student.run("cat a.yaml > b.yaml; ls; ls | cat") == "a.yaml  b.yaml\na.yaml\nb.yaml\n"
    assert files.listing(student.world) == [["a.yaml", 9], ["b.yaml", 9]]
    assert files.read(student.world, "b.yaml") == "kind: é\n"


@pytest.mark.parametrize(
    ("kind", "args"),
    [
        ("write", {"path": "", "text": ""}),
        ("write", {"path": "../x", "text": ""}),
        ("write", {"path": "x/y", "text": ""}),
        ("write", {"path": "a\x00", "text": ""}),
        ("write", {"path": "a" * 400, "text": ""}),
        ("write", {"path": "big", "text": "a" * 300_000}),
        ("write", {"path": "a", "text": 5}),
        ("shell", {"terminal": "t1"}),
        ("shell", {"terminal": "T 1", "text": "ls"}),
        ("shell", {"terminal": "t1", "text": "x" * 300_000}),
        ("interrupt", {}),
        ("kube", {"verb": "delete"}),
        ("kube", {"verb": "explode", "resource": "pods", "name": "x"}),
        ("kube", {"verb": "scale", "resource": "deployments", "name": "x", "replicas": "many"}),
    ],
)
def test_commands_that_make_no_sense_are_refused(kind, args):
    student = Student()
    with pytest.raises(CommandRefused):
        student.world.command(kind, args, "student")
    assert files.listing(student.world) == []


def test_the_disk_has_an_end():
    student = Student()
    for number in range(9):
        student.run(f"seq 30000 > f{number}")
    student.run("for i in {1..300}; do echo > g$i; done")
    assert "Disk quota exceeded" in student.screen
    assert sum(size for _, size in files.listing(student.world)) <= 2048 * 1024
    assert student.run("rm f*; echo ok > again; cat again") == "ok\n"


def test_buttons_type_the_line_they_stand_for():
    student = Student()
    args = {"verb": "scale", "resource": "deployments", "name": "web", "replicas": 3}
    student.world.command("kube", args, "student")
    assert "kubectl scale deployments web --replicas=3\n" in student.screen
    student.wait()
    student.type("sleep 60")
    student.world.command("kube", {"verb": "cordon", "name": "noeud-1"}, "student")
    assert "cordon" not in student.screen
    assert "kubectl cordon noeud-1" in terminal.screens(student.world)["page"]


def complete(student, text):
    start, items = completion.complete(student.world, "t1", text, len(text))
    return text[:start], items


def test_tab_knows_commands_files_and_folders():
    student = Student()
    student.run("mkdir -p dossier/sous; touch dossier/f.yaml 'a b.txt' deux.txt; alias dep=ls")
    assert complete(student, "his") == ("", ["history"])
    assert complete(student, "echo a | gre") == ("echo a | ", ["grep"])
    assert complete(student, "cat d") == ("cat ", ["deux.txt", "dossier/"])
    assert complete(student, "cat dossier/") == ("cat ", ["dossier/f.yaml", "dossier/sous/"])
    assert complete(student, "cat a") == ("cat ", ["a\\ b.txt"])
    assert complete(student, "echo x > deu") == ("echo x > ", ["deux.txt"])
    assert complete(student, "de") == ("", ["dep"])
    assert complete(student, "kubectl apply -f dos") == ("kubectl apply -f ", ["dossier/"])
    assert "pods" in complete(student, "watch -n 2 k get po")[1]


@given(st.text(max_size=30), st.integers(-5, 40))
def test_tab_never_fails(text, cursor):
    start, items = completion.complete(Student().world, "t1", text, cursor)
    assert 0 <= start <= len(text)
    assert items == sorted(items)
