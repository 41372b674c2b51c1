"""Scripts in a lab without a browser."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parent.parent
SCRIPT = """\
# A comment, and an empty line:

echo a; ls nowhere
cat <<FIN | wc -l
one
two
FIN
%wait 90s
date +%T
watch -n 1 date
kubectl get nodes -o name | head -1
"""


def run(script, tmp_path, *options):
    path = tmp_path / "script"
    path.write_text(script, encoding="utf-8")
    call_command("labsh", "three-nodes", "--seed", "7", *options, str(path))


def test_a_script_prints_what_the_terminal_would(tmp_path, capsys):
    run(SCRIPT, tmp_path)
    printed = capsys.readouterr().out
    assert printed.startswith(
        "$ echo a; ls nowhere\na\nls: cannot access 'nowhere': No such file or directory\n"
        "$ cat <<FIN | wc -l\n> one\n> two\n> FIN\n2\n$ %wait 90s\n$ date +%T\n08:01:30\n"
    )
    assert printed.endswith("^C\n$ kubectl get nodes -o name | head -1\nnode/noeud-1\n")


def test_json_tells_outputs_status_and_times(tmp_path, capsys):
    run(SCRIPT, tmp_path, "--json")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    first, document, date, watch, _ = rows
    assert first["stdout"] == "a\n" and "nowhere" in first["stderr"] and first["status"] == 2
    assert document["line"] == "cat <<FIN | wc -l\none\ntwo\nFIN"
    assert date["start"] == pytest.approx(90, abs=0.1)
    assert (watch["status"], round(watch["end"] - watch["start"])) == (130, 10)


def test_what_follows_ends_after_the_timeout(tmp_path, capsys):
    run("%timeout 3s\nkubectl get nodes -w\nsleep 30\n", tmp_path, "--json")
    follower, sleeper = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert follower["end"] - follower["start"] == pytest.approx(3)
    assert "noeud-3" in follower["stdout"]
    assert (sleeper["status"], sleeper["end"] - sleeper["start"]) == (0, pytest.approx(30))


def test_directives_switch_machines_and_wait_for_what_happens(tmp_path, capsys):
    script = (
        "%power-off baie-2\n"
        '%until nodes.exists(n, n.status.conditions.exists(c, c.type == "Ready"'
        ' && c.status == "Unknown"))\n'
        "kubectl get nodes\n%power-on baie-2\n%vm-stop noeud-1\n%vm-start noeud-1\n"
    )
    run(script, tmp_path)
    assert "noeud-2   NotReady" in capsys.readouterr().out


@pytest.mark.parametrize(
    "script",
    [
        "%wait soon\n", "%until pods.size( > 3\n", "%until time < 0\n", "%power-off nowhere\n",
        "%explode\n", "%history /nowhere/at/all\n", "%power-on baie-1\n",
    ],
)  # fmt: skip
def test_directives_that_fail_say_so_and_end_the_script(script, tmp_path, capsys):
    with pytest.raises(CommandError) as failure:
        run(script + "echo never\n", tmp_path)
    assert script.split()[0] in str(failure.value)
    assert "never" not in capsys.readouterr().out


def test_an_unknown_scenario_is_told_with_those_there_are():
    with pytest.raises(CommandError, match="three-nodes"):
        call_command("labsh", "nowhere")


def test_two_processes_with_different_hash_seeds_live_the_same_history(tmp_path):
    script = (
        "kubectl create deployment web --image=nginx:1.27 --replicas=4\n"
        "kubectl expose deployment web --port=80\nkubectl rollout status deployment/web\n"
        "%power-off baie-2\n%wait 6m\necho $RANDOM $(curl -s web | wc -c)\nkubectl get pods\n"
    )
    histories = []
    for seed in ("1", "4242"):
        history = tmp_path / f"history-{seed}"
        subprocess.run(
            [sys.executable, "manage.py", "labsh", "three-nodes", "--seed", "7", "-"],
            input=f"{script}%history {history}\n".encode(),
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        histories.append(history.read_bytes())
    assert histories[0] == histories[1]
    assert histories[0].count(b"\n") > 200
