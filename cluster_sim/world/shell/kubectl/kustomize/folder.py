"""``-k FOLDER`` among the files that a command names."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Parsed


class Kustomization(str):
    """The path of a folder whose kustomization is to be built."""

    __slots__ = ()


def name_folder(parsed: Parsed) -> None:
    """Put the folder of ``-k`` where the files of ``-f`` are; Failure when both are given."""
    folder = parsed.values.get("kustomize")
    if not folder or "filename" not in parsed.values:
        return
    if parsed.values["filename"]:
        raise error("only one of -f or -k can be specified")
    parsed.values["filename"] = (Kustomization(folder),)
