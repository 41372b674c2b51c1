"""What the arguments of each verb are, for completion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """How the arguments of a verb go.

    objects: a kind, then names (or KIND/NAME). resources: the kinds that make sense, all with
    None. names_of: bare names of this one kind instead. fixed: words that may come first.
    several: more than one name. images: CONTAINER=IMAGE after the object.
    """

    objects: bool = False
    resources: tuple[str, ...] | None = None
    names_of: str = ""
    fixed: tuple[str, ...] = ()
    several: bool = False
    images: bool = False


_ROLLED: Final = ("deployments.apps",)
_SCALED: Final = ("deployments.apps", "replicasets.apps")
_ANY: Final = Kind(objects=True, several=True)
_ROLLOUT: Final = Kind(objects=True, resources=_ROLLED, several=True)

KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(("annotate", "delete", "describe", "get", "label", "patch", "wait"), _ANY),
    "autoscale": Kind(objects=True, resources=_SCALED),
    "cordon": Kind(names_of="nodes", several=True),
    "drain": Kind(names_of="nodes", several=True),
    "edit": _ANY,
    "exec": Kind(names_of="pods"),
    "explain": Kind(objects=True, several=False),
    "expose": Kind(objects=True, resources=("pods", "services", *_SCALED)),
    "logs": Kind(names_of="pods"),
    **dict.fromkeys(
        [f"rollout {verb}" for verb in ("history", "pause", "restart", "resume", "status", "undo")],
        _ROLLOUT,
    ),
    "scale": Kind(objects=True, resources=_SCALED, several=True),
    "set image": Kind(objects=True, resources=("pods", *_SCALED), images=True),
    "taint": Kind(objects=True, resources=("nodes",), several=True),
    "top node": Kind(names_of="nodes", several=True),
    "top pod": Kind(names_of="pods", several=True),
    "uncordon": Kind(names_of="nodes", several=True),
    "config set-context": Kind(fixed=("--current",)),
}
