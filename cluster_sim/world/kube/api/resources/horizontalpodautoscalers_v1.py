"""HorizontalPodAutoscaler as autoscaling/v1 shows it; version 2 is what is stored.

pkg/apis/autoscaling/v1
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cluster_sim.world.kube.api.autoscaling_v1 import shown, stored
from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.resources import horizontalpodautoscalers

_NOW = horizontalpodautoscalers.RESOURCE


def _default(autoscaler: Object) -> Object:
    """Where nothing else is aimed at, it is 80 % of the processor, as in version 2."""
    return shown(_NOW.default(stored(autoscaler)))


def _prepare_create(autoscaler: Object) -> Object:
    return shown(_NOW.prepare_create(stored(autoscaler)))


def _prepare_update(old: Object, new: Object) -> Object:
    return shown(_NOW.prepare_update(stored(old), stored(new)))


def _validate(autoscaler: Object) -> Sequence[FieldError]:
    return _NOW.validate(stored(autoscaler))


def _validate_update(old: Object, new: Object) -> Sequence[FieldError]:
    return _NOW.validate_update(stored(old), stored(new))


def _validate_status(old: Object, new: Object) -> Sequence[FieldError]:
    return _NOW.validate_status(stored(old), stored(new))


def _row(autoscaler: Object, now: int) -> list[Any]:
    assert _NOW.row is not None
    return _NOW.row(stored(autoscaler), now)


RESOURCE = replace(
    _NOW,
    version="v1",
    preferred=False,
    default=_default,
    prepare_create=_prepare_create,
    prepare_update=_prepare_update,
    validate=_validate,
    validate_update=_validate_update,
    validate_status=_validate_status,
    row=_row,
    shown=shown,
    stored=stored,
    inert=(),
)
