"""Numbers that may be written as a percentage: ``maxSurge: 25%``.

Rules and errors follow k8s.io/apimachinery/pkg/util/intstr.
"""

from __future__ import annotations

import re

from cluster_sim.world.kube.api.gotext import quote

IntOrString = int | str

_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)


def scaled_value(written: IntOrString, total: int, round_up: bool) -> int:
    """The number itself, or the percentage of ``total`` rounded up or down.

    Raises ValueError for a text that is no percentage.
    """
    if isinstance(written, int):
        return written
    if not written.endswith("%"):
        raise ValueError("invalid value for IntOrString: invalid type: string is not a percentage")
    digits = written[:-1]
    if not _INTEGER.fullmatch(digits) or len(digits) > 19:
        fault = f"strconv.Atoi: parsing {quote(digits)}: invalid syntax"
        raise ValueError(f"invalid value for IntOrString: invalid value {quote(written)}: {fault}")
    share = int(digits) * total
    return -(-share // 100) if round_up else share // 100
