"""The objects a verb is about: named as arguments, chosen by labels, or those of ``-f``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.shell.kubectl import manifests
from cluster_sim.world.shell.kubectl.failure import Failure
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import Found, fetch, targets

MUST_NAME = """error: You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'"""


def subjects(command: Invocation, args: Sequence[str]) -> tuple[list[Found], bool]:
    """What is found, and whether something is missing; refusals are printed.

    The flags ``filename``, ``local``, ``selector``, ``field-selector``, ``all-namespaces`` count
    where the verb has them. Failure when nothing is asked for.
    """
    if _flag(command, "filename"):
        return _from_files(command)
    if not args:
        raise Failure(MUST_NAME)
    return fetch(
        command,
        targets(command.process.world, args, command.path),
        _flag(command, "selector") or "",
        _flag(command, "field-selector") or "",
        bool(_flag(command, "all-namespaces")),
    )


def is_local(command: Invocation) -> bool:
    """Whether the cluster is to be left out of it (``--local``)."""
    return bool(_flag(command, "local"))


def _flag(command: Invocation, name: str) -> Any:
    return command.parsed.values.get(name)


def _from_files(command: Invocation) -> tuple[list[Found], bool]:
    faults: list[Failure] = []
    found: list[Found] = []
    failed = False
    for manifest in manifests.read(command, command.value("filename"), faults):
        resource, obj = manifest.resource, manifest.obj
        try:
            if not is_local(command):
                obj = command.client.get(resource.address, manifest.namespace, manifest.name)
        except StatusError as problem:
            command.complain_of(problem)
            failed = True
            continue
        version = obj["metadata"].get("resourceVersion", "")
        found.append(Found(resource, (obj,), True, version))
    for fault in faults:
        command.complain(fault.text)
    return found, failed or bool(faults)
