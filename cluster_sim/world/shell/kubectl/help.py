"""What kubectl says of itself."""

from __future__ import annotations

from types import ModuleType

from cluster_sim.world.shell.kubectl.verbs import VERBS

_NEAR = 2


def root_help(path: str) -> str:
    """The verbs there are under ``path``."""
    level = VERBS
    for word in path.split()[1:]:
        level = level.get(word)  # type: ignore[assignment]
    names = "".join(f"  {name}\n" for name in sorted(level.members))
    return f"Available Commands:\n{names}\nUsage:\n  {path} [command]\n"


def help_text(path: str, verb: ModuleType) -> str:
    """What a verb does and the flags it knows."""
    flags = "".join(f"    {each.shown}\n" for each in verb.FLAGS)
    first = (verb.__doc__ or "").strip().splitlines()[0]
    return f"{first}\n\nOptions:\n{flags}\nUsage:\n  {path} [flags] [options]\n"


def suggestion(name: str) -> str:
    """``Did you mean this?`` with the verbs that look like ``name``, or nothing (spf13/cobra)."""
    typed = name.lower()
    near = [
        verb
        for verb in sorted(VERBS.members)
        if verb.startswith(typed) or _distance(typed, verb) <= _NEAR
    ]
    if not near:
        return ""
    return "\n\nDid you mean this?\n" + "".join(f"\t{verb}\n" for verb in near)


def _distance(left: str, right: str) -> int:
    """How many letters to add, drop or change (Levenshtein); a far one is not worked out."""
    if abs(len(left) - len(right)) > _NEAR:
        return _NEAR + 1
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, 1):
        last, row[0] = row[0], i
        for j, other in enumerate(right, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (char != other))
    return row[-1]
