"""What the API server answers to a path: ``kubectl get --raw /apis``.

Health, version, what there is to ask for, and objects (apiserver: endpoints/discovery).
"""

from __future__ import annotations

import json
from typing import Any

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.bootstrap import API_SERVER_IP
from cluster_sim.world.kube.version import GIT_VERSION, MAJOR, MINOR
from cluster_sim.world.shell.kubectl.failure import Failure
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output import json_
from cluster_sim.world.shell.kubectl.output.field_order import in_go_order
from cluster_sim.world.shell.kubectl.verbs.api_resources import verbs_of

_HEALTH = ("/healthz", "/livez", "/readyz")
_PORT = 6443


def answer(command: Invocation, asked: str) -> str:
    """The body of the answer. Failure when there is nothing at that path; StatusError."""
    path, _, query = asked.partition("?")
    path = path.rstrip("/") or "/"
    if path in _HEALTH:
        return _health(path, query)
    if path == "/version":
        version = {"major": MAJOR, "minor": MINOR, "gitVersion": GIT_VERSION}
        return json.dumps({**version, "platform": "linux/amd64"}, indent=2)
    known = registry.of(command.process.world).resources
    found = _discovered(known, path) or _written(_objects(command, known, path, query))
    if found is None:
        told = "the server could not find the requested resource"
        raise Failure(f"Error from server (NotFound): {told}")
    text = json.dumps(found, separators=(",", ":"), ensure_ascii=False)
    return json_.escaped(text) + "\n"


def _health(path: str, query: str) -> str:
    if "verbose" not in query:
        return "ok"
    checks = ("ping", "log", "etcd", "poststarthook/start-apiextensions-controllers")
    return "".join(f"[+]{check} ok\n" for check in checks) + f"{path[1:]} check passed\n"


def _written(found: Object | None) -> Object | None:
    """An object, or a list, with its fields in the order of Go's structs."""
    if found is None or "items" not in found:
        return found and in_go_order(found)
    first = {field: found[field] for field in ("kind", "apiVersion", "metadata")}
    return {**first, "items": [in_go_order(item) for item in found["items"]]}


def _discovered(known: tuple[Resource, ...], path: str) -> Object | None:
    steps = path.strip("/").split("/")
    groups = _groups(known)
    if path == "/api":
        address = {"clientCIDR": "0.0.0.0/0", "serverAddress": f"{API_SERVER_IP}:{_PORT}"}
        return {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": [address]}
    if path == "/apis":
        return {
            "kind": "APIGroupList",
            "apiVersion": "v1",
            "groups": [_group(name, versions) for name, versions in groups.items()],
        }
    if len(steps) == 2 and steps[0] == "apis" and steps[1] in groups:
        return {"kind": "APIGroup", "apiVersion": "v1", **_group(steps[1], groups[steps[1]])}
    version = path.removeprefix("/apis/") if steps[0] == "apis" else path.removeprefix("/api/")
    resources = [_described(each) for each in known if each.api_version == version]
    if not resources or len(steps) != (3 if steps[0] == "apis" else 2):
        return None
    return {
        "kind": "APIResourceList",
        **({"apiVersion": "v1"} if steps[0] == "apis" else {}),
        "groupVersion": version,
        "resources": resources,
    }


def _groups(known: tuple[Resource, ...]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for each in known:
        versions = groups.setdefault(each.group, [])
        if each.version not in versions:
            versions.append(each.version)
    return {name: versions for name, versions in groups.items() if name}


def _group(name: str, versions: list[str]) -> Object:
    shown = [{"groupVersion": f"{name}/{each}", "version": each} for each in versions]
    return {"name": name, "versions": shown, "preferredVersion": shown[0]}


def _described(resource: Resource) -> Object:
    return {
        "name": resource.plural,
        "singularName": resource.singular,
        "namespaced": resource.namespaced,
        "kind": resource.kind,
        "verbs": list(verbs_of(resource)),
        **({"shortNames": list(resource.short_names)} if resource.short_names else {}),
        **({"categories": list(resource.categories)} if resource.categories else {}),
    }


def _objects(
    command: Invocation, known: tuple[Resource, ...], path: str, query: str
) -> Object | None:
    """``/api/v1/namespaces/default/pods/web``, ``/apis/apps/v1/deployments``."""
    root, *steps = path.strip("/").split("/")
    start = {"api": 1, "apis": 2}.get(root)
    if start is None or len(steps) <= start:
        return None
    version, steps = "/".join(steps[:start]), steps[start:]
    namespace: str | None = None
    if steps[0] == "namespaces" and len(steps) > 2:
        namespace, steps = steps[1], steps[2:]
    kinds = [each for each in known if (each.api_version, each.plural) == (version, steps[0])]
    if not kinds or len(steps) > 2:
        return None
    kind = kinds[0]
    if len(steps) == 2:
        return command.client.get(kind.address, namespace or "", steps[1])
    options: dict[str, Any] = dict(part.partition("=")[::2] for part in query.split("&") if part)
    place = namespace if kind.namespaced else ""
    return command.client.list(
        kind.address, place, options.get("labelSelector", ""), options.get("fieldSelector", "")
    )
