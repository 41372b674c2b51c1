"""What a ConfigMap or a Secret holds, as text."""

from __future__ import annotations

import base64
import binascii

from cluster_sim.world.kernel.world import World


def data_of(world: World, resource: str, namespace: str, name: str) -> dict[str, str] | None:
    """The values by their keys, those of ``binaryData`` too; None when there is no such object."""
    stored = world.store.get(resource, namespace, name)
    if stored is None:
        return None
    data = stored.get("data") or {}
    if resource == "configmaps":
        raw = stored.get("binaryData") or {}
        texts = {key: str(value) for key, value in data.items()}
        return {**texts, **{key: decoded(str(value)) for key, value in raw.items()}}
    return {key: decoded(str(value)) for key, value in data.items()}


def decoded(text: str) -> str:
    """The text behind base64; nothing for what is none."""
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
