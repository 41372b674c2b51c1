"""What kubectl says of itself."""

from __future__ import annotations

from difflib import SequenceMatcher
from types import ModuleType

from cluster_sim.world.shell.kubectl.verbs import VERBS

_NEAR = 0.6


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
    """``Did you mean this?`` with the verbs that look like ``name``, or nothing."""
    near = [
        verb
        for verb in sorted(VERBS.members)
        if SequenceMatcher(None, name, verb).ratio() >= _NEAR or verb.startswith(name)
    ]
    if not near:
        return ""
    return "\n\nDid you mean this?\n" + "".join(f"\t{verb}\n" for verb in near)
