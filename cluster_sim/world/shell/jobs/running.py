"""Programs at work: a turn of one, and what it sees of the world (``process``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.client import Client
from cluster_sim.world.shell import files, notices, paths, programs
from cluster_sim.world.shell.jobs import streams
from cluster_sim.world.shell.jobs.session import (
    ACTOR,
    NULL,
    SCREEN,
    Place,
    Places,
    Session,
    Stopped,
    Task,
    new_shell,
)
from cluster_sim.world.shell.limits import MOST_OUTPUT, PIPE_TIME
from cluster_sim.world.shell.process import (
    BROKEN_PIPE,
    TIMED_OUT,
    Child,
    Exit,
    Outcome,
    Run,
    TooMuchOutput,
    TooMuchWork,
    Wait,
)

_CRASHED = 70


def new_program(parent: int, shell: Task, argv: list[str], env: dict[str, str], at: Places) -> Task:
    """The task of a program that is about to start."""
    return {
        "kind": "program",
        "parent": parent,
        "argv": tuple(argv),
        "env": env,
        "cwd": shell["cwd"],
        "shell": {name: shell[name] for name in ("vars", "exported", "aliases", "before")},
        "places": at,
        "ends": ends_of(at),
        "state": {},
        "started": False,
        "child": None,
        "token": 0,
        "resources": (),
        "reads": None,
        "children": {},
    }


def ends_of(places: Places) -> tuple[tuple[str, int], ...]:
    """The ends of pipes that somebody with these places holds."""
    kinds = ("readers", "writers", "writers")
    return tuple(
        (kind, place[1]) for kind, place in zip(kinds, places, strict=True) if place[0] == "pipe"
    )


class RunningProcess:
    """One turn of a program; what it writes leaves when the turn is over."""

    def __init__(self, session: Session, task: Task, child: Child | None) -> None:
        self.session = session
        self.world: World = session.world
        self.argv: Sequence[str] = task["argv"]
        self.env: Mapping[str, str] = task["env"]
        self.state: dict[str, Any] = dict(task["state"])
        self.cwd: str = task["cwd"]
        self.child = child
        self.places: Places = task["places"]
        self.written: list[tuple[Place, list[str]]] = []
        self.room = MOST_OUTPUT

    @property
    def client(self) -> Client:
        """A client of the API server that acts as the student."""
        return Client(self.world, ACTOR, trusted=False)

    @property
    def is_terminal(self) -> bool:
        """Whether standard output is a terminal."""
        return self.places[1] == SCREEN[1]

    def write(self, text: str) -> None:
        """Print on standard output."""
        self._note(self.places[1], text)

    def complain(self, text: str) -> None:
        """Print on standard error."""
        self._note(self.places[2], text)

    def _note(self, place: Place, text: str) -> None:
        self.room -= len(text)
        if self.room < 0:
            raise TooMuchOutput
        if not self.written or self.written[-1][0] != place:
            self.written.append((place, []))
        self.written[-1][1].append(text)

    def read(self) -> str:
        """What has come on standard input since the last read."""
        return streams.take(self.session, self.places[0])

    @property
    def at_end(self) -> bool:
        """Whether standard input has ended and all of it has been read."""
        session, place = self.session, self.places[0]
        return streams.ended(session, place) and not (
            place[0] == "pipe" and session.pipes[place[1]]["text"]
        )

    def file(self, path: str) -> str | None:
        """The text of a file, None when there is none."""
        if path == paths.NULL:
            return ""
        try:
            return files.read(self.world, paths.resolve(self.cwd, path))
        except paths.Outside:
            return None

    def files(self, folder: str) -> list[str]:
        """The paths of the files in a folder and below, beginning as the folder was given."""
        try:
            inside = paths.resolve(self.cwd, folder)
        except paths.Outside:
            return []
        start = f"{inside}/" if inside else ""
        names = (path for path, _ in files.listing(self.world) if path.startswith(start))
        return [f"{folder.rstrip('/')}/{name.removeprefix(start)}" for name in names]

    def save(self, path: str, text: str) -> None:
        """Write a file; ValueError with the system's words when that cannot be."""
        try:
            streams.write_file(self.session, paths.resolve(self.cwd, path), text)
        except paths.Outside:
            raise files.FileFault("Permission denied") from None

    def flush(self) -> int | None:
        """Let out what was written; the status to end with when that could not be."""
        status = None
        for place, texts in self.written:
            fault = streams.put(self.session, place, "".join(texts))
            if fault == "Broken pipe":
                return BROKEN_PIPE
            if fault:
                streams.put(self.session, self.places[2], f"{self.argv[0]}: write error: {fault}\n")
                status = 1
        return status


