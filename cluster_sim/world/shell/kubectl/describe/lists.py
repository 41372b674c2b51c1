"""Labels, annotations, taints and tolerations: one a line under one title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cluster_sim.world.shell.kubectl.describe.writer import Writer

_LONGEST_ANNOTATION = 140
_HIDDEN = "kubectl.kubernetes.io/last-applied-configuration"


def write_lines(w: Writer, title: str, lines: Sequence[str], level: int = 0) -> None:
    """``Title:`` with each line beside it, ``<none>`` when there is none."""
    w.put(level, f"{title}:\t")
    for at, line in enumerate(lines or ["<none>"]):
        w.line(0, ("\t" if at else "") + line)


def write_labels(w: Writer, title: str, labels: dict[str, str] | None, level: int = 0) -> None:
    """``key=value`` a line, sorted."""
    pairs = sorted((labels or {}).items())
    w.put(level, f"{title}:\t")
    for at, (key, value) in enumerate(pairs):
        w.put(0, ("  " * level + "\t" if at else "") + f"{key}={value}\n")
    if not pairs:
        w.line(0, "<none>")


def write_annotations(
    w: Writer, annotations: dict[str, str] | None, title: str = "Annotations"
) -> None:
    """``key: value`` a line; long values and those of several lines below their key."""
    shown = sorted((key, value) for key, value in (annotations or {}).items() if key != _HIDDEN)
    w.put(0, f"{title}:\t")
    if not shown:
        w.line(0, "<none>")
    for at, (key, value) in enumerate(shown):
        w.put(0, "\t" if at else "")
        _write_annotation(w, key, value.removesuffix("\n"))


def _write_annotation(w: Writer, key: str, value: str) -> None:
    size = len(value.encode()) + len(key.encode()) + 2
    if size <= _LONGEST_ANNOTATION and "\n" not in value:
        w.line(0, f"{key}: {value}")
        return
    w.line(0, f"{key}:")
    for line in value.split("\n"):
        w.line(0, f"\t  {_shortened(line)}")


def _shortened(line: str) -> str:
    most = _LONGEST_ANNOTATION - 2
    raw = line.encode()
    return line if len(raw) <= most else raw[:most].decode(errors="replace") + "..."


def write_taints(w: Writer, taints: list[dict[str, Any]] | None) -> None:
    """``key=value:Effect`` a line, sorted by effect and key."""
    ordered = sorted(taints or [], key=lambda taint: f"{taint['effect']},{taint['key']}")
    write_lines(w, "Taints", [_taint(taint) for taint in ordered])


def _taint(taint: dict[str, Any]) -> str:
    value = f"={taint['value']}" if taint.get("value") else ""
    effect = f":{taint['effect']}" if taint.get("effect") else ""
    return f"{taint['key']}{value}{effect}"


def write_tolerations(w: Writer, title: str, tolerations: list[dict[str, Any]] | None) -> None:
    """``key=value:Effect op=Exists for 300s`` a line, sorted by key."""
    ordered = sorted(tolerations or [], key=lambda each: each.get("key", ""))
    write_lines(w, title, [_toleration(each) for each in ordered])


def _toleration(each: dict[str, Any]) -> str:
    text: str = each.get("key", "")
    text += f"={each['value']}" if each.get("value") else ""
    text += f":{each['effect']}" if each.get("effect") else ""
    if each.get("operator") == "Exists" and not each.get("value"):
        text += " op=Exists" if text else "op=Exists"
    seconds = each.get("tolerationSeconds")
    return text if seconds is None else f"{text} for {seconds}s"
