"""Get and list, as clients outside the components ask for them."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kube.api import errors, fields, labels
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object, Resource

Test = Callable[[Object], bool]


def get(call: Call, resource: Resource, namespace: str, name: str) -> Object:
    """The object as a client sees it; NotFound when there is none."""
    return call.world.seen(resource.key, call.existing(resource, namespace, name))


def list_objects(
    call: Call, resource: Resource, namespace: str | None, label_text: str, field_text: str
) -> Object:
    """A List object; ``namespace`` None means all; BadRequest for a selector nobody can read.

    Items come in the order of etcd's keys, ``namespace/name``.
    """
    wanted = selecting(resource, label_text, field_text)
    table = call.world.store.table(resource.key)
    items = [
        call.world.seen(resource.key, table[place])
        for place in sorted(table, key=_etcd_key)
        if namespace is None or place[0] == namespace
        if wanted(table[place])
    ]
    return {
        "kind": f"{resource.kind}List",
        "apiVersion": resource.api_version,
        "metadata": {"resourceVersion": str(call.world.revision)},
        "items": items,
    }


def _etcd_key(place: tuple[str, str]) -> str:
    return f"{place[0]}/{place[1]}"


def selecting(resource: Resource, label_text: str, field_text: str) -> Test:
    """Whether an object is selected; BadRequest for a selector that nobody can read."""
    try:
        wanted = labels.parse(label_text)
        terms = fields.parse(field_text)
    except SelectorError as problem:
        message = f"unable to parse requirement: {problem}" if label_text else str(problem)
        raise errors.bad_request(message) from problem
    for term in terms.terms:
        if term.field not in resource.field_labels:
            raise errors.bad_request(
                f'Unable to find "{resource.group}/{resource.version}, '
                f'Resource={resource.plural}" that match '
                f'label selector "{label_text}", field selector "{field_text}": '
                f"field label not supported: {term.field}"
            )

    def test(obj: Object) -> bool:
        if not wanted.matches(obj["metadata"].get("labels")):
            return False
        return terms.empty or terms.matches(
            {term.field: field_value(obj, term.field) for term in terms.terms}
        )

    return test


def field_value(obj: Object, label: str) -> str:
    """The text that a field selector compares, empty where the field is not set."""
    value = lookup(obj, label.split("."), "")
    if label == "source":
        value = lookup(obj, ("source", "component"), "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if value == "" and label == "spec.unschedulable":
        return "false"
    return str(value)
