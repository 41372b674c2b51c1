"""``kubectl rollout history`` (pkg/cmd/rollout/rollout_history.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.describe.pod_template import write_pod_template
from cluster_sim.world.shell.kubectl.describe.writer import Writer
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.name import name_of
from cluster_sim.world.shell.kubectl.output.tabwriter import TabWriter
from cluster_sim.world.shell.kubectl.rollout_revisions import Revision, revisions
from cluster_sim.world.shell.kubectl.rollouts import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.rollouts import do_each, require_history
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, number("revision"), flag("output", "o"))


def run(command: Invocation) -> Outcome:
    """Print the revisions, or the template of one."""
    asked = command.value("revision")
    if asked < 0:
        raise error(f"revision must be a positive integer: {asked}")
    return do_each(command, _show)


def _show(command: Invocation, resource: Resource, obj: Object) -> None:
    require_history(resource, "history viewer", "history")
    history = [each for each in revisions(command, resource, obj) if each.number]
    asked, output = command.value("revision"), command.value("output")
    if output:
        for each in [_of_number(history, asked)] if asked else history:
            command.show(output, each.shown)
    elif asked and history:
        body = template_text(_of_number(history, asked).template)
        command.write(f"{name_of(obj)} with revision #{asked}\n{body}\n")
    else:
        title = f"{name_of(obj)} with revision #{asked}" if asked else f"{name_of(obj)} "
        command.write(f"{title}\n{_table(history)}\n")


def _of_number(history: list[Revision], asked: int) -> Revision:
    for each in history:
        if each.number == asked:
            return each
    raise error("unable to find the specified revision")


def _table(history: list[Revision]) -> str:
    if not history:
        return "No rollout history found."
    writer = TabWriter(min_width=0, padding=2)
    writer.write("REVISION\tCHANGE-CAUSE\n")
    for each in history:
        writer.write(f"{each.number}\t{each.cause or '<none>'}\n")
    writer.flush()
    return writer.take()


def template_text(template: Object) -> str:
    """A pod template as ``describe`` shows it."""
    writer = Writer(aligned=False)
    write_pod_template(writer, template)
    return writer.text()
