"""What a namespace asks of its pods, read from its labels (api/helpers.go)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid

PRIVILEGED: Final = "privileged"
_LEVELS: Final = (PRIVILEGED, "baseline", "restricted")
_PREFIX: Final = "pod-security.kubernetes.io/"
_VERSION: Final = re.compile(r"v1\.(0|[1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class LevelVersion:
    """``restricted:v1.36``; a ``minor`` of None is the latest version."""

    level: str = PRIVILEGED
    minor: int | None = None

    def __str__(self) -> str:
        return f"{self.level}:{'latest' if self.minor is None else f'v1.{self.minor}'}"

    @property
    def strictness(self) -> int:
        """0 for privileged, 2 for restricted."""
        return _LEVELS.index(self.level)


@dataclass(frozen=True, slots=True)
class Policy:
    """What is refused, what is noted, what is warned of."""

    enforce: LevelVersion = LevelVersion()
    audit: LevelVersion = LevelVersion()
    warn: LevelVersion = LevelVersion()


_NOTHING: Final = Policy()


def policy_of(labels: Mapping[str, str] | None) -> tuple[Policy, Faults]:
    """The policy, and the faults of the labels; a faulty level to enforce counts as restricted.

    Where no level is warned of, the one that is enforced is, for the sake of the controllers
    whose pods will be refused later.
    """
    labels = labels or {}
    if not any(key.startswith(_PREFIX) for key in labels):
        return _NOTHING, []
    faults: Faults = []
    enforce = _mode(labels, "enforce", "restricted", faults)
    audit = _mode(labels, "audit", PRIVILEGED, faults)
    warn = _mode(labels, "warn", PRIVILEGED, faults)
    known = labels.get(f"{_PREFIX}enforce") in _LEVELS
    if known and f"{_PREFIX}warn" not in labels and enforce.strictness > warn.strictness:
        minor = warn.minor if f"{_PREFIX}warn-version" in labels else enforce.minor
        warn = replace(enforce, minor=minor)
    return Policy(enforce, audit, warn), faults


def _mode(labels: Mapping[str, str], mode: str, fallback: str, faults: Faults) -> LevelVersion:
    key = f"{_PREFIX}{mode}"
    level, version = labels.get(key, PRIVILEGED), labels.get(f"{key}-version", "latest")
    if level not in _LEVELS:
        detail = f"must be one of {', '.join(_LEVELS)}"
        faults.append(invalid(f"metadata.labels[{key}]", level, detail))
        level = fallback
    match = _VERSION.fullmatch(version)
    if match is None and version != "latest":
        path = f"metadata.labels[{key}-version]"
        faults.append(invalid(path, version, 'must be "latest" or "v1.x"'))
    return LevelVersion(level, int(match.group(1)) if match else None)
