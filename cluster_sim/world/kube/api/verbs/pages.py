"""List by pages: how much, from where, as of which revision.

apiserver/pkg/storage/etcd3/store.go (GetList), apiserver/pkg/storage/continue.go
"""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from cluster_sim.world.kernel.store import Table
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors, past
from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.resource import Object

Place = tuple[str, str]
_MATCHES: Final = ("Exact", "NotOlderThan")
_TOO_OLD: Final = "The resourceVersion for the provided list is too old."
_PAGE_TOO_OLD: Final = (
    "The provided continue parameter is too old to display a consistent list result. You can "
    "start a new list without the continue parameter, or use the continue token in this response "
    "to retrieve the remainder of the results. Continuing with the provided token results in an "
    "inconsistent list - objects that were created, modified, or deleted between the time the "
    "first chunk was returned and now may show up in the list."
)
_KEYS: Final = "keys in order"


@dataclass(frozen=True, slots=True)
class Paging:
    """What a list request says about pages and revisions, as the query parameters of the API."""

    limit: int = 0
    proceed: str = ""
    version: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page begins: the state it shows, the first key, and the revision for the answer."""

    table: Table
    start: str
    revision: int


WHOLE: Final = Paging()


def check(paging: Paging) -> None:
    """Refuse options that contradict each other (meta/internalversion/validation)."""
    faults = []
    if paging.match:
        if not paging.version:
            faults.append(
                _forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided")
            )
        if paging.proceed:
            faults.append(_forbidden("resourceVersionMatch is forbidden when continue is provided"))
        if paging.match not in _MATCHES:
            known = '"Exact", "NotOlderThan", ""'
            text = f"Unsupported value: {quote(paging.match)}: supported values: {known}"
            kind = "FieldValueNotSupported"
            faults.append(errors.FieldError(kind, "resourceVersionMatch", text))
        if paging.match == "Exact" and paging.version == "0":
            faults.append(
                _forbidden('resourceVersionMatch "exact" is forbidden for resourceVersion "0"')
            )
    if faults:
        raise errors.invalid("meta.k8s.io", "ListOptions", "", faults)


def _forbidden(why: str) -> errors.FieldError:
    return errors.FieldError("FieldValueForbidden", "resourceVersionMatch", f"Forbidden: {why}")


def page(world: World, key: str, paging: Paging) -> Page:
    """The page that is asked for; StatusError (400, 410, 504) when there is no such page."""
    check(paging)
    if paging.proceed:
        return _next(world, key, paging)
    wanted = past.parsed_version(paging.version)
    if wanted > world.revision:
        raise errors.too_large_version(wanted, world.revision)
    exact = paging.match == "Exact" or (not paging.match and wanted and paging.limit)
    if not exact:
        return Page(world.store.table(key), "", world.revision)
    if wanted < past.oldest(world):
        raise errors.expired(_TOO_OLD)
    return Page(past.table_at(world, key, wanted), "", wanted)


def _next(world: World, key: str, paging: Paging) -> Page:
    if paging.version not in ("", "0"):
        raise errors.bad_request("specifying resource version is not allowed when using continue")
    revision, start = _decoded(paging.proceed)
    if revision < 0:
        return Page(world.store.table(key), start, world.revision)
    if revision < past.oldest(world):
        raise errors.expired(_PAGE_TOO_OLD, token(-1, start))
    if revision > world.revision:
        raise errors.too_large_version(revision, world.revision)
    return Page(past.table_at(world, key, revision), start, revision)


def token(revision: int, start: str) -> str:
    """A continue token: the revision of the first page and the key to go on from."""
    told = {"v": "meta.k8s.io/v1", "rv": revision, "start": start}
    text = json.dumps(told, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(text: str) -> tuple[int, str]:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        told = json.loads(raw)
    except (binascii.Error, ValueError, RecursionError):
        raise _invalid("continue key is not valid: illegal base64 data or JSON") from None
    if not isinstance(told, dict) or told.get("v") != "meta.k8s.io/v1":
        version = told.get("v", "") if isinstance(told, dict) else ""
        why = "continue key is not valid: server does not recognize this encoded version"
        raise _invalid(f"{why} {version}")
    revision, start = told.get("rv"), told.get("start")
    if not isinstance(revision, int) or isinstance(revision, bool) or not revision:
        raise _invalid(
            "continue key is not valid: incorrect encoded start resourceVersion "
            "(version meta.k8s.io/v1)"
        )
    if not isinstance(start, str) or not start:
        raise _invalid(
            "continue key is not valid: encoded start key empty (version meta.k8s.io/v1)"
        )
    return revision, start


def _invalid(why: str) -> errors.StatusError:
    return errors.bad_request(f"invalid continue token: {why}")


def filled(
    world: World,
    key: str,
    namespace: str | None,
    shown: Page,
    limit: int,
    wanted: Callable[[Object], bool],
) -> tuple[list[Object], int, str]:
    """The objects of a page, how many keys are left after it, and the key to go on from."""
    keys = _keys_in_order(world, key, shown)
    prefix = "" if namespace is None else f"{namespace}/"
    # A namespace's keys begin with its name; "0" is the character after "/".
    first = bisect_left(keys, prefix + shown.start)
    end = bisect_left(keys, f"{namespace}0") if namespace is not None else len(keys)
    items: list[Object] = []
    for index in range(first, end):
        place = keys[index].partition("/")
        obj = shown.table[place[0], place[2]]
        if not wanted(obj):
            continue
        items.append(obj)
        if limit and len(items) == limit and index + 1 < end:
            return items, end - index - 1, keys[index].removeprefix(prefix) + "\0"
    return items, 0, ""


def _keys_in_order(world: World, key: str, shown: Page) -> list[str]:
    """``namespace/name`` of all objects in the order of etcd, remembered for the next page."""
    remembered: dict[str, Any] = world.caches.setdefault(_KEYS, {})
    known = remembered.get(key)
    if known is None or known[0] != (world.revision, shown.revision):
        keys = sorted(f"{namespace}/{name}" for namespace, name in shown.table)
        known = remembered[key] = ((world.revision, shown.revision), keys)
    found: list[str] = known[1]
    return found
