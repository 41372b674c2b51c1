"""JSONPath templates applied to a JSON value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_sim.world.kube.api import jsonpath


def printed(asked: dict[str, Any]) -> str:
    """What the template prints; the tables give the text of a failed evaluation in its place."""
    template = jsonpath.parse(asked["template"])
    try:
        return template.render(asked["input"])
    except jsonpath.JSONPathError as error:
        return str(error)


OPS: dict[str, Callable[[Any], Any]] = {"jsonpath": printed}
