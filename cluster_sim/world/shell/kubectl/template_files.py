"""Templates given beside ``-o``: with ``--template``, or kept in files.

cli-runtime/pkg/genericclioptions/{template,jsonpath}_flags.go, pkg/cmd/get/customcolumn_flags.go
"""

from __future__ import annotations

from collections.abc import Sequence

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, Parsed, flag, switch
from cluster_sim.world.shell.process import Process

# A format whose template is in a file → the format whose template it is.
_FILES = {
    "custom-columns-file": "custom-columns",
    "go-template-file": "go-template",
    "jsonpath-file": "jsonpath",
    "templatefile": "go-template",
}
_TEMPLATES = ("go-template", "template", "jsonpath", "jsonpath-as-json", "custom-columns", *_FILES)
_PRINTING = (flag("template"), switch("show-managed-fields"))
# What ``-o`` means something else for.
_OTHERWISE = (
    *("kubectl version", "kubectl explain", "kubectl api-resources", "kubectl kustomize"),
    "kubectl apply view-last-applied",
)
_SHAPE = (
    "Expected format is one line of space separated headers, one line of space separated column "
    "specs."
)


def flags_with(path: str, known: Sequence[Flag]) -> tuple[Flag, ...]:
    """A command's flags, with those that come with the printing of objects."""
    names = {each.name for each in known}
    if "output" not in names or path.startswith(_OTHERWISE):
        return tuple(known)
    return (*known, *(each for each in _PRINTING if each.name not in names))


def read_template(process: Process, parsed: Parsed) -> None:
    """Put the template itself into the value of ``-o``; Failure when its file cannot be read."""
    output, given = str(parsed.values.get("output") or ""), parsed.values.get("template")
    if given:
        output = f"{output or 'go-template'}={given}" if output in ("", *_TEMPLATES) else output
    word, _, path = output.partition("=")
    if word in _FILES and path:
        output = f"{_FILES[word]}={_content(process, word, path)}"
    elif word in _FILES:
        output = _FILES[word]
    if output:
        parsed.values["output"] = output


def _content(process: Process, word: str, path: str) -> str:
    text = process.file(path)
    told = f"open {path}: no such file or directory"
    if word == "custom-columns-file":
        if text is None:
            raise error(f"error reading template {path}, {told}\n")
        return _columns(text)
    if text is None:
        raise error(f"error reading --template {path}, {told}")
    return text


def _columns(text: str) -> str:
    """Headers over paths, as ``HEADER:path,…``."""
    lines = text.split("\n")
    if not lines[0]:
        raise error(f"invalid template, missing header line. {_SHAPE}")
    if len(lines) < 2 or not lines[1]:
        raise error(f"invalid template, missing spec line. {_SHAPE}")
    headers, specs = lines[0].split(), lines[1].split()
    if len(headers) != len(specs):
        raise error(
            f"number of headers ({len(headers)}) and field specifications ({len(specs)}) "
            "don't match"
        )
    return ",".join(f"{header}:{spec}" for header, spec in zip(headers, specs, strict=True))
