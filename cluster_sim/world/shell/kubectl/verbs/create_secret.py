"""``kubectl create secret generic``."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, files, key_values, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    several("from-literal"),
    several("from-file"),
    flag("type"),
    switch("append-hash"),
)


def run(command: Invocation) -> Outcome:
    """Create the Secret."""
    name = name_argument(command)
    texts = {
        **files(command, command.value("from-file")),
        **key_values(command, command.value("from-literal")),
    }
    data = {key: b64encode(text.encode()).decode() for key, text in texts.items()}
    made: dict[str, Any] = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}}
    if data:
        made["data"] = data
    if command.value("type"):
        made["type"] = command.value("type")
    return create(command, "secrets", made)
