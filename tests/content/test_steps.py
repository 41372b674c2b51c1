"""The checks and hints of the lesson, tried on the states that a student goes through."""

from typing import Any

import pytest
import yaml

from cluster_sim.world.cel.expression import ExpressionError, compile_expression
from cluster_sim.world.checks.task import Task, compile_task
from cluster_sim.world.checks.view import VARIABLES
from course.lessons.loading.files import CONTENT

STEPS = yaml.safe_load((CONTENT / "lessons/self-healing/lesson.yaml").read_text("utf-8"))["steps"]
TASKS = {step["id"]: compile_task(step) for step in STEPS if "check" in step}
State = dict[str, Any]


class Seen:
    """A state as tasks look at it."""

    def __init__(self, state: State) -> None:
        self.state = {name: [] for name in VARIABLES} | {"time": 0} | state

    def holds(self, expression: Any) -> bool:
        return expression.holds({name: self.state[name] for name in expression.names})


def done(state: State) -> list[str]:
    return [name for name, task in TASKS.items() if task.done(Seen(state))]


def hint(step: str, state: State) -> str:
    task: Task = TASKS[step]
    [data] = [each for each in STEPS if each["id"] == step]
    return data["hints"][task.hint(Seen(state))]["en"]


def host(name: str, power: str = "On") -> State:
    return {"kind": "Host", "metadata": {"name": name}, "spec": {}, "status": {"power": power}}


def vm(number: int, phase: str = "Running") -> State:
    spec = {"host": f"baie-{number}"}
    return {"metadata": {"name": f"noeud-{number}"}, "spec": spec, "status": {"phase": phase}}


def node(number: int, ready: str = "True") -> State:
    conditions = [{"type": "Ready", "status": ready}]
    return {"metadata": {"name": f"noeud-{number}"}, "status": {"conditions": conditions}}


def pod(number: int, deleted: bool = False, ready: bool = True) -> State:
    metadata: State = {"name": "web-x", "labels": {"app": "web"}}
    if deleted:
        metadata["deletionTimestamp"] = "2026-01-05T08:10:00Z"
    conditions = [{"type": "Ready", "status": "True" if ready else "False"}]
    return {
        "metadata": metadata,
        "spec": {"nodeName": f"noeud-{number}"},
        "status": {"conditions": conditions},
    }


def web(replicas: int = 6, ready: int = 6) -> State:
    status = {"readyReplicas": ready} if ready else {}
    return {"metadata": {"name": "web"}, "spec": {"replicas": replicas}, "status": status}


SERVICE = {"metadata": {"name": "web"}, "spec": {"selector": {"app": "web"}}}
HOSTS = [host("baie-1"), host("baie-2"), host("baie-3")]
START: State = {
    "hosts": HOSTS,
    "vms": [vm(1), vm(2), vm(3)],
    "nodes": [node(1), node(2), node(3)],
}
DEPLOYED = START | {"deployments": [web()], "pods": [pod(n) for n in (1, 1, 2, 2, 3, 3)]}
EXPOSED = DEPLOYED | {"services": [SERVICE]}
CUT = EXPOSED | {
    "hosts": [host("baie-1"), host("baie-2", "Off"), host("baie-3")],
    "vms": [vm(1), vm(2, "Stopped"), vm(3)],
}
NOTICED = CUT | {
    "nodes": [node(1), node(2, "Unknown"), node(3)],
    "events": [{"reason": "NodeNotReady", "involvedObject": {"name": "noeud-2"}}],
}
GONE = [pod(2, deleted=True), pod(2, deleted=True)]
EVICTED = NOTICED | {"pods": [pod(n) for n in (1, 1, 3, 3)] + GONE + [pod(1, ready=False)]}
HEALED = NOTICED | {"pods": [pod(n) for n in (1, 1, 1, 3, 3, 3)] + GONE}
BACK = HEALED | {key: START[key] for key in ("hosts", "vms", "nodes")}
BACK = BACK | {"pods": [pod(n) for n in (1, 1, 1, 3, 3, 3)]}


def test_each_step_is_done_when_its_state_is_reached_and_not_before() -> None:
    assert done(START) == []
    assert done(DEPLOYED) == ["deploy"]
    assert done(EXPOSED) == ["deploy", "expose"]
    assert done(CUT) == ["deploy", "expose", "power-off"]
    assert done(NOTICED) == ["deploy", "expose", "power-off", "notice"]
    assert done(EVICTED) == ["deploy", "expose", "power-off", "notice"]
    assert done(HEALED) == ["deploy", "expose", "power-off", "notice", "healed"]
    assert done(BACK) == ["deploy", "expose", "back"]


@pytest.mark.parametrize(
    ("step", "state", "said"),
    [
        ("deploy", START, "Click into the terminal"),
        ("deploy", START | {"deployments": [web(3, 3)]}, "not with six replicas"),
        ("deploy", START | {"deployments": [web(6, 0)]}, "pulls the image first"),
        ("expose", START, "nothing to expose yet"),
        ("expose", DEPLOYED, "finds its pods by their label"),
        ("power-off", EXPOSED, "in the middle"),
        ("power-off", EXPOSED | {"vms": [vm(2, "Stopped")]}, "virtual machine alone"),
        ("power-off", EXPOSED | {"hosts": [host("baie-1", "Off")]}, "another host"),
        ("notice", CUT, "40 to 55"),
        ("notice", EXPOSED, "has power"),
        ("healed", CUT, "grace period"),
        ("healed", NOTICED, "countdown"),
        ("healed", EVICTED, "eviction has happened"),
        ("healed", BACK, "Cut the power"),
        ("back", HEALED, "still has no power"),
        ("back", HEALED | {"hosts": HOSTS}, "start it"),
        ("back", HEALED | {"hosts": HOSTS, "vms": [vm(2, "Booting")]}, "is booting"),
    ],
)
def test_the_hint_fits_the_state(step: str, state: State, said: str) -> None:
    assert said in hint(step, state)


def test_the_last_hint_of_a_step_always_fits() -> None:
    for step in STEPS:
        if "hints" in step:
            assert ["when" in each for each in step["hints"]][-1] is False
            assert all("when" in each for each in step["hints"][:-1])


def test_a_name_that_does_not_exist_is_an_authors_error() -> None:
    with pytest.raises(ExpressionError):
        compile_expression("podz.size() > 0", VARIABLES)
