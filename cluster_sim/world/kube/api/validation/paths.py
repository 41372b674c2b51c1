"""Paths of files inside volumes, and the modes of those files."""

from __future__ import annotations

from cluster_sim.world.kube.api.validation.field_errors import Faults, invalid

_MODE_FAULT = "must be a number between 0 and 0777 (octal), both inclusive"


def validate_descending(text: str, path: str) -> Faults:
    """Faults for a path that starts at the root or climbs out of its directory."""
    faults = [invalid(path, text, "must be a relative path")] if text.startswith("/") else []
    return faults + validate_no_backsteps(text, path)


def validate_local(text: str, path: str) -> Faults:
    """The same, without a name that starts with two dots."""
    faults = validate_descending(text, path)
    if not faults and text.startswith(".."):
        faults = [invalid(path, text, "must not start with '..'")]
    return faults


def validate_no_backsteps(text: str, path: str) -> Faults:
    """A fault for a path with a step upwards."""
    return [invalid(path, text, "must not contain '..'")] if ".." in text.split("/") else []


def validate_mode(mode: int | None, path: str) -> Faults:
    """A fault for file permissions out of range."""
    return [] if mode is None or 0 <= mode <= 0o777 else [invalid(path, mode, _MODE_FAULT)]
