"""A file as somebody left it in an editor, and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cluster_sim.world.kube.api.patch import merge_schema, three_way
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs import patch as api
from cluster_sim.world.shell.kubectl.failure import error

COMMENTS = (
    "# Please edit the object below. Lines beginning with a '#' will be ignored,\n"
    "# and an empty file will abort the edit. If an error occurs while saving this file will be\n"
    "# reopened with the relevant failures.\n#\n"
)
NO_CHANGE = "Edit cancelled, no changes made."


class Edited:
    """``plain`` is the text without its comments."""

    def __init__(self, text: str) -> None:
        lines = text.splitlines(keepends=True)
        self.plain = "".join(line for line in lines if not line.lstrip().startswith("#"))

    def objects(self, read: Callable[[str], Iterator[Any]]) -> list[Any]:
        """What is in it: an object, or those of a List."""
        found = [value for value in read(self.plain) if value is not None]
        if len(found) == 1 and isinstance(found[0], dict) and found[0].get("kind") == "List":
            return list(found[0].get("items") or ())
        return found


def patch_between(kind: Resource, before: Object, after: Any) -> tuple[Object, str]:
    """The patch from one to the other and its kind; Failure when it is another object."""
    schema = merge_schema.of_kind(kind.api_version, kind.kind)
    if not isinstance(after, dict):
        raise error("Object 'Kind' is missing in the edited file")
    try:
        if schema is None:
            return three_way.merge(before, after, before), api.MERGE
        return three_way.strategic(before, after, before, schema), api.STRATEGIC
    except PatchError:
        raise error("At least one of apiVersion, kind and name was changed") from None
