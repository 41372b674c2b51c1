"""Where output goes and where input comes from: terminal, pipes, files, nothing."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell import files, notices
from cluster_sim.world.shell.escapes import CLEAR
from cluster_sim.world.shell.jobs.session import ACTOR, NULL, SCREEN, Place, Session, Stopped
from cluster_sim.world.shell.limits import MOST_OUTPUT, MOST_WRITTEN


def put(session: Session, place: Place, text: str) -> str | None:
    """Write somewhere; what is wrong in the system's words, None when it went well.

    Stopped when the line has written more than it may.
    """
    if not text or place == NULL:
        return None
    if place == SCREEN[1] and text.startswith(CLEAR):
        # What wipes the screen first takes the place of what was there.
        session.data["written"] = 0
    if place[0] != "pipe" or not session.pipes[place[1]]["captured"]:
        session.data["written"] += len(text)
    if session.data["written"] > MOST_OUTPUT:
        raise Stopped(notices.OUTPUT)
    match place[0]:
        case "terminal":
            session.show(place[1], text)
        case "file":
            return _append(session, place[1], text)
        case _:
            return _fill(session, place[1], text)
    return None


def _append(session: Session, path: str, text: str) -> str | None:
    try:
        write_file(session, path, (files.read(session.world, path) or "") + text)
    except files.FileFault as fault:
        return str(fault)
    return None


def write_file(session: Session, path: str, text: str) -> None:
    """Write a file; FileFault when that cannot be, Stopped when the line has written a lot."""
    session.data["disk"] += len(text)
    if session.data["disk"] > MOST_WRITTEN:
        raise Stopped(notices.FILES)
    files.write(session.world, path, text, ACTOR)


def _fill(session: Session, number: int, text: str) -> str | None:
    pipe = session.pipes[number]
    if not pipe["readers"]:
        return "Broken pipe"
    pipe["text"] += text
    if pipe["captured"] and len(pipe["text"]) > MOST_OUTPUT:
        raise Stopped(notices.OUTPUT)
    session.rouse(("pipe", number))
    return None


def take(session: Session, place: Place) -> str:
    """All that can be read there now."""
    holder = _holder(session, place)
    if holder is None:
        return ""
    text: str = holder["text"]
    holder["text"] = ""
    return text


def take_line(session: Session, place: Place) -> str | None:
    """One line, or what is left before the end; None when it has not come yet."""
    holder = _holder(session, place)
    if holder is None:
        return ""
    line, end, rest = holder["text"].partition("\n")
    if not end and not ended(session, place):
        return None
    holder["text"] = rest
    return str(line + end)


def ended(session: Session, place: Place) -> bool:
    """Whether nothing more will come there than what is there."""
    if place[0] == "pipe":
        return not session.pipes[place[1]]["writers"]
    return place[0] != "terminal" or session.data["typed_end"]


def has_input(session: Session, place: Place) -> bool:
    """Whether a reader need not wait."""
    holder = _holder(session, place)
    return ended(session, place) or bool(holder and holder["text"])


def _holder(session: Session, place: Place) -> dict[str, Any] | None:
    if place[0] == "pipe":
        return session.pipes[place[1]]
    if place[0] == "terminal":
        session.data["typed"] = typed = dict(session.data["typed"])
        return typed
    return None


def type_in(session: Session, text: str | None) -> bool:
    """Give a typed line, or with None the end, to who reads the terminal, if anybody does."""
    readers = [task for task in session.tasks.values() if task["reads"] == SCREEN[0]]
    if not readers:
        return False
    if text is None:
        session.data["typed_end"] = True
    else:
        session.data["typed"] = {"text": session.data["typed"]["text"] + text}
    session.rouse(SCREEN[0])
    return True
