"""``kubectl diff``: what ``apply`` would change (pkg/cmd/diff)."""

from __future__ import annotations

from difflib import unified_diff

from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl import manifests
from cluster_sim.world.shell.kubectl.failure import Failure
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.last_applied import bare
from cluster_sim.world.shell.kubectl.manifests import Manifest
from cluster_sim.world.shell.kubectl.output import yaml
from cluster_sim.world.shell.kubectl.output.listing import without_managed_fields
from cluster_sim.world.shell.kubectl.server_side import apply_on_server
from cluster_sim.world.shell.kubectl.verbs.apply import patch_for, patch_type
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    several("filename", "f", split=True),
    flag("kustomize", "k"),
    flag("selector", "l"),
    switch("recursive", "R"),
    switch("server-side"),
    Flag("field-manager", default="kubectl-client-side-apply"),
    switch("force-conflicts"),
    switch("prune"),
    switch("show-managed-fields"),
    flag("concurrency", default="1"),
)
# What ``diff`` ends with when it cannot compare.
_TROUBLE = 2
# Names of temporary folders end with a number below this one.
_FOLDERS = 2**32


def run(command: Invocation) -> Outcome:
    """Print the differences; status 1 when there are some, as ``diff`` has it."""
    if not command.value("filename"):
        raise Failure("error: must specify one of -f and -k", _TROUBLE)
    faults: list[Failure] = []
    pairs = []
    for manifest in manifests.read(command, command.value("filename"), faults):
        try:
            pairs.append((manifest, *_both(command, manifest)))
        except StatusError as problem:
            command.complain_of(problem)
            return Exit(_TROUBLE)
    if faults:
        command.complain(faults[0].text)
        return Exit(_TROUBLE)
    text = _differences(command, pairs)
    command.write(text)
    return Exit(1 if text else 0)


def _both(command: Invocation, manifest: Manifest) -> tuple[Object | None, Object]:
    """The object as it is and as it would be."""
    key, namespace = manifest.resource.address, manifest.namespace
    stored = command.client.world.store.get(manifest.resource.key, namespace, manifest.name)
    client = command.client.dry()
    if command.value("server-side"):
        live = client.get(key, namespace, manifest.name) if stored is not None else None
        return live, apply_on_server(command, client, manifest)
    if stored is None:
        return None, client.create(key, namespace, manifest.obj)
    live = client.get(key, namespace, manifest.name)
    patch = patch_for(manifest, bare(manifest.obj), live)
    if not patch:
        return live, live
    kind = patch_type(manifest.resource)
    return live, client.patch(key, namespace, manifest.name, patch, kind)


def _differences(command: Invocation, pairs: list[tuple[Manifest, Object | None, Object]]) -> str:
    chance = command.client.world.chance
    before = f"/tmp/LIVE-{chance.below('kubectl', _FOLDERS)}"
    after = f"/tmp/MERGED-{chance.below('kubectl', _FOLDERS)}"
    stamp = _stamp(command.client.now)
    text = ""
    for manifest, live, merged in pairs:
        name = _file_name(manifest)
        old, new = _lines(live), _lines(merged)
        if old != new:
            text += f"diff -u -N {before}/{name} {after}/{name}\n"
            text += "".join(
                unified_diff(old, new, f"{before}/{name}", f"{after}/{name}", stamp, stamp)
            )
    return text


def _lines(obj: Object | None) -> list[str]:
    return yaml.dumps(without_managed_fields(obj)).splitlines(keepends=True) if obj else []


def _file_name(manifest: Manifest) -> str:
    resource = manifest.resource
    group = f"{resource.group}." if resource.group else ""
    return f"{group}{resource.version}.{resource.kind}.{manifest.namespace}.{manifest.name}"


def _stamp(now: int) -> str:
    """The time of a file as GNU diff writes it."""
    moment = timestamps.micro_time(now).replace("T", " ").removesuffix("Z")
    return f"{moment}000 +0000"