def turn(session: Session, number: int) -> None:
    """Let a program do its next bit."""
    task = session.tasks[number]
    child = _child(session, number)
    session.awake(number)
    process = RunningProcess(session, task, child)
    outcome = _outcome(process, task)
    task.update(state=process.state, started=True, child=None)
    failed = process.flush()
    if failed is not None:
        _end(session, number, failed)
    elif isinstance(outcome, Exit):
        _end(session, number, outcome.status)
    elif isinstance(outcome, Run):
        _run(session, number, outcome)
    else:
        _wait(session, number, outcome)


def _outcome(process: RunningProcess, task: Task) -> Outcome:
    program = programs.PROGRAMS[task["argv"][0]]
    try:
        outcome: Outcome = (program.wake if task["started"] else program.start)(process)
        return outcome
    except files.FileFault as fault:
        process.complain(f"{task['argv'][0]}: {fault}\n")
        return Exit(1)
    except TooMuchOutput:
        raise Stopped(notices.OUTPUT) from None
    except TooMuchWork:
        raise Stopped(notices.WORK) from None
    except Stopped:
        raise
    except Exception as problem:
        # A fault of a program is this program's end, not the lab's.
        name = task["argv"][0]
        process.complain(f"{name}: {type(problem).__name__}: {problem} (fault in Grappe)\n")
        return Exit(_CRASHED)


def _child(session: Session, number: int) -> Child | None:
    """How the command that the program ran came out; one still running has had its time."""
    task = session.tasks[number]
    if task["child"] is None:
        return None
    (child, status), pipe = next(iter(task["children"].items())), task["child"]["pipe"]
    if status is None:
        session.kill(child)
        status = TIMED_OUT
    task["children"] = {}
    return Child(status, session.pipes.pop(pipe)["text"] if pipe is not None else "")


def _run(session: Session, number: int, wanted: Run) -> None:
    task = session.tasks[number]
    stdin, out, err = task["places"]
    pipe = session.capture() if wanted.capture else None
    if pipe is not None:
        stdin, out, err = NULL, ("pipe", pipe), ("pipe", pipe)
    places = (stdin, out, err)
    shell = new_shell(number, ends_of(places), {**task["shell"], "cwd": task["cwd"], "status": 0})
    shell["vars"] = {**shell["vars"], **task["env"]}
    shell["stack"] = (("source", places, wanted.line),)
    child = session.add(shell)
    task["child"] = {"pipe": pipe}
    session.ready.append(child)
    if wanted.limit is not None:
        session.wake_after(number, wanted.limit)


def _wait(session: Session, number: int, wanted: Wait) -> None:
    task = session.tasks[number]
    task["token"] = session.number()
    task["resources"] = wanted.resources
    if wanted.delay is not None:
        session.wake_after(number, wanted.delay)
    if wanted.input:
        if streams.has_input(session, task["places"][0]):
            session.wake_after(number, PIPE_TIME)
        else:
            task["reads"] = task["places"][0]


def _end(session: Session, number: int, status: int) -> None:
    for child in [n for n, task in session.tasks.items() if task["parent"] == number]:
        session.kill(child)
    session.end(number, status & 255)
