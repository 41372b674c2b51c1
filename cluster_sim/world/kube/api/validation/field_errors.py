"""The faults of fields, worded as apimachinery/pkg/util/validation/field/errors.go does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from cluster_sim.world.kube.api.errors import FieldError
from cluster_sim.world.kube.api.gotext import json_text, quote, shown

Faults = list[FieldError]

IMMUTABLE: Final = "field is immutable"


# In place of a value that a message leaves out.
OMITTED: Final = object()


class Literal(str):
    """A value whose text is ready: a Go struct, whose fields have an order of their own."""


def required(field: str, detail: str = "") -> FieldError:
    """A value is missing."""
    return _made("FieldValueRequired", field, "Required value", detail)


def invalid(field: str, value: Any, detail: str) -> FieldError:
    """A value is malformed."""
    shown = "" if value is OMITTED else f": {value_text(value)}"
    return _made("FieldValueInvalid", field, f"Invalid value{shown}", detail)


def type_invalid(field: str, value: Any, detail: str) -> FieldError:
    """A value of the wrong type."""
    return _made("FieldValueTypeInvalid", field, f"Invalid value: {value_text(value)}", detail)


def not_supported(field: str, value: Any, supported: Iterable[str]) -> FieldError:
    """A value is none of the ``supported`` ones, given in the order they are told."""
    names = ", ".join(map(quote, supported))
    detail = f"supported values: {names}" if names else ""
    return _made("FieldValueNotSupported", field, f"Unsupported value: {value_text(value)}", detail)


def choice(value: str | None, supported: Sequence[str], path: str) -> Faults:
    """A fault unless the value is one of a few."""
    if not value:
        return [required(path)]
    return [] if value in supported else [not_supported(path, value, supported)]


def forbidden(field: str, detail: str) -> FieldError:
    """A value that may not be there as things are."""
    return _made("FieldValueForbidden", field, "Forbidden", detail)


def duplicate(field: str, value: Any, detail: str = "") -> FieldError:
    """A value that must be unique and is not."""
    shown = "" if value is OMITTED else f": {value_text(value)}"
    return _made("FieldValueDuplicate", field, f"Duplicate value{shown}", detail)


def not_found(field: str, value: Any, detail: str = "") -> FieldError:
    """A value that refers to nothing."""
    return _made("FieldValueNotFound", field, f"Not found: {value_text(value)}", detail)


def too_long(field: str, limit: int) -> FieldError:
    """A text of more than ``limit`` bytes."""
    unit = "byte" if limit == 1 else "bytes"
    return _made("FieldValueTooLong", field, "Too long", f"may not be more than {limit} {unit}")


def too_many(field: str, actual: int, limit: int) -> FieldError:
    """A list of more than ``limit`` items."""
    unit = "item" if limit == 1 else "items"
    detail = f"must have at most {limit} {unit}"
    return _made("FieldValueTooMany", field, f"Too many: {actual}", detail)


def all_invalid(field: str, value: Any, details: Iterable[str]) -> Faults:
    """One fault for each detail."""
    return [invalid(field, value, detail) for detail in details]


def immutable(field: str, new: Any, old: Any) -> Faults:
    """A fault when the value changed."""
    return [] if new == old else [invalid(field, new, IMMUTABLE)]


def value_text(value: Any) -> str:
    """The value as a message shows it: quoted, or as JSON when it is no simple one."""
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool | int | float):
        return shown(value)
    return json_text(value)


def _made(kind: str, field: str, body: str, detail: str) -> FieldError:
    return FieldError(kind, field, f"{body}: {detail}" if detail else body)
