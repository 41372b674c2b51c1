"""``kubectl create -f``: new objects from manifests (pkg/cmd/create)."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.shell.kubectl import manifests
from cluster_sim.world.shell.kubectl.changes import FLAGS as CHANGE_FLAGS
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import Failure, error, see_help
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.last_applied import remembering
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    *CHANGE_FLAGS,
    several("filename", "f", split=True),
    flag("kustomize", "k"),
    switch("recursive", "R"),
    switch("save-config"),
    flag("selector", "l"),
    switch("edit"),
    RECORD,
)


def run(command: Invocation) -> Outcome:
    """Create every object of every file."""
    if command.args:
        raise see_help(f"Unexpected args: [{' '.join(command.args)}]", command.path)
    if not command.value("filename"):
        raise error("must specify one of -f and -k")
    faults: list[Failure] = []
    failed = False
    for manifest in manifests.read(command, command.value("filename"), faults):
        made = remembering(manifest.obj) if command.value("save-config") else manifest.obj
        try:
            if dry_run(command) != "client":
                client = client_for(command)
                made = client.create(manifest.resource.address, manifest.namespace, made)
            tell(command, made, "created")
        except StatusError as problem:
            failed = True
            command.complain_of(problem, f'error when creating "{manifest.source}"')
    for fault in faults:
        command.complain(fault.text)
    return Exit(1 if failed or faults else 0)
