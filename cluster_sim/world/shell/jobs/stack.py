"""The stack of a shell task, a tuple that is replaced and never changed."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell.jobs.session import Task

Frame = tuple[Any, ...]


def push(task: Task, frame: Frame) -> None:
    """Work on this first."""
    task["stack"] = (*task["stack"], frame)


def pop(task: Task) -> None:
    """Done with the top frame."""
    task["stack"] = task["stack"][:-1]


def swap(task: Task, frame: Frame) -> None:
    """Put this in the place of the top frame."""
    task["stack"] = (*task["stack"][:-1], frame)


def unwind(task: Task, levels: int, again: bool) -> None:
    """Leave ``levels`` loops, or go on with the next round of the last of them."""
    stack = task["stack"]
    loops = [index for index, frame in enumerate(stack) if frame[0] in ("for", "while")]
    if not loops:
        return
    target = loops[max(0, len(loops) - levels)]
    task["stack"] = stack[: target + 1] if again else stack[:target]
