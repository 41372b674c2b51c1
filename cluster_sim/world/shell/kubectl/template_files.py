"""``-o go-template-file=PATH``: a template kept in a file (genericclioptions/template_flags.go)."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Parsed
from cluster_sim.world.shell.process import Process

_FORMATS = ("go-template-file", "templatefile")


def read_template(process: Process, parsed: Parsed) -> None:
    """Put the template itself in the place of the file's name; Failure when there is no file."""
    word, equals, path = str(parsed.values.get("output") or "").partition("=")
    if word not in _FORMATS or not equals:
        return
    template = process.file(path) if path else ""
    if template is None:
        raise error(f"error reading --template {path}, open {path}: no such file or directory")
    parsed.values["output"] = f"go-template={template}"
