"""``kubectl set image``: other images in a pod template (pkg/cmd/set/set_image.go)."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.pod_templates import FLAGS as TEMPLATE_FLAGS
from cluster_sim.world.shell.kubectl.pod_templates import (
    Spec,
    TemplateUpdate,
    changed_containers,
    check_flags,
    check_selection,
)
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.subjects import MUST_NAME
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*TEMPLATE_FLAGS, flag("selector", "l"), RECORD)


def run(command: Invocation) -> Outcome:
    """Set ``container=image`` in every object named; ``*`` is every container."""
    check_flags(command)
    pairs = [arg for arg in command.args if "=" in arg]
    names = [arg for arg in command.args if "=" not in arg]
    if not names and not command.value("filename"):
        raise Failure(MUST_NAME)
    if not pairs:
        raise error("at least one image update is required")
    check_selection(command)
    images = dict(pair.split("=", 1) for pair in pairs)
    refused = "failed to patch image update to pod template:"
    update = TemplateUpdate(command, "image updated", refused)

    def change(item: Object, spec: Spec) -> Spec:
        for name, image in images.items():
            spec, count = changed_containers(spec, name, _with_image(image))
            if not count:
                update.faults.append(f'unable to find container named "{name}"')
        return spec

    return update.run(names, change)


def _with_image(image: str) -> Callable[[Spec], Spec]:
    return lambda container: {**container, "image": image}
