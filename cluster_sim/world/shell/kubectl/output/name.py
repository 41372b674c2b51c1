"""``-o name``: ``pod/web-0``, ``deployment.apps/web``."""

from __future__ import annotations

from typing import Any


def name_of(obj: dict[str, Any]) -> str:
    """Kind (with its group when there is one) and name; no line feed."""
    return f"{group_kind(obj)}/{obj.get('metadata', {}).get('name') or '<unknown>'}"


def group_kind(obj: dict[str, Any]) -> str:
    """``pod``, ``deployment.apps``: the kind in lower case with its group."""
    kind = str(obj.get("kind", "<unknown>")).lower()
    group, slash, _version = str(obj.get("apiVersion", "")).partition("/")
    return f"{kind}.{group}" if slash else kind
