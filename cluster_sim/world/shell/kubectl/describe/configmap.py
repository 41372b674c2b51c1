"""``kubectl describe configmap``."""

from __future__ import annotations

import base64

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a ConfigMap, its texts in full."""
    write_identity(w, obj)
    w.line(0, "\nData\n====")
    for key, text in sorted((obj.get("data") or {}).items()):
        w.line(0, f"{key}:\n----")
        w.line(0, text)
        w.line(0, "")
    w.line(0, "\nBinaryData\n====")
    for key, encoded in sorted((obj.get("binaryData") or {}).items()):
        w.line(0, f"{key}: {len(base64.b64decode(encoded))} bytes")
    w.line(0, "")
    write_events(w, obj, on)
