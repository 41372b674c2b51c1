"""Who may pull from a private registry.

pkg/credentialprovider, kubelet_pods.go (getPullSecretsForPod).
"""

from __future__ import annotations

import base64
import json
from typing import Any

from cluster_sim.world.containers import images
from cluster_sim.world.kube.api.meta import namespace_of
from cluster_sim.world.kube.kubelet.objectdata import data_of
from cluster_sim.world.kube.kubelet.podturn import Turn


def check(turn: Turn, image: images.Image) -> None:
    """PullFailed when the image's registry asks for a name and password and gets none that fit.

    A Secret that is not there is told.
    """
    host = image.repository.partition("/")[0]
    wanted = images.PRIVATE.get(host)
    if wanted is None:
        return
    found, missing = False, []
    for reference in turn.pod["spec"].get("imagePullSecrets") or ():
        data = data_of(turn.world, "secrets", namespace_of(turn.pod), reference.get("name", ""))
        if data is None:
            missing.append(reference.get("name", ""))
        elif wanted in _credentials(data, host):
            found = True
    if missing:
        text = (
            f"Unable to retrieve some image pull secrets ({', '.join(missing)}); attempting to "
            "pull the image may not succeed."
        )
        turn.warning(None, "FailedToRetrieveImagePullSecret", text)
    if not found:
        raise images.unauthorized(image)


def _credentials(data: dict[str, str], host: str) -> list[tuple[str, str]]:
    """Names and passwords that a Secret of type dockerconfigjson holds for a registry."""
    try:
        config = json.loads(data.get(".dockerconfigjson") or data.get(".dockercfg") or "{}")
    except ValueError:
        return []
    auths = config.get("auths", config) if isinstance(config, dict) else {}
    entries = auths.items() if isinstance(auths, dict) else ()
    return [_pair(entry) for place, entry in entries if host in place and isinstance(entry, dict)]


def _pair(entry: dict[str, Any]) -> tuple[str, str]:
    if entry.get("username"):
        return str(entry["username"]), str(entry.get("password", ""))
    try:
        name, _, password = base64.b64decode(str(entry.get("auth", ""))).decode().partition(":")
    except ValueError:
        return "", ""
    return name, password
