"""``kubectl explain``: what a kind and its fields are (pkg/cmd/explain/explain.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output import explained, explained_v2
from cluster_sim.world.shell.kubectl.schema_fields import Field
from cluster_sim.world.shell.kubectl.selection import find
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


def run(command: Invocation) -> Outcome:
    """Print the description of a kind or of a field of it, then the fields inside."""
    _check(command)
    resource, path = _asked(command)
    whole = Field.of_resource(resource)
    if whole is None:
        raise error(f"GVR ({resource.api_version}, Resource={resource.plural}) not found")
    depth = explained.Depth(command.value("recursive"), command.value("max-depth"))
    if command.value("output") == "plaintext-openapiv2":
        command.write(explained_v2.text(resource, explained_v2.follow(whole, path), path, depth))
        return Exit()
    command.write(explained.heading(resource))
    field = explained.follow(whole, path)
    if field is None:
        raise error(f'field "{path[-1]}" does not exist')
    command.write(explained.text(field, path, depth))
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
