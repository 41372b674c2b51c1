"""The annotation in which an object remembers what was applied last (pkg/util/apply.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


def noted(obj: Object, text: str) -> Object:
    """The object with that text in its annotation."""
    meta = obj.get("metadata") or {}
    annotations = {**(meta.get("annotations") or {}), LAST_APPLIED: text}
    return {**obj, "metadata": {**meta, "annotations": annotations}}


def text_of(obj: Object) -> str | None:
    """What the object remembers, None when it remembers nothing."""
    annotations = (obj.get("metadata") or {}).get("annotations") or {}
    text: str | None = annotations.get(LAST_APPLIED)
    return text


def bare(obj: Object) -> Object:
    """The object without the annotation that remembers it."""
    meta = obj.get("metadata") or {}
    annotations = {k: v for k, v in (meta.get("annotations") or {}).items() if k != LAST_APPLIED}
    return {**obj, "metadata": {**meta, "annotations": annotations}}


def remembering(obj: Object) -> Object:
    """An object from a manifest with itself, as it was written, in its annotation."""
    plain = bare(obj)
    return noted(plain, json_text(plain) + "\n")
