"""What strategies have in common: the status kept apart, generations counted.

pkg/registry/*/*/strategy.go of Kubernetes 1.36.
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object


def with_status(obj: Object, status: Any) -> Object:
    """The object with that status, whatever it came with."""
    return {**obj, "status": status}


def keep_status(old: Object, new: Object) -> Object:
    """The new object with the old one's status, which only its sub-resource changes."""
    if old.get("status") == new.get("status"):
        return new
    if "status" in old:
        return {**new, "status": old["status"]}
    return {field: value for field, value in new.items() if field != "status"}


def first_generation(obj: Object) -> Object:
    """A new object, of generation 1."""
    return with_generation(obj, 1)


def next_generation(old: Object, new: Object, changed: bool) -> Object:
    """The new object with the old one's generation, or the next one if it asks for more."""
    generation = int(old["metadata"].get("generation") or 0)
    return with_generation(new, generation + 1 if changed else generation)


def counted_update(old: Object, new: Object) -> Object:
    """The new object with the old status, of the next generation if it asks for more."""
    return next_generation(old, keep_status(old, new), spec_changed(old, new))


def next_webhooks(old: Object, new: Object) -> Object:
    """The same for kinds that ask by their webhooks and have no spec."""
    return next_generation(old, new, old.get("webhooks") != new.get("webhooks"))


def with_generation(obj: Object, generation: int) -> Object:
    """The object of that generation."""
    meta = obj.get("metadata") or {}
    if meta.get("generation", 0) == generation:
        return obj
    return {**obj, "metadata": {**meta, "generation": generation}}


def spec_changed(old: Object, new: Object) -> bool:
    """Whether what is asked for changed."""
    return old.get("spec") is not new.get("spec") and old.get("spec") != new.get("spec")
