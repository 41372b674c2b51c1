"""What a check of Pod Security is, and what checks have in common.

k8s.io/pod-security-admission/policy (checks.go, helpers.go, visitor.go)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

BASELINE: Final = "baseline"
RESTRICTED: Final = "restricted"
_KINDS: Final = ("initContainers", "containers", "ephemeralContainers")

Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong: ``reason`` in short, ``detail`` says where and what to do."""

    reason: str
    detail: str

    def __str__(self) -> str:
        return f"{self.reason} ({self.detail})" if self.detail else self.reason


# From a pod's metadata and spec; None when all is well.
Judge = Callable[[Part, Part], Violation | None]


@dataclass(frozen=True, slots=True)
class Version:
    """How a check judges from the minor version ``since`` on, and which checks it replaces."""

    since: int
    judge: Judge
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its versions in rising order."""

    id: str
    level: str
    versions: tuple[Version, ...]

    def at(self, minor: int) -> Version | None:
        """The version in force at a minor version of Kubernetes."""
        fitting = [version for version in self.versions if version.since <= minor]
        return fitting[-1] if fitting else None


def containers(spec: Part) -> Iterator[Part]:
    """The containers of a pod, in the order in which the checks tell them."""
    for kind in _KINDS:
        yield from spec.get(kind) or ()


def context(part: Part) -> Part:
    """The security context of a pod's spec or of a container."""
    found: Part = part.get("securityContext") or {}
    return found


def quoted(names: Iterable[str]) -> str:
    """``"a", "b"``."""
    return ", ".join(f'"{name}"' for name in names)


def named(kind: str, names: list[str]) -> str:
    """``container "a"``, ``containers "a", "b"``."""
    return f"{plural(kind, len(names))} {quoted(names)}"


def plural(word: str, count: int) -> str:
    """The word for so many."""
    return word if count == 1 else f"{word}s"


def setters(pod: bool, names: list[str]) -> str:
    """Who set something: ``pod and containers "a", "b"``."""
    parts = ["pod"] if pod else []
    return " and ".join([*parts, named("container", names)] if names else parts)


def is_windows(spec: Part) -> bool:
    """Whether the pod says that it runs on Windows."""
    return bool((spec.get("os") or {}).get("name") == "windows")


def relaxed(judge: Judge) -> Judge:
    """The same, except for pods with a user namespace of their own (``hostUsers: false``)."""

    def judged(meta: Part, spec: Part) -> Violation | None:
        return None if spec.get("hostUsers") is False else judge(meta, spec)

    return judged


def linux_only(judge: Judge) -> Judge:
    """The same, except for pods that run on Windows."""

    def judged(meta: Part, spec: Part) -> Violation | None:
        return None if is_windows(spec) else judge(meta, spec)

    return judged
