"""Under which name a command writes: the field manager of each verb, as kubectl has them.

pkg/cmd/*/*.go (AddFieldManagerFlagVar); other verbs name none, and the server takes the program's
own name.
"""

from __future__ import annotations

from typing import Final

CLIENT_SIDE_APPLY: Final = "kubectl-client-side-apply"
SERVER_SIDE_APPLY: Final = "kubectl"
_NAMED: Final = (
    *("annotate", "autoscale", "create", "edit", "expose", "label", "patch", "replace", "run"),
    *("set", "taint"),
)
_ROLLOUTS: Final = ("pause", "restart", "resume")


def manager_of(path: str, asked: str = "") -> str:
    """The manager of a command (``kubectl rollout restart``); ``asked`` is ``--field-manager``."""
    words = path.split()[1:]
    if asked or not words:
        return asked
    if words[0] in ("apply", "diff"):
        return CLIENT_SIDE_APPLY
    if words[0] in _NAMED:
        return f"kubectl-{words[0]}"
    if words[0] == "rollout" and words[-1] in _ROLLOUTS:
        return "kubectl-rollout"
    return ""
