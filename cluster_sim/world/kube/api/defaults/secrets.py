"""Defaults of a Secret: its type, and its plain texts among its data."""

from __future__ import annotations

import base64

from cluster_sim.world.kube.api.defaults.filling import Fields, filled


def default_secret(secret: Fields) -> Fields:
    """The Secret with its type; ``stringData`` is folded into ``data``, which it overrides."""
    secret = filled(secret, {"type": "Opaque"})
    texts = secret.get("stringData")
    if texts is None:
        return secret
    encoded = {key: base64.b64encode(text.encode()).decode() for key, text in texts.items()}
    kept = {field: value for field, value in secret.items() if field != "stringData"}
    return {**kept, "data": {**(secret.get("data") or {}), **encoded}}
