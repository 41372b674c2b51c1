"""JSON patch (RFC 6902): add, remove, replace, move, copy, test.

Habits and errors are those of the library the API server uses, evanphx/json-patch 4:
negative indices count from the end, an operation on a missing parent "does not apply".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec

from cluster_sim.world.kube.api.gotext import quote
from cluster_sim.world.kube.api.patch.errors import PatchError
from cluster_sim.world.kube.api.patch.values import same

_MISSING: Final = "missing value"
_BAD_INDEX: Final = "invalid index referenced"
_ABSENT: Final = object()
# Bytes of JSON: copies of copies double what there is (jsonpatch.AccumulatedCopySizeLimit, which
# the API server sets to the most that a request may have).
_MOST_COPIED: Final = 3 * 1024 * 1024


class _NotAnIndex(PatchError):
    """A key of a list that is no number."""


Operation = Mapping[str, Any]
Edit = Callable[[Any, str], Any]


def apply(document: Any, patch: Sequence[Operation]) -> Any:
    """The document after all operations, in order. Raises PatchError; nothing is mutated."""
    copied = 0
    for operation in patch:
        kind = operation.get("op")
        step = _STEPS.get(kind) if isinstance(kind, str) else None
        if step is None:
            raise PatchError(f"Unexpected kind: {kind if isinstance(kind, str) else 'unknown'}")
        if kind == "copy":
            copied += len(msgspec.json.encode(_original(document, operation)))
            if copied > _MOST_COPIED:
                raise PatchError(
                    "Unable to complete the copy, the accumulated size increase of copy is "
                    f"{copied}, exceeding the limit {_MOST_COPIED}"
                )
        document = step(document, operation)
    return document


def _add(document: Any, operation: Operation) -> Any:
    path = _pointer(operation, "path", f"add operation failed to decode path: {_MISSING}")
    value = operation.get("value")
    missing = f"add operation does not apply: doc is missing path: {quote(path)}: {_MISSING}"
    return _edited(document, path, missing, _adding(value), f"error in add for path: '{path}'")


def _remove(document: Any, operation: Operation) -> Any:
    path = _pointer(operation, "path", f"remove operation failed to decode path: {_MISSING}")
    missing = f"remove operation does not apply: doc is missing path: {quote(path)}: {_MISSING}"
    return _edited(document, path, missing, _removed, f"error in remove for path: '{path}'")


def _replace(document: Any, operation: Operation) -> Any:
    path = _pointer(operation, "path", "replace operation failed to decode path")
    value = operation.get("value")
    if path == "":
        return value
    says = "replace operation does not apply: doc is missing"
    missing = f"{says} path: {path}: {_MISSING}"
    parent, key = _parent(document, path, missing)
    if _find(parent, key) is _ABSENT:
        raise PatchError(f"{says} key: {path}: {_MISSING}")
    fault = f"error in remove for path: '{path}'"
    return _edited(document, path, missing, lambda at, name: _set(at, name, value), fault)


def _move(document: Any, operation: Operation) -> Any:
    origin = _pointer(operation, "from", "move operation failed to decode from")
    missing = f"move operation does not apply: doc is missing from path: {origin}: {_MISSING}"
    parent, key = _parent(document, origin, missing)
    value = _get(parent, key, f"error in move for path: '{key}'")
    document = _edited(document, origin, missing, _removed, f"error in move for path: '{key}'")
    path = _pointer(operation, "path", "move operation failed to decode path")
    missing = f"move operation does not apply: doc is missing destination path: {path}: {_MISSING}"
    return _edited(document, path, missing, _adding(value), f"error in move for path: '{path}'")


def _original(document: Any, operation: Operation) -> Any:
    """What is to be copied."""
    origin = _pointer(operation, "from", "copy operation failed to decode from")
    missing = f"copy operation does not apply: doc is missing from path: {origin}: {_MISSING}"
    parent, key = _parent(document, origin, missing)
    return _get(parent, key, f"error in copy for from: '{origin}'")


def _copy(document: Any, operation: Operation) -> Any:
    value = _original(document, operation)
    path = _pointer(operation, "path", f"copy operation failed to decode path: {_MISSING}")
    missing = f"copy operation does not apply: doc is missing destination path: {path}: {_MISSING}"
    return _edited(document, path, missing, _adding(value), "error while adding value during copy")


def _test(document: Any, operation: Operation) -> Any:
    path = _pointer(operation, "path", "test operation failed to decode path")
    missing = f"test operation does not apply: is missing path: {path}: {_MISSING}"
    found = document
    if path:
        parent, key = _parent(document, path, missing)
        found = _find(parent, key)
    if not same(None if found is _ABSENT else found, operation.get("value")):
        raise PatchError(f"testing value {path} failed: test failed")
    return document


_STEPS: Final[dict[str, Callable[[Any, Operation], Any]]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "move": _move,
    "copy": _copy,
    "test": _test,
}


def _pointer(operation: Operation, field: str, fault: str) -> str:
    path = operation.get(field)
    if not isinstance(path, str):
        raise PatchError(fault)
    return path


def _parts(path: str, missing: str) -> list[str]:
    parts = path.split("/")[1:]
    if not parts:
        raise PatchError(missing)
    return [part.replace("~1", "/").replace("~0", "~") for part in parts]


def _parent(document: Any, path: str, missing: str) -> tuple[Any, str]:
    *parts, key = _parts(path, missing)
    for part in parts:
        document = _find(document, part)
        if not isinstance(document, dict | list):
            raise PatchError(missing)
    return document, key


def _edited(document: Any, path: str, missing: str, edit: Edit, fault: str) -> Any:
    """The document with the container at the end of the path edited, its ancestors renewed."""
    _parent(document, path, missing)
    *parts, key = _parts(path, missing)
    trail = [document]
    for part in parts:
        trail.append(_find(trail[-1], part))
    try:
        changed = edit(trail[-1], key)
    except PatchError as error:
        raise PatchError(f"{fault}: {error}") from None
    for container, part in zip(reversed(trail[:-1]), reversed(parts), strict=True):
        changed = _set(container, part, changed)
    return changed


def _adding(value: Any) -> Edit:
    def add(container: Any, key: str) -> Any:
        if isinstance(container, dict):
            return {**container, key: value}
        if key == "-":
            return [*container, value]
        try:
            place = _bounded(_index(key), len(container) + 1)
        except _NotAnIndex as error:
            raise PatchError(f"value was not a proper array index: '{key}': {error}") from None
        return [*container[:place], value, *container[place:]]

    return add


def _removed(container: Any, key: str) -> Any:
    if isinstance(container, dict):
        if key not in container:
            raise PatchError(f"Unable to remove nonexistent key: {key}: {_MISSING}")
        return {name: value for name, value in container.items() if name != key}
    place = _bounded(_index(key), len(container))
    return [*container[:place], *container[place + 1 :]]


def _set(container: Any, key: str, value: Any) -> Any:
    if isinstance(container, dict):
        return {**container, key: value}
    place = _bounded(_index(key), len(container))
    return [*container[:place], value, *container[place + 1 :]]


def _find(container: Any, key: str) -> Any:
    if isinstance(container, dict):
        return container.get(key, _ABSENT)
    try:
        return container[_bounded(_index(key), len(container))]
    except PatchError:
        return _ABSENT


def _get(container: Any, key: str, fault: str) -> Any:
    if isinstance(container, dict):
        if key not in container:
            raise PatchError(f"{fault}: unable to get nonexistent key: {key}: {_MISSING}")
        return container[key]
    try:
        return container[_bounded(_index(key), len(container))]
    except PatchError as error:
        raise PatchError(f"{fault}: {error}") from None


def _index(key: str) -> int:
    if key.removeprefix("-").isdecimal() and key.isascii() and len(key) < 19:
        return int(key)
    raise _NotAnIndex(f"strconv.Atoi: parsing {quote(key)}: invalid syntax")


def _bounded(index: int, length: int) -> int:
    if not -length <= index < length:
        raise PatchError(f"Unable to access invalid index: {index}: {_BAD_INDEX}")
    return index + length if index < 0 else index
