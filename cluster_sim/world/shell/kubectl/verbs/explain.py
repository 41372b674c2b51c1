"""``kubectl explain``: what a kind and its fields are (pkg/explain/v2/templates/plaintext.tmpl)."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.schema_fields import ITEM, Field
from cluster_sim.world.shell.kubectl.selection import find
from cluster_sim.world.shell.kubectl.word_wrap import indented, wrapped
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    switch("recursive", "R"),
    flag("api-version"),
    Flag("output", "o", default="plaintext"),
    number("max-depth"),
)
_NOTHING = (
    'You must specify the type of resource to explain. Use "kubectl api-resources" for a '
    "complete list of supported resources.\n"
)
_WIDTH = 80


def run(command: Invocation) -> Outcome:
    """Print the description of a kind or of a field of it, then the fields inside."""
    _check(command)
    resource, path = _asked(command)
    field = Field.of_kind(resource.api_version, resource.kind)
    if field is None:
        raise error(f"GVR ({resource.api_version}, Resource={resource.plural}) not found")
    for name in path:
        inner = _inside(field).step(name)
        if inner is None:
            raise error(f'field "{path[-1]}" does not exist')
        field = inner
    group = f"GROUP:      {resource.group}\n" if resource.group else ""
    command.write(f"{group}KIND:       {resource.kind}\nVERSION:    {resource.version}\n\n")
    if path:
        command.write(f"FIELD: {path[-1]} <{field.shown}>\n\n\n")
    _write_field(command, field)
    return Exit()


def _check(command: Invocation) -> None:
    depth = command.value("max-depth")
    if not command.args:
        raise Failure(f"error: {_NOTHING}")
    if len(command.args) > 1:
        raise Failure("error: We accept only this format: explain RESOURCE\n")
    if depth > 0 and not command.value("recursive"):
        raise error("--max-depth requires --recursive")
    if depth < 0:
        raise error("--max-depth must be non-negative")
    if command.value("output") not in ("plaintext", "plaintext-openapiv2"):
        raise error(f"unrecognized format: {command.value('output')}")


def _asked(command: Invocation) -> tuple[Resource, list[str]]:
    """The kind and the path: the group may stand between them (``deployments.apps.spec``)."""
    text = command.args[0].removesuffix(".")
    resource = find(command.process.world, text.partition(".")[0])[0]
    version = command.value("api-version")
    if version and version != resource.api_version:
        try:
            resource = registry.of(command.process.world).by_kind(version, resource.kind)
        except registry.UnknownResource:
            raise error(
                f'couldn\'t find resource for "{version}, Resource={resource.plural}"'
            ) from None
    rest = text.partition(".")[2]
    if resource.group and text.startswith(resource.key):
        rest = text[len(resource.key) :].removeprefix(".")
    return resource, [name for name in rest.split(".") if name]


def _inside(field: Field) -> Field:
    """What a list or a map holds, however deep; the field itself when it is neither."""
    while not field.fields():
        inner = field.step(ITEM) or field.step("")
        if inner is None:
            break
        field = inner
    return field


def _write_field(command: Invocation, field: Field) -> None:
    described = "".join(f"{text}\n" for text in _descriptions(field)) or "<empty>"
    command.write(f"DESCRIPTION:\n{indented(wrapped(described, _WIDTH - 4), 4)}\n")
    if _inside(field).fields():
        command.write("FIELDS:\n")
        deepest = command.value("max-depth") or None
        recursive = command.value("recursive")
        command.write("".join(_listed(_inside(field), 1, recursive, deepest, (field.name,))))
    command.write("\n")


def _descriptions(field: Field) -> Iterator[str]:
    """What is said of a field, of its type, and of what that holds."""
    own = field.own_description
    if own:
        yield own
    typed = field.schema.get("description")
    if typed and typed != own:
        yield typed
    inner = field.step(ITEM) if not field.fields() else None
    inner = inner or (field.step("") if not field.fields() else None)
    if inner is not None:
        yield from _descriptions(inner)


def _listed(
    holder: Field, level: int, recursive: bool, deepest: int | None, seen: tuple[str, ...]
) -> Iterator[str]:
    """The fields of a struct by name; types that hold themselves are followed once."""
    pad = level * 2
    for name, field in sorted(holder.fields().items()):
        needed = " -required-" if name in holder.required else ""
        yield f"{' ' * pad}{name}\t<{field.shown}>{needed}\n"
        if not recursive:
            text = field.description or "<no description>"
            yield f"{indented(wrapped(text, _WIDTH - 2 - pad), pad + 2)}\n\n"
            continue
        inner = _inside(field)
        if (deepest is None or level < deepest) and inner.fields() and inner.name not in seen:
            yield from _listed(inner, level + 1, recursive, deepest, (*seen, inner.name))
