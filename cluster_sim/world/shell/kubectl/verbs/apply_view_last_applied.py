"""``kubectl apply view-last-applied``: what an object remembers of the last apply."""

from __future__ import annotations

import json

from cluster_sim.world.kube.api.meta import name_of
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import error, usage
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.last_applied import text_of
from cluster_sim.world.shell.kubectl.output import json_, yaml
from cluster_sim.world.shell.kubectl.subjects import subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    flag("output", "o", "yaml"),
    flag("selector", "l"),
    switch("all"),
    several("filename", "f", split=True),
    switch("recursive", "R"),
)


def run(command: Invocation) -> Outcome:
    """Print what was applied last of each object named."""
    found, failed = subjects(command, command.args)
    if failed:
        return Exit(1)
    texts = [_remembered(item) for each in found for item in each.items]
    for text in texts:
        command.write(_shown(command, text))
    return Exit()


def _remembered(item: Object) -> str:
    text = text_of(item)
    if text is None:
        told = f"no last-applied-configuration annotation found on resource: {name_of(item)}\n"
        raise error(told)
    return text


def _shown(command: Invocation, text: str) -> str:
    output = command.value("output")
    if output == "json":
        laid_out = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
        return json_.escaped(laid_out) + ("\n" if text.endswith("\n") else "")
    if output == "yaml":
        return yaml.dumps(json.loads(text))
    raise usage(
        f"Unexpected -o output mode: {output}, the flag 'output' must be one of yaml|json",
        command.path,
    )
