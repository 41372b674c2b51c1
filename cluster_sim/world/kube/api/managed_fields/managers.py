"""The managers of an object: who owns which fields since when (``metadata.managedFields``).

apimachinery/pkg/util/managedfields/internal/managedfields.go, capmanagers.go
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.managed_fields import field_set
from cluster_sim.world.kube.api.managed_fields.field_set import FieldSet
from cluster_sim.world.kube.api.resource import Object

APPLY: Final = "Apply"
UPDATE: Final = "Update"
# fieldmanager.go: DefaultMaxUpdateManagers; older ones are put together under one name.
_MOST_UPDATERS: Final = 10
_ANCIENT: Final = "ancient-changes"


class Identity(NamedTuple):
    """Who a manager is. An applier is the same in all versions of a kind."""

    manager: str
    operation: str
    api_version: str
    subresource: str = ""

    def __str__(self) -> str:
        text = quote(self.manager)
        if self.subresource:
            text += f" with subresource {quote(self.subresource)}"
        return f"{text} using {self.api_version}" if self.operation == UPDATE else text


@dataclass(frozen=True, slots=True)
class Owned:
    """What a manager owns, and when it last changed that (RFC 3339; empty when never told).

    ``entry`` is how the fields are written on the object, when they come from there.
    """

    fields: FieldSet
    api_version: str
    time: str = ""
    entry: Object | None = None


Managers = dict[Identity, Owned]


def identity(manager: str, operation: str, api_version: str, subresource: str) -> Identity:
    """Who the caller is as a manager."""
    version = "" if operation == APPLY else api_version
    return Identity(manager or "unknown", operation, version, subresource)


def read(obj: Object) -> Managers | None:
    """The managers of an object, in their order; None when what is written cannot be read."""
    found: Managers = {}
    for entry in obj["metadata"].get("managedFields") or ():
        known = _read_entry(entry)
        if known is None:
            return None
        found[known[0]] = known[1]
    return found


# What a manager owns outlives many versions of an object.
_is_readable = IdentityMemo(field_set.is_readable)


def _read_entry(entry: Any) -> tuple[Identity, Owned] | None:
    if not isinstance(entry, dict) or entry.get("fieldsType") != "FieldsV1":
        return None
    operation, version = entry.get("operation"), entry.get("apiVersion")
    fields = entry.get("fieldsV1") or {}
    if operation not in (APPLY, UPDATE) or not version or not _is_readable(fields):
        return None
    who = identity(entry.get("manager", ""), operation, version, entry.get("subresource", ""))
    return who, Owned(fields, version, entry.get("time") or "", entry)


def written(managers: Managers) -> list[Object]:
    """The entries of ``managedFields``: appliers first, then by time."""
    entries = [_entry(who, owned) for who, owned in managers.items() if owned.fields]
    return sorted(entries, key=_rank)


def _entry(who: Identity, owned: Owned) -> Object:
    if owned.entry is not None:
        same = owned.entry.get("time", "") == owned.time
        return owned.entry if same else {**owned.entry, "time": owned.time}
    entry: Object = {
        "manager": who.manager,
        "operation": who.operation,
        "apiVersion": owned.api_version,
    }
    if owned.time:
        entry["time"] = owned.time
    entry["fieldsType"] = "FieldsV1"
    entry["fieldsV1"] = field_set.in_order(owned.fields)
    if who.subresource:
        entry["subresource"] = who.subresource
    return entry


def _rank(entry: Object) -> tuple[str, ...]:
    subresource = entry.get("subresource", "")
    time = entry.get("time", "")
    return entry["operation"], time, entry["manager"], entry["apiVersion"], subresource


def capped(managers: Managers) -> Managers:
    """The managers with the oldest updates put together where there are too many."""
    updaters = [who for who in managers if who.operation == UPDATE]
    if len(updaters) <= _MOST_UPDATERS:
        return managers
    found = dict(managers)
    oldest = sorted(updaters, key=lambda who: (managers[who].time, who))
    too_many = len(updaters) - _MOST_UPDATERS
    version = oldest[0].api_version
    bucket = Identity(_ANCIENT, UPDATE, version)
    for who in oldest[: too_many + 1]:
        if who.api_version != version or who == bucket:
            continue
        owned = found.pop(who)
        before = found.get(bucket)
        fields = field_set.union(owned.fields, before.fields if before else None)
        found[bucket] = Owned(fields or field_set.LEAF, owned.api_version, owned.time)
    return found
