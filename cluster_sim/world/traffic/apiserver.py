"""What the API server answers to somebody who shows no credentials."""

from __future__ import annotations

import json
from typing import NamedTuple

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.version import GIT_VERSION, MAJOR, MINOR

PORT = 6443
_LATENCY = 4_000


class Reply(NamedTuple):
    """``latency`` in µs."""

    status: int
    body: str
    latency: int


def reply(method: str, path: str) -> Reply:
    """The answer to ``system:anonymous``: health and version are open, all else is forbidden.

    The cluster roles ``system:public-info-viewer`` and ``system:monitoring`` say so.
    """
    place = path.partition("?")[0]
    if place in ("/healthz", "/livez", "/readyz"):
        return Reply(200, "ok", _LATENCY)
    if place in ("/version", "/version/"):
        version = {"major": MAJOR, "minor": MINOR, "gitVersion": GIT_VERSION}
        return Reply(200, json.dumps(version, indent=2), _LATENCY)
    message = f'forbidden: User "system:anonymous" cannot {method.lower()} path "{place}"'
    status = errors.failure(403, "Forbidden", message, {})
    return Reply(403, json.dumps(status, indent=2) + "\n", _LATENCY)
