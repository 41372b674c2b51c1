"""Get and list, as clients outside the components ask for them."""

from __future__ import annotations

from collections.abc import Callable

from cluster_sim.world.kernel.values import lookup
from cluster_sim.world.kube.api import errors, fields, labels, past
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.api.verbs.pages import WHOLE, Paging, filled, page, token

Test = Callable[[Object], bool]


def get(call: Call, resource: Resource, namespace: str, name: str, version: str = "") -> Object:
    """The object as a client sees it; NotFound when there is none.

    ``version`` is one that the answer may not be older than.
    """
    wanted = past.parsed_version(version)
    if wanted > call.world.revision:
        raise errors.too_large_version(wanted, call.world.revision)
    return call.world.seen(resource.key, call.existing(resource, namespace, name))


def list_objects(
    call: Call,
    resource: Resource,
    namespace: str | None,
    label_text: str,
    field_text: str,
    paging: Paging = WHOLE,
) -> Object:
    """A List object; ``namespace`` None means all; BadRequest for a selector nobody can read.

    Items come in the order of etcd's keys, ``namespace/name``. With a limit the answer carries a
    token to go on with in ``metadata.continue``, as of the same revision; Expired (410) when that
    one has been forgotten.
    """
    wanted = selecting(resource, label_text, field_text)
    world, key = call.world, resource.key
    shown = page(world, key, paging)
    where = namespace if resource.namespaced else None
    limit = max(paging.limit, 0)
    found, left, start = filled(world, key, where, shown, limit, wanted)
    meta: Object = {"resourceVersion": str(shown.revision)}
    if start:
        meta["continue"] = token(shown.revision, start)
        if not label_text and not field_text:
            meta["remainingItemCount"] = left
    return {
        "kind": resource.list_kind,
        "apiVersion": resource.api_version,
        "metadata": meta,
        "items": [resource.of_stored(world.seen(key, obj)) for obj in found],
    }


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
