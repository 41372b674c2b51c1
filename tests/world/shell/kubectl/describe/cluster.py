"""A cluster of a few given objects, for describers to read."""

from typing import Any

from cluster_sim.world.kube.api import fields, labels, timestamps
from cluster_sim.world.kube.api.errors import not_found

NOW = timestamps.parse("2026-01-05T08:10:00Z")
CREATED = "2026-01-05T08:00:00Z"


class Cluster:
    """Lists by namespace and both selectors, as the API server does."""

    def __init__(self, **objects: list[dict[str, Any]]) -> None:
        self.now = NOW
        self._objects = objects

    def get(self, resource: str, namespace: str, name: str) -> dict[str, Any]:
        for obj in self.list(resource, namespace)["items"]:
            if obj["metadata"]["name"] == name:
                return obj
        plural, _, group = resource.partition(".")
        raise not_found(group, plural, name)

    def list(
        self, resource: str, namespace: str | None = None, labels: str = "", fields: str = ""
    ) -> dict[str, Any]:
        items = self._objects.get(resource.partition(".")[0], [])
        return {"items": [obj for obj in items if _chosen(obj, namespace, labels, fields)]}


def _chosen(obj: dict[str, Any], namespace: str | None, label_text: str, field_text: str) -> bool:
    metadata = obj["metadata"]
    selector = fields.parse(field_text)
    found = {term.field: _at(obj, term.field) for term in selector.terms}
    return (
        namespace in (None, metadata.get("namespace"))
        and labels.parse(label_text).matches(metadata.get("labels") or {})
        and selector.matches(found)
    )


def _at(obj: dict[str, Any], path: str) -> str:
    value: Any = obj
    for name in path.split("."):
        value = (value or {}).get(name)
    return str(value or "")


def named(kind: str, name: str, **fields: Any) -> dict[str, Any]:
    """An object with the usual metadata; cluster-wide when ``namespace`` is empty."""
    metadata = {"name": name, "uid": f"uid-{name}", "creationTimestamp": CREATED}
    namespace = fields.pop("namespace", "shop")
    metadata |= {"namespace": namespace} if namespace else {}
    metadata |= fields.pop("metadata", {})
    return {"kind": kind, "metadata": metadata, **fields}


def event(obj: dict[str, Any], reason: str, **fields: Any) -> dict[str, Any]:
    """An event about the object, once, a minute ago."""
    metadata = obj["metadata"]
    involved = {"kind": obj["kind"], "name": metadata["name"], "uid": metadata["uid"]}
    involved["namespace"] = metadata.get("namespace", "")
    return {
        "metadata": {"name": reason, "namespace": metadata.get("namespace", "default")},
        "involvedObject": {**involved, **fields.pop("involved", {})},
        "type": "Normal",
        "reason": reason,
        "message": f"It {reason}.",
        "source": {"component": "kubelet"},
        "firstTimestamp": "2026-01-05T08:09:00Z",
        "lastTimestamp": "2026-01-05T08:09:00Z",
        "count": 1,
        **fields,
    }
