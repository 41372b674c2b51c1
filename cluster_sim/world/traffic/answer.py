"""What a client gets for an HTTP request: an answer, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cluster_sim.world.containers.programs.net.faults import (
    BAD_URL,
    CERTIFICATE,
    EMPTY_REPLY,
    NO_SUCH_HOST,
    NOT_TLS,
    REFUSED,
    TIMEOUT,
)

__all__ = [
    "BAD_URL",
    "CERTIFICATE",
    "EMPTY_REPLY",
    "NOT_TLS",
    "NO_SUCH_HOST",
    "REFUSED",
    "TIMEOUT",
    "Answer",
]


@dataclass(frozen=True)
class Answer:
    """``latency`` in µs, until the answer or until the client gave up.

    With an answer: ``status``, ``headers``, ``body``, and the ``pod`` (namespace/name) that gave
    it. Without: ``fault``, one of the constants above. ``host``, ``address`` and ``port`` say
    whom the client tried to reach; ``address`` is empty when the name has none. ``stopped``: the
    NetworkPolicies (namespace/name) that kept the request from arriving.
    """

    host: str
    port: int
    latency: int
    address: str = ""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    pod: str = ""
    fault: str = ""
    stopped: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether somebody answered, and not with an error."""
        return not self.fault and self.status < 400
