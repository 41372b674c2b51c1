"""``kubectl set image``: other images in a pod template (pkg/cmd/set/set_image.go)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.meta import name_of, namespace_of
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs import patch as api
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import Failure, error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.subjects import MUST_NAME, is_local, subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    flag("output", "o"),
    flag("selector", "l"),
    switch("all"),
    switch("local"),
    several("filename", "f", split=True),
)


def run(command: Invocation) -> Outcome:
    """Set ``container=image`` in every object named; ``*`` is every container."""
    pairs = [arg for arg in command.args if "=" in arg]
    names = [arg for arg in command.args if "=" not in arg]
    if not names and not command.value("filename"):
        raise Failure(MUST_NAME)
    if not pairs:
        raise error("at least one image update is required")
    found, failed = subjects(command, names)
    for each in found:
        for item in each.items:
            failed = _set(command, each.resource, item, pairs) or failed
    return Exit(1 if failed else 0)


def _set(command: Invocation, resource: Resource, item: Object, pairs: list[str]) -> bool:
    images = dict(pair.split("=", 1) for pair in pairs)
    is_pod = resource.key == "pods"
    spec = item["spec"] if is_pod else (item["spec"].get("template") or {}).get("spec")
    if spec is None:
        raise error(f"the object is not a pod or does not have a pod template: {resource.kind}")
    known = [c["name"] for c in (*spec.get("initContainers", ()), *spec["containers"])]
    missing = [name for name in images if name != "*" and name not in known]
    for name in missing:
        command.complain(f'error: unable to find container named "{name}"\n')
    body = _changes(spec, images)
    if missing or not body:
        return bool(missing)
    patch = {"spec": body if is_pod else {"template": {"spec": body}}}
    changed = item
    if is_local(command):
        changed = api.patched(resource, item, patch, api.STRATEGIC)
    elif dry_run(command) != "client":
        changed = client_for(command).patch(resource.key, namespace_of(item), name_of(item), patch)
    tell(command, changed, "image updated")
    return False


def _changes(spec: dict[str, Any], images: dict[str, str]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for field in ("initContainers", "containers"):
        changed = [
            {"name": each["name"], "image": image}
            for each in spec.get(field) or ()
            if (image := images.get(each["name"], images.get("*"))) and image != each["image"]
        ]
        if changed:
            body[field] = changed
    return body
