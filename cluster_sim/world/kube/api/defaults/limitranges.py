"""Defaults of a LimitRange (pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, with_each, with_field


def default_limit_range(limit_range: Fields) -> Fields:
    """The LimitRange with its defaults."""
    return with_field(limit_range, "spec", lambda spec: with_each(spec, "limits", _default_item))


def _default_item(item: Fields) -> Fields:
    """For containers: a limit from the maximum, a request from the limit or the minimum."""
    if item.get("type") != "Container":
        return item
    limits = {**(item.get("max") or {}), **(item.get("default") or {})}
    given = item.get("defaultRequest") or {}
    requests = {**(item.get("min") or {}), **limits, **given}
    made = {"default": limits, "defaultRequest": requests}
    return {**item, **{field: amounts for field, amounts in made.items() if amounts}}
