"""Which objects a command line means: ``pods``, ``pods web``, ``deploy/web``, ``-l app=web``.

cli-runtime/pkg/resource/builder.go
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.pages import Paging
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.invocation import Invocation


@dataclass(frozen=True, slots=True)
class Target:
    """A kind to list, or one object of it by name."""

    resource: Resource
    name: str = ""


def targets(world: World, args: Sequence[str], command: str = "kubectl") -> list[Target]:
    """The targets that the arguments name, in their order; Failure when they name none."""
    if not args:
        return []
    if any("/" in arg for arg in args):
        return [_pair(world, arg, command) for arg in args]
    kinds = [find(world, part) for part in args[0].split(",") if part]
    if args[0] != "all" and len(kinds) > 1 and len(args) > 1:
        raise error("you may only specify a single resource type")
    names = list(dict.fromkeys(args[1:]))
    expanded = [each for kind in kinds for each in kind]
    if not names:
        return [Target(resource) for resource in expanded]
    return [Target(resource, name) for resource in expanded for name in names]


def find(world: World, name: str) -> tuple[Resource, ...]:
    """The kinds behind a word: one, or those of a category such as ``all``."""
    known = registry.of(world)
    category = known.in_category(name)
    if category:
        return category
    try:
        return (known.by_name(name),)
    except registry.UnknownResource as unknown:
        raise error(str(unknown)) from unknown


def _pair(world: World, arg: str, command: str) -> Target:
    kind, slash, name = arg.partition("/")
    if not slash:
        raise Failure(
            "error: there is no need to specify a resource type as a separate argument when "
            f"passing arguments in resource/name form (e.g. '{command} resource/<resource_name>' "
            f"instead of '{command} resource resource/<resource_name>'"
        )
    if "/" in name or not kind or not name:
        raise error(
            "arguments in resource/name form may not have more than one slash"
            if "/" in name
            else f"arguments in resource/name form must have a single resource and name: {arg}"
        )
    return Target(find(world, kind)[0], name)


@dataclass(frozen=True, slots=True)
class Found:
    """Objects of one kind, as one request answered them; ``version`` is that of the answer."""

    resource: Resource
    items: tuple[Object, ...]
    single: bool
    version: str


def fetch(
    command: Invocation,
    wanted: Sequence[Target],
    selector: str = "",
    field_selector: str = "",
    everywhere: bool = False,
) -> tuple[list[Found], bool]:
    """Ask the API server for each target; refusals are printed, and the second value says so.

    The names of one kind are asked for one by one, as kubectl does.
    """
    if (selector or field_selector) and any(target.name for target in wanted):
        raise error("name cannot be provided when a selector is specified")
    found: list[Found] = []
    failed = False
    for target in wanted:
        try:
            found.append(_fetch_one(command, target, selector, field_selector, everywhere))
        except StatusError as problem:
            if problem.reason == "NotFound" and command.parsed.values.get("ignore-not-found"):
                continue
            command.complain_of(problem)
            failed = True
    return found, failed


def _fetch_one(
    command: Invocation, target: Target, selector: str, field_selector: str, everywhere: bool
) -> Found:
    resource, client = target.resource, command.client
    namespace = command.namespace if resource.namespaced else ""
    if target.name:
        if everywhere and resource.namespaced:
            raise error("a resource cannot be retrieved by name across all namespaces")
        part = command.parsed.values.get("subresource") or ""
        obj = client.get(resource.address, namespace, target.name, part)
        return Found(resource, (obj,), True, obj["metadata"]["resourceVersion"])
    place = None if everywhere or not resource.namespaced else namespace
    chunk = command.parsed.values.get("chunk-size") or 0
    items: list[Object] = []
    proceed = ""
    while True:
        paging = Paging(limit=chunk, proceed=proceed)
        answer = client.list(resource.address, place, selector, field_selector, paging)
        items += (_typed(resource, item) for item in answer["items"])
        proceed = answer["metadata"].get("continue", "")
        if not proceed:
            return Found(resource, tuple(items), False, answer["metadata"]["resourceVersion"])


def _typed(resource: Resource, item: Object) -> Object:
    """Items of a list carry apiVersion and kind, as kubectl fills them in."""
    return {"apiVersion": resource.api_version, "kind": resource.kind, **item}
