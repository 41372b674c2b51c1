"""``kubectl describe secret``: sizes, not contents."""

from __future__ import annotations

import base64

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_TOKEN_TYPE = "kubernetes.io/service-account-token"


def write(w: Writer, obj: Object, _on: Context) -> None:
    """The description of a Secret; a service account's token is the one thing shown."""
    write_identity(w, obj)
    w.line(0, f"\nType:\t{obj.get('type', '')}")
    w.line(0, "\nData\n====")
    for key, encoded in sorted((obj.get("data") or {}).items()):
        content = base64.b64decode(encoded)
        if key == "token" and obj.get("type") == _TOKEN_TYPE:
            w.field(0, key, content.decode(errors="replace"))
        else:
            w.field(0, key, f"{len(content)} bytes")
