"""``kubectl create deployment``."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, number, several
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import container, create, image_name, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (
    *COMMON,
    several("image", split=True),
    number("replicas", "r", default=1),
    number("port", default=-1),
)


def run(command: Invocation) -> Outcome:
    """Create the Deployment."""
    if not command.given("image"):
        raise error('required flag(s) "image" not set')
    name = name_argument(command)
    if len(command.value("image")) > 1 and command.parsed.after_dash:
        raise error("cannot specify multiple --image options and command")
    return create(command, "deployments.apps", _deployment(command, name), told="deployment:")


def _deployment(command: Invocation, name: str) -> dict[str, Any]:
    labels = {"app": name}
    port = command.value("port")
    ports = [{"containerPort": port}] if port >= 0 else []
    containers = [
        container(image_name(command, image), image, command=list(command.parsed.after_dash))
        for image in command.value("image")
    ]
    if ports and containers:
        containers[0] = {**containers[0], "ports": ports}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"labels": labels, "name": name},
        "spec": {
            "replicas": command.value("replicas"),
            "selector": {"matchLabels": labels},
            "strategy": {},
            "template": {"metadata": {"labels": labels}, "spec": {"containers": containers}},
        },
        "status": {},
    }
