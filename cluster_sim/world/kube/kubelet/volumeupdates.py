"""ConfigMaps and Secrets that change reach the volumes of running pods after a while.

The kubelet brings volumes up to date when it syncs a pod: every syncFrequency (one minute) and
up to half as much more (pkg/kubelet/pod_workers.go: workerResyncIntervalJitterFactor). Labels
and annotations in a downwardAPI volume follow when the pod's change is seen. What is mounted by
subPath stays as it was.
"""

from __future__ import annotations

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube import indexes
from cluster_sim.world.kube.api.meta import full_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.kubelet import filelog, machines, volumes
from cluster_sim.world.kube.kubelet.filelog import Entry
from cluster_sim.world.kube.kubelet.mounts import store_of
from cluster_sim.world.kube.kubelet.podrecords import records
from cluster_sim.world.kube.kubelet.queues import POD_QUEUE
from cluster_sim.world.kube.timings import SECOND

_LATEST = 90 * SECOND
_SOON = 2 * SECOND
_KINDS = {"configmaps": ("configMap", "name"), "secrets": ("secret", "secretName")}


def hear_object(world: World, change: Change) -> None:
    """Watcher: a ConfigMap or a Secret changed."""
    if change.new is None or change.old is None:
        return
    name, namespace = change.key.name, change.key.namespace
    for pod in world.store.by_index("pods", indexes.NAMESPACE, namespace):
        if full_name(pod) not in records(world):
            continue
        shown = pod["spec"].get("volumes") or ()
        if any(_shows(each, change.key.resource, name) for each in shown):
            _update(world, pod, world.chance.below("volume updates", _LATEST))


def hear_pod(world: World, change: Change) -> None:
    """Watcher: the labels or annotations of a running pod changed."""
    old, new = change.old, change.new
    if old is None or new is None or not new["spec"].get("volumes"):
        return
    fields = ("labels", "annotations")
    changed = any(old["metadata"].get(field) != new["metadata"].get(field) for field in fields)
    if changed and full_name(new) in records(world):
        _update(world, new, _SOON)


def _shows(volume: dict[str, object], resource: str, name: str) -> bool:
    kind, field = _KINDS[resource]
    source = volume.get(kind)
    if isinstance(source, dict) and source.get(field) == name:
        return True
    projected = volume.get("projected")
    parts = projected.get("sources") or () if isinstance(projected, dict) else ()
    return any((part.get(kind) or {}).get("name") == name for part in parts)


def _update(world: World, pod: Object, delay: int) -> None:
    """Plan what the next sync of the pod will write to its volumes."""
    node = pod["spec"].get("nodeName", "")
    machine = machines.machine_of(world, node) or {}
    ip, at = records(world)[full_name(pod)]["ip"], world.unix + delay
    for volume in pod["spec"]["volumes"]:
        store = store_of(pod, volume)
        if not volumes.is_configured(volume) or not filelog.is_known(world, store):
            continue
        try:
            new = volumes.contents(world, pod, volume, machine, ip)
        except volumes.MountFailed:
            continue
        old = _present(world, store)
        found = [Entry(at, path, text) for path, text in new.items() if old.get(path) != text]
        found += [Entry(at, path, None) for path in old if path not in new]
        filelog.replace_planned(world, store, found, world.unix)
        POD_QUEUE.add(world, full_name(pod), delay)


def _present(world: World, store: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in filelog.entries(world, store):
        if each.at > world.unix:
            continue
        if each.text is None:
            found.pop(each.path, None)
        else:
            found[each.path] = each.text
    return found
