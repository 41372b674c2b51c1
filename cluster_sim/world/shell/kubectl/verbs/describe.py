"""``kubectl describe``: everything about objects, for people (pkg/cmd/describe)."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe import describe
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import Found, Target, fetch, targets
from cluster_sim.world.shell.kubectl.subjects import subjects
from cluster_sim.world.shell.kubectl.tables import nothing_found
from cluster_sim.world.shell.kubectl.verbs.get import DEPRECATED
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    switch("all-namespaces", "A"),
    flag("selector", "l"),
    several("filename", "f", split=True),
    flag("kustomize", "k"),
    switch("show-events", default=True),
    number("chunk-size", default=500),
)
_NOTHING = (
    'You must specify the type of resource to describe. Use "kubectl api-resources" for a '
    "complete list of supported resources."
)


def run(command: Invocation) -> Outcome:
    """Print the descriptions, set two lines apart."""
    if not command.args and not command.value("filename"):
        raise error(_NOTHING)
    wanted = targets(command.process.world, command.args, "kubectl describe")
    found, failed = _find(command, wanted) if wanted else subjects(command, ())
    events = _shows_events(command, wanted, found, failed)
    texts = [
        describe(command.client, each.resource.key, item, events)
        for each in found
        for item in each.items
    ]
    if any(each.resource.key == "endpoints" for each in found):
        command.complain(DEPRECATED)
    command.write("\n\n".join(texts))
    if not texts and not failed:
        command.complain(nothing_found(command, wanted))
    return Exit(1 if failed else 0)


def _shows_events(
    command: Invocation, wanted: list[Target], found: list[Found], failed: bool
) -> bool:
    """Events come with one object that was named in full, or whenever they are asked for."""
    if command.given("show-events"):
        return bool(command.value("show-events"))
    names = [item["metadata"]["name"] for each in found for item in each.items]
    guessed = any(target.name not in (*names, "", None) for target in wanted)
    return len(names) == 1 and not failed and not guessed


def _find(command: Invocation, wanted: list[Target]) -> tuple[list[Found], bool]:
    """As ``get`` finds them; a name that is none may be the beginning of several."""
    found: list[Found] = []
    failed = False
    for target in wanted:
        begun = _beginning_with(command, target) if target.name else []
        if begun:
            found.append(Found(target.resource, tuple(begun), False, ""))
            continue
        one, missing = fetch(
            command, [target], command.value("selector"), "", command.value("all-namespaces")
        )
        found, failed = found + one, failed or missing
    return found, failed


def _beginning_with(command: Invocation, target: Target) -> list[Object]:
    resource, client = target.resource, command.client
    namespace = command.namespace if resource.namespaced else ""
    try:
        client.get(resource.key, namespace, target.name)
    except StatusError:
        items = client.list(resource.key, namespace if resource.namespaced else None)["items"]
        return [item for item in items if item["metadata"]["name"].startswith(target.name)]
    return []
