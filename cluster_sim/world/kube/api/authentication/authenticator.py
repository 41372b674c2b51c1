"""Credentials turned into users, in the order in which the server tries them.

pkg/kubeapiserver/authenticator/config.go: the client certificate first, then the token; who shows
nothing is anonymous, who shows something wrong is turned away.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.authentication import certificates, tokens
from cluster_sim.world.kube.api.user import ANONYMOUS, User


@dataclass(frozen=True, slots=True)
class Credentials:
    """``certificate``: base64 of PEM, as in a kubeconfig; both may be empty."""

    certificate: str = ""
    token: str = ""


def authenticate(world: World, shown: Credentials) -> User:
    """Whom the credentials speak for. Unauthorized for those that are wrong."""
    try:
        if shown.certificate:
            return certificates.user_of(world, _decoded(shown.certificate))
        if shown.token:
            return tokens.user_of(world, shown.token)
    except (certificates.BadCertificate, tokens.BadToken) as problem:
        raise unauthorized() from problem
    return ANONYMOUS


def unauthorized() -> errors.StatusError:
    """401: the credentials are wrong, and the server does not say how."""
    return errors.StatusError(errors.failure(401, "Unauthorized", "Unauthorized"))


def _decoded(data: str) -> str:
    try:
        return base64.b64decode(data, validate=True).decode()
    except ValueError as problem:
        raise certificates.BadCertificate("malformed certificate") from problem
