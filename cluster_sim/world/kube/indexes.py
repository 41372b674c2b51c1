"""The look-ups that the components of a cluster share, as the indexers of their informers."""

from __future__ import annotations

from cluster_sim.world.kernel.system import EVERY_OTHER, System
from cluster_sim.world.kube.api.meta import controller_of, namespace_of
from cluster_sim.world.kube.api.resource import Object

NODE, OWNER, OWNERS, NAMESPACE, SERVICE, ABOUT = (
    "node",
    "owner",
    "owners",
    "namespace",
    "service",
    "about",
)
# Pods by the claims they name, volumes by the claim they are for; volumes nobody has by class.
# Attachments by volume and by node.
CLAIM, UNCLAIMED, VOLUME = "claim", "unclaimed", "volume"
# Under OWNER: what nobody controls, by its namespace.
ORPHAN = "orphans of "
SERVICE_NAME_LABEL = "kubernetes.io/service-name"
_OWNED = ("pods", "replicasets.apps", "controllerrevisions.apps", "jobs.batch")
_BY_NAMESPACE = (
    "replicationcontrollers",
    *("pods", "services", "limitranges", "persistentvolumeclaims", "resourcequotas"),
    *("daemonsets.apps", "deployments.apps", "replicasets.apps", "statefulsets.apps"),
    *("cronjobs.batch", "jobs.batch", "horizontalpodautoscalers.autoscaling"),
    *("ingresses.networking.k8s.io", "networkpolicies.networking.k8s.io"),
    *("poddisruptionbudgets.policy", "rolebindings.rbac.authorization.k8s.io"),
)


def register(system: System, resource_keys: list[str]) -> None:
    """Keep pods by node, dependents by owner, slices by service, events by their object."""
    system.index("pods", NODE, _node)
    system.index("pods", CLAIM, _claims)
    system.index("persistentvolumes", CLAIM, _claim)
    system.index("persistentvolumes", UNCLAIMED, _unclaimed)
    system.index("volumeattachments.storage.k8s.io", VOLUME, _attached)
    system.index("volumeattachments.storage.k8s.io", NODE, _attached_to)
    system.index(EVERY_OTHER, OWNERS, _owners_of_any)
    for key in resource_keys:
        system.index(key, OWNERS, _owners)
        if key in _OWNED:
            system.index(key, OWNER, _owner)
        if key in _BY_NAMESPACE:
            system.index(key, NAMESPACE, _namespace)
    system.index("endpointslices.discovery.k8s.io", SERVICE, _service)
    system.index("events", ABOUT, _about)


def _node(pod: Object) -> tuple[str]:
    return (pod["spec"].get("nodeName", ""),)


def _owner(obj: Object) -> tuple[str, ...]:
    owner = controller_of(obj)
    return (owner["uid"],) if owner else (f"{ORPHAN}{namespace_of(obj)}",)


def _owners(obj: Object) -> tuple[str, ...]:
    return tuple(owner["uid"] for owner in obj["metadata"].get("ownerReferences") or ())


def _owners_of_any(obj: Object) -> tuple[str, ...]:
    # What is no object of the API, a command for instance, has no owner.
    return _owners(obj) if "metadata" in obj else ()


def _namespace(obj: Object) -> tuple[str]:
    return (namespace_of(obj),)


def _service(endpoint_slice: Object) -> tuple[str, ...]:
    name = (endpoint_slice["metadata"].get("labels") or {}).get(SERVICE_NAME_LABEL)
    return (f"{namespace_of(endpoint_slice)}/{name}",) if name else ()


def _about(event: Object) -> tuple[str, ...]:
    uid = event.get("involvedObject", {}).get("uid")
    return (uid,) if uid else ()


def _claims(pod: Object) -> tuple[str, ...]:
    volumes = pod["spec"].get("volumes")
    if not volumes:
        return ()
    meta, found = pod["metadata"], []
    for volume in volumes:
        if "persistentVolumeClaim" in volume:
            name = volume["persistentVolumeClaim"].get("claimName", "")
            found.append(f"{meta['namespace']}/{name}")
        elif "ephemeral" in volume:
            found.append(f"{meta['namespace']}/{meta['name']}-{volume['name']}")
    return tuple(found)


def _claim(volume: Object) -> tuple[str, ...]:
    reference = volume["spec"].get("claimRef")
    return (f"{reference.get('namespace', '')}/{reference.get('name', '')}",) if reference else ()


def _unclaimed(volume: Object) -> tuple[str, ...]:
    spec = volume["spec"]
    return () if spec.get("claimRef") else (spec.get("storageClassName") or "",)


def _attached(attachment: Object) -> tuple[str, ...]:
    name = attachment["spec"]["source"].get("persistentVolumeName")
    return (name,) if name else ()


def _attached_to(attachment: Object) -> tuple[str]:
    return (attachment["spec"].get("nodeName", ""),)
