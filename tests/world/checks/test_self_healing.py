"""The lesson lived: every step ticks when its turn has come, and hints follow what is going on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from cluster_sim.world.assembly import system
from cluster_sim.world.checks.task import Task, compile_task
from cluster_sim.world.checks.view import View
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start
from course.lessons.loading.files import CONTENT

LESSON = yaml.safe_load((CONTENT / "lessons/self-healing/lesson.yaml").read_text("utf-8"))
STEPS = {step["id"]: step for step in LESSON["steps"] if "check" in step}
TASKS: dict[str, Task] = {name: compile_task(step) for name, step in STEPS.items()}
MINUTE = 60 * SECOND


class Student:
    """Somebody who works through the lesson, and the lab that ticks their steps."""

    def __init__(self, seed: int) -> None:
        self.world: World = start(system(), scenario(LESSON["scenario"]), seed)
        self.ticked: list[str] = []
        self.look()

    def look(self) -> None:
        view = View(self.world)
        for name, task in TASKS.items():
            if name not in self.ticked and task.done(view):
                self.ticked.append(name)

    def types(self, text: str) -> None:
        self.world.command("shell", {"terminal": "t1", "text": text}, "student")

    def does(self, kind: str, **args: str) -> None:
        self.world.command(kind, args, "student")
        self.look()

    def waits(self, most: int, until: Callable[[], bool] = lambda: False) -> int:
        """Look every second of the lab until the condition holds; the µs that it took."""
        begun = self.world.now
        while self.world.now < begun + most and not until():
            self.world.run_until(self.world.now + SECOND)
            self.look()
        return self.world.now - begun

    def waits_for(self, step: str, most: int) -> int:
        took = self.waits(most, lambda: step in self.ticked)
        assert step in self.ticked, f"{step} is not done after {most // SECOND} s"
        return took

    def hint(self, step: str) -> str:
        return STEPS[step]["hints"][TASKS[step].hint(View(self.world))]["en"]


@pytest.mark.parametrize("seed", [LESSON["seed"], 1, 2026])
def test_a_student_who_follows_the_lesson_sees_every_step_tick_in_its_turn(seed: int) -> None:
    student = Student(seed)
    assert student.ticked == []
    assert "Click into the terminal" in student.hint("deploy")

    student.types("kubectl create deployment web --image=nginx:1.27 --replicas=6")
    student.waits(2 * SECOND)
    assert "pulls the image first" in student.hint("deploy")
    assert "finds its pods by their label" in student.hint("expose")
    student.waits_for("deploy", 2 * MINUTE)

    student.types("kubectl expose deployment web --port=80")
    student.waits_for("expose", 5 * SECOND)
    assert "frame in the middle" in student.hint("power-off")

    student.does("power-off", host="baie-2")
    assert student.ticked == ["deploy", "expose", "power-off"]
    assert "Nothing moves" in student.hint("notice")
    assert "grace period" in student.hint("healed")
    assert 35 * SECOND < student.waits_for("notice", MINUTE) <= 55 * SECOND
    assert "countdown" in student.hint("healed")
    assert student.ticked == ["deploy", "expose", "power-off", "notice"]

    assert 295 * SECOND < student.waits_for("healed", 6 * MINUTE) < 320 * SECOND
    assert "back" not in student.ticked
    assert "still has no power" in student.hint("back")

    student.does("power-on", host="baie-2")
    assert "is booting" in student.hint("back")
    student.waits_for("back", MINUTE)
    assert student.ticked == list(TASKS)


def test_a_student_who_goes_astray_is_told_what_is_wrong() -> None:
    student = Student(LESSON["seed"])
    assert "nothing to expose yet" in student.hint("expose")
    student.types("kubectl create deployment site --image=nginx:1.27")
    student.waits(5 * SECOND)
    assert "none is called `web`" in student.hint("deploy")
    student.types("kubectl create deployment web --image=nginx:1.72 --replicas=6")
    student.waits(20 * SECOND)
    assert "image cannot be found" in student.hint("deploy")
    student.types("kubectl set image deployment/web nginx=nginx:1.27")
    student.types("kubectl scale deployment web --replicas=2")
    student.waits(MINUTE)
    assert "not with six replicas" in student.hint("deploy")
    student.types("kubectl expose deploy site --name=web --port=80")
    student.waits(5 * SECOND)
    assert "does not say `app=web`" in student.hint("expose")
    student.does("vm-stop", vm="noeud-2")
    assert "stopped the virtual machine alone" in student.hint("power-off")
    student.does("power-off", host="baie-1")
    assert "another host" in student.hint("power-off")
    assert "`baie-2` has power" in student.hint("notice")
    assert "nobody has a reason to move" in student.hint("healed")
    assert student.ticked == []


def test_a_host_that_is_soon_back_teaches_that_nobody_moved() -> None:
    student = Student(LESSON["seed"])
    student.types("kubectl create deployment web --image=nginx:1.27 --replicas=6")
    student.waits_for("deploy", 2 * MINUTE)
    student.does("power-off", host="baie-2")
    student.waits_for("notice", MINUTE)
    student.does("power-on", host="baie-2")
    student.waits_for("back", 2 * MINUTE)
    assert "healed" not in student.ticked
    assert "nobody has a reason to move" in student.hint("healed")
