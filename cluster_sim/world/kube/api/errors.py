"""API errors: the Status object that a real API server answers with.

Shapes and wordings follow k8s.io/apimachinery/pkg/api/errors/errors.go and
k8s.io/apimachinery/pkg/util/validation/field/errors.go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

Status = dict[str, Any]

NAMESPACE_TERMINATING: Final = "NamespaceTerminating"


class StatusError(Exception):
    """A call refused by the API server; ``status`` is the Status object sent to the client."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.get("message", ""))
        self.status = status

    @property
    def code(self) -> int:
        """The HTTP status code."""
        return int(self.status["code"])

    @property
    def reason(self) -> str:
        """The machine-readable reason, ``NotFound`` for instance."""
        return str(self.status.get("reason", ""))

    @property
    def namespace_is_going(self) -> bool:
        """Whether the call is refused because its namespace is being taken down."""
        causes = (self.status.get("details") or {}).get("causes") or ()
        return any(cause.get("reason") == NAMESPACE_TERMINATING for cause in causes)


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault in one field: ``kind`` is a cause reason (``FieldValueInvalid``…).

    ``message`` is the text after the field path, exactly as the server words it, for
    instance ``Required value`` or ``Invalid value: -1: must be greater than or equal to 0``.
    """

    kind: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


def failure(code: int, reason: str, message: str, details: dict[str, Any] | None = None) -> Status:
    """A Status of failure; ``details`` is left out when there is none."""
    status: Status = {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": message,
        "reason": reason,
    }
    if details is not None:
        status["details"] = details
    status["code"] = code
    return status


def _details(group: str, name: str, plural: str) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if name:
        details["name"] = name
    if group:
        details["group"] = group
    details["kind"] = plural
    return details


def not_found(group: str, plural: str, name: str) -> StatusError:
    """404: the object does not exist. ``plural`` is the resource's plural name."""
    message = f'{_qualified(plural, group)} "{name}" not found'
    return StatusError(failure(404, "NotFound", message, _details(group, name, plural)))


def already_exists(group: str, plural: str, name: str) -> StatusError:
    """409: an object of that name exists."""
    message = f'{_qualified(plural, group)} "{name}" already exists'
    return StatusError(failure(409, "AlreadyExists", message, _details(group, name, plural)))


def conflict(group: str, plural: str, name: str, why: str) -> StatusError:
    """409: the object was changed since it was read, or the call does not fit its state."""
    message = f'Operation cannot be fulfilled on {_qualified(plural, group)} "{name}": {why}'
    return StatusError(failure(409, "Conflict", message, _details(group, name, plural)))


def bad_request(message: str) -> StatusError:
    """400: the request cannot be understood."""
    return StatusError(failure(400, "BadRequest", message))


def forbidden(group: str, plural: str, name: str, why: str) -> StatusError:
    """403: the request is understood and refused."""
    what = _qualified(plural, group)
    message = f'{what} "{name}" is forbidden: {why}' if name else f"{what} is forbidden: {why}"
    return StatusError(failure(403, "Forbidden", message, _details(group, name, plural)))


def invalid(group: str, kind: str, name: str, errors: Sequence[FieldError]) -> StatusError:
    """422: the object breaks the rules of its kind; one cause for each field error."""
    texts = [str(error) for error in errors]
    joined = texts[0] if len(texts) == 1 else "[" + ", ".join(texts) + "]"
    details = _details(group, name, kind)
    details["causes"] = [
        {"reason": error.kind, "message": error.message, "field": error.field} for error in errors
    ]
    message = f'{_qualified(kind, group)} "{name}" is invalid: {joined}'
    return StatusError(failure(422, "Invalid", message, details))


def internal(why: str) -> StatusError:
    """500: the server cannot do what it should."""
    details = {"causes": [{"message": why}]}
    message = f"Internal error occurred: {why}"
    return StatusError(failure(500, "InternalError", message, details))


def generate_name_conflict(group: str, plural: str, name: str) -> StatusError:
    """409: every name that was drawn is taken."""
    details = {**_details(group, name, plural), "retryAfterSeconds": 1}
    message = (
        f'{_qualified(plural, group)} "{name}" already exists, the server was not able to '
        "generate a unique name for the object"
    )
    return StatusError(failure(409, "AlreadyExists", message, details))


def method_not_allowed(verb: str, group: str, plural: str, name: str) -> StatusError:
    """405: what is asked for knows no such verb; ``verb`` is the HTTP method in small letters."""
    message = "the server does not allow this method on the requested resource"
    message = f"{message} ({_asked(verb, group, plural, name)})"
    return StatusError(
        failure(405, "MethodNotAllowed", message, _details(group, name, plural)),
    )


def no_such_path(verb: str, group: str, plural: str, name: str) -> StatusError:
    """404: the server has nothing at such an address, a sub-resource that the kind has not."""
    message = "the server could not find the requested resource"
    message = f"{message} ({_asked(verb, group, plural, name)})"
    return StatusError(failure(404, "NotFound", message, _details(group, name, plural)))


def unsupported_media_type(accepted: Sequence[str]) -> StatusError:
    """415: the body is of a media type that is not understood here."""
    message = (
        "the body of the request was in an unknown format - accepted media types include: "
        + ", ".join(accepted)
    )
    return StatusError(failure(415, "UnsupportedMediaType", message))


def expired(message: str, again: str = "") -> StatusError:
    """410: what is asked for has been forgotten; ``again`` is a continue token to go on with."""
    status = failure(410, "Expired", message)
    if again:
        status["metadata"] = {"continue": again}
    return StatusError(status)


def too_large_version(asked: int, current: int) -> StatusError:
    """504: a version is asked for that is not there yet."""
    message = f"Timeout: Too large resource version: {asked}, current: {current}"
    cause = {"reason": "ResourceVersionTooLarge", "message": "Too large resource version"}
    details = {"causes": [cause], "retryAfterSeconds": 1}
    return StatusError(failure(504, "Timeout", message, details))


def apply_conflict(message: str, causes: Sequence[tuple[str, str]]) -> StatusError:
    """409: an applied configuration changes what others manage; causes are (message, field)."""
    details = {
        "causes": [
            {"reason": "FieldManagerConflict", "message": text, "field": field}
            for text, field in causes
        ]
    }
    return StatusError(failure(409, "Conflict", message, details))


def _asked(verb: str, group: str, plural: str, name: str) -> str:
    """What was asked for: ``get pods.metrics.k8s.io web``."""
    words = (verb, _qualified(plural, group), name)
    return " ".join(word for word in words if word)


def _qualified(name: str, group: str) -> str:
    return f"{name}.{group}" if group else name
