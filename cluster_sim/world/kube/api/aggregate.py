"""Several errors told as one."""

from __future__ import annotations

from collections.abc import Iterable


def together(faults: Iterable[str]) -> str:
    """All faults in one line, each once (apimachinery/pkg/util/errors, Aggregate)."""
    each = list(dict.fromkeys(faults))
    return each[0] if len(each) == 1 else f"[{', '.join(each)}]"
