"""``kubectl apply set-last-applied``: what an object is to remember, taken from a file."""

from __future__ import annotations

from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs import patch as api
from cluster_sim.world.shell.kubectl import manifests
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.last_applied import noted, text_of
from cluster_sim.world.shell.kubectl.manifests import Manifest
from cluster_sim.world.shell.kubectl.subjects import MUST_NAME
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    flag("output", "o"),
    switch("create-annotation"),
    several("filename", "f", split=True),
)


def run(command: Invocation) -> Outcome:
    """Look at all objects first, then write those whose memory differs."""
    if not command.value("filename"):
        raise Failure(MUST_NAME)
    dry_run(command)
    found = manifests.read(command, command.value("filename"))
    changes = [(each, live) for each in found if (live := _to_change(command, each)) is not None]
    for manifest, live in changes:
        text = json_text(manifest.obj) + "\n"
        changed = noted(live, text)
        if dry_run(command) != "client":
            changed = client_for(command).patch(
                manifest.resource.address,
                manifest.namespace,
                manifest.name,
                {"metadata": {"annotations": noted({}, text)["metadata"]["annotations"]}},
                api.MERGE,
            )
        tell(command, changed, "configured")
    return Exit()


def _to_change(command: Invocation, manifest: Manifest) -> Object | None:
    resource, name = manifest.resource, manifest.name
    live = command.client.get(resource.address, manifest.namespace, name)
    before = text_of(live)
    if before is None and not command.value("create-annotation"):
        raise error(
            f"no last-applied-configuration annotation found on resource: {name}, to create the "
            "annotation, run the command with --create-annotation"
        )
    if before == json_text(manifest.obj) + "\n":
        command.write(f"set-last-applied {name}: no changes required.\n")
        return None
    return live
