"""What stops a kubectl command, in kubectl's own words (pkg/cmd/util/helpers.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.errors import StatusError


class Failure(Exception):
    """``text`` goes to standard error as it is; ``status`` is the exit status."""

    def __init__(self, text: str, status: int = 1) -> None:
        super().__init__(text)
        self.text = text if text.endswith("\n") else text + "\n"
        self.status = status


def usage(text: str, command: str) -> Failure:
    """A fault in how the command was written: ``command`` is its path, ``kubectl get``."""
    return Failure(f"error: {text}\nSee '{command} --help' for usage.")


def see_help(text: str, command: str) -> Failure:
    """A fault in the arguments of the command."""
    return Failure(f"error: {text}\nSee '{command} -h' for help and examples")


def error(text: str) -> Failure:
    """``error: …``."""
    return Failure(f"error: {text}")


def refused(problem: StatusError, doing: str = "") -> Failure:
    """An answer of the API server that is no success.

    ``doing`` is what was tried on what came from a file: ``error when creating "web.yaml"``.
    """
    return Failure(refusal_text(problem, doing))


def refusal_text(problem: StatusError, doing: str = "") -> str:
    """The line that kubectl prints for a Status of failure."""
    status = problem.status
    details = status.get("details") or {}
    if status.get("reason") == "Invalid" and status.get("details") is not None:
        return _invalid(details, status["message"])
    reason = status.get("reason")
    if reason == "Unauthorized":
        return f"error: You must be logged in to the server ({status['message']})"
    message = f"{doing}: {status['message']}" if doing else status["message"]
    return f"Error from server ({reason}): {message}" if reason else f"Error from server: {message}"


def _invalid(details: dict[str, Any], message: str) -> str:
    kind, name = details.get("kind", ""), details.get("name", "")
    prefix = f'The {kind} "{name}" is invalid: ' if kind or name else "The request is invalid: "
    if not kind and not name and not details.get("causes"):
        return prefix + message
    causes = []
    for cause in details.get("causes") or ():
        text = f"{cause.get('field', '')}: {cause['message']}"
        if text not in causes:
            causes.append(text)
    if not causes:
        return prefix.removesuffix(": ")
    if len(causes) == 1:
        return prefix + causes[0]
    return prefix + "".join(f"\n* {text}" for text in causes)
