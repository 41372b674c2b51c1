"""Numbers that a program takes from its arguments or its environment."""

from __future__ import annotations

from cluster_sim.world.containers.programs.program import Run


def number(run: Run, place: int, name: str, default: int, least: int, most: int) -> int:
    """Argument ``place`` (the command itself is 0) or variable ``name``, kept within bounds."""
    given = run.argv[place] if len(run.argv) > place else run.env.get(name, "")
    try:
        value = int(given)
    except ValueError:
        value = default
    return min(max(value, least), most)


def option(run: Run, *names: str) -> str | None:
    """The value of ``--name value`` or ``--name=value``; None when it is not given."""
    for place, text in enumerate(run.argv):
        head, equals, value = text.partition("=")
        if head in names:
            if equals:
                return value
            return run.argv[place + 1] if place + 1 < len(run.argv) else None
    return None
