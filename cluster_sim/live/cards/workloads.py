"""Cards of workloads, Services, Events, flows of requests and commands."""

from __future__ import annotations

from typing import Any

from cluster_sim.live.cards.generic import labels
from cluster_sim.live.cards.routes import addresses
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import events
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.meta import controller_of, namespace_of
from cluster_sim.world.kube.indexes import SERVICE


def deployment(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """How far the rollout is."""
    spec, status = obj["spec"], obj.get("status") or {}
    return {
        "replicas": spec.get("replicas", 1),
        "ready": status.get("readyReplicas", 0),
        "updated": status.get("updatedReplicas", 0),
        "available": status.get("availableReplicas", 0),
        "paused": bool(spec.get("paused")),
        "images": [found["image"] for found in spec["template"]["spec"]["containers"]],
        "selector": (spec.get("selector") or {}).get("matchLabels") or {},
        "labels": labels(obj),
    }


def replica_set(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """Whose it is, and which revision."""
    owner = controller_of(obj)
    annotations = obj["metadata"].get("annotations") or {}
    return {
        "owner": {"kind": owner["kind"], "name": owner["name"]} if owner else None,
        "replicas": obj["spec"].get("replicas", 1),
        "ready": (obj.get("status") or {}).get("readyReplicas", 0),
        "revision": annotations.get("deployment.kubernetes.io/revision", ""),
        "labels": labels(obj),
    }


def service(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """The address, and the pods behind it."""
    spec = obj["spec"]
    name = f"{namespace_of(obj)}/{obj['metadata']['name']}"
    slices = world.store.by_index("endpointslices.discovery.k8s.io", SERVICE, name)
    return {
        "type": spec.get("type", "ClusterIP"),
        "clusterIP": spec.get("clusterIP", ""),
        "addresses": addresses((obj.get("status") or {}).get("loadBalancer") or {}),
        "external": spec.get("externalName", ""),
        "ports": [_port(port) for port in spec.get("ports") or ()],
        "selector": spec.get("selector") or {},
        "endpoints": [_endpoint(found) for one in slices for found in one.get("endpoints") or ()],
        "labels": labels(obj),
    }


def _port(port: dict[str, Any]) -> str:
    outside = f":{port['nodePort']}" if port.get("nodePort") else ""
    return f"{port['port']}{outside}/{port.get('protocol', 'TCP')}"


def _endpoint(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "ip": found["addresses"][0],
        "pod": (found.get("targetRef") or {}).get("name", ""),
        "node": found.get("nodeName", ""),
        "ready": bool((found.get("conditions") or {}).get("ready", True)),
    }


def event(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """What was said, of what, by whom, and how often."""
    about = obj.get("involvedObject") or {}
    series = obj.get("series") or {}
    return {
        "type": obj.get("type", "Normal"),
        "reason": obj.get("reason", ""),
        "message": obj.get("message", ""),
        "about": [_resource_of(world, about), about.get("namespace", ""), about.get("name", "")],
        "source": (obj.get("source") or {}).get("component") or obj.get("reportingComponent", ""),
        "count": series.get("count") or obj.get("count") or 1,
        "last": events.last_seen(obj) - world.epoch,
    }


def _resource_of(world: World, about: dict[str, str]) -> str:
    version = about.get("apiVersion") or "v1"
    try:
        return registry.of(world).by_kind(version, about.get("kind", "")).key
    except registry.UnknownResource:
        return about.get("kind", "").lower()


def flow(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """A client's stream of requests and where it goes now."""
    spec, status = obj["spec"], obj.get("status") or {}
    return {
        "service": [spec["namespace"], spec["service"]],
        "host": spec.get("host", ""),
        "path": spec.get("path", "/"),
        "source": spec.get("source") or {},
        "routed": status.get("service"),
        "stopped": status.get("stopped") or {},
        "rate": spec["rate"],
        "pods": status.get("pods") or {},
        "failed": status.get("failed", 0),
    }


def command(world: World, obj: dict[str, Any]) -> dict[str, Any]:
    """What somebody did, as a line of text."""
    args = obj.get("args") or {}
    text = args.get("text") or " ".join(str(value) for value in args.values())
    return {"kind": obj["kind"], "text": text[:500], "actor": obj.get("actor", "")}
