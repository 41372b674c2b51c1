"""Server-side apply: a configuration merged into an object by who manages what.

sigs.k8s.io/structured-merge-diff/merge/update.go (Apply, prune),
apimachinery/pkg/util/managedfields/internal/{structuredmerge,lastappliedmanager}.go
"""

from __future__ import annotations

import json
from typing import Any, Final

from cluster_sim.world.kube.api import errors, timestamps
from cluster_sim.world.kube.api.call import Call
from cluster_sim.world.kube.api.gotext import json_text
from cluster_sim.world.kube.api.managed_fields import field_set, managers, shapes
from cluster_sim.world.kube.api.managed_fields.check import faults_in
from cluster_sim.world.kube.api.managed_fields.compare import compare
from cluster_sim.world.kube.api.managed_fields.conflicts import Conflicts, refusal
from cluster_sim.world.kube.api.managed_fields.content import fields_in, with_named
from cluster_sim.world.kube.api.managed_fields.field_set import FieldSet
from cluster_sim.world.kube.api.managed_fields.managers import Identity, Managers, Owned
from cluster_sim.world.kube.api.managed_fields.merge import merged, removed
from cluster_sim.world.kube.api.managed_fields.tracking import (
    UNOWNED,
    bare,
    rewritten,
    settable,
    settable_fields,
    with_managers,
)
from cluster_sim.world.kube.api.resource import Object, Resource

LAST_APPLIED: Final = "kubectl.kubernetes.io/last-applied-configuration"
# Who owns what was there before anybody applied and before anybody kept account.
_BEFORE: Final = "before-first-apply"
_KUBECTL: Final = "kubectl"


def applied(
    call: Call, resource: Resource, live: Object, config: Object, subresource: str, force: bool
) -> Object:
    """``live`` with the configuration applied and its managers brought up to date.

    ``live`` is an object without anything when there is none yet. StatusError (409) when the
    configuration changes what others manage, unless by ``force``.
    """
    shape = shapes.of(resource)
    _check_types(shape, resource, config)
    known = managers.read(live)
    if known is None:
        raise errors.internal("failed to decode managed fields")
    if not known and live["metadata"].get("uid"):
        known = _before(call, resource, live)
    who = managers.identity(call.manager, managers.APPLY, resource.api_version, subresource)
    new, kept = _merged(call, resource, live, config, known, who, force)
    new = with_managers(new, kept)
    return _with_last_applied(new, config) if call.manager == _KUBECTL else new


def _check_types(shape: shapes.Shape, resource: Resource, config: Object) -> None:
    faults = faults_in(shape, config)
    if not faults:
        return
    meta = config.get("metadata")
    meta = meta if isinstance(meta, dict) else {}
    where = f"{meta.get('namespace', '')}/{meta.get('name', '')}"
    what = f"{where}; {resource.api_version}, Kind={resource.kind}"
    told = faults[0] if len(faults) == 1 else "errors:\n" + "\n".join(f"  {f}" for f in faults)
    message = f"failed to create typed patch object ({what}): {told}"
    status = errors.failure(500, "", message)
    del status["reason"]
    raise errors.StatusError(status)


def _before(call: Call, resource: Resource, live: Object) -> Managers:
    """One manager of all that there is (skipnonapplied.go)."""
    who = managers.identity(_BEFORE, managers.UPDATE, resource.api_version, "")
    found = compare(shapes.of(resource), {"metadata": {}}, bare(live))
    fields = field_set.difference(settable(resource, who, found).written, UNOWNED)
    if fields is None:
        return {}
    return {who: Owned(fields, resource.api_version, timestamps.time(call.world.unix))}


def _merged(
    call: Call,
    resource: Resource,
    live: Object,
    config: Object,
    known: Managers,
    who: Identity,
    force: bool,
) -> tuple[Object, Managers]:
    shape, now = shapes.of(resource), timestamps.time(call.world.unix)
    config_fields = settable_fields(resource, who, fields_in(shape, config))
    owned = field_set.difference(config_fields, UNOWNED)
    last = known.get(who)
    others = {each: their for each, their in known.items() if each != who}
    new = merged(shape, bare(live), config)
    if last is not None:
        kept_by = [*(their.fields for their in others.values()), config_fields]
        new = _pruned(shape, new, last.fields, kept_by)
    found = settable(resource, who, compare(shape, bare(live), new))
    conflicts = {
        each: both
        for each, their in others.items()
        if (both := field_set.intersection(their.fields, found.written)) is not None
    }
    if not force:
        _check_conflicts(shape, resource, live, conflicts, who)
    kept = rewritten(resource, others, who, found, now)
    kept.pop(who, None)
    if owned is not None:
        kept[who] = Owned(owned, resource.api_version, now)
    return new, kept


def _pruned(
    shape: shapes.Shape, new: Object, last: FieldSet, kept: list[FieldSet | None]
) -> Object:
    """The object without what was applied last time, is not any more, and nobody else keeps."""
    given_up = with_named(shape, last)
    pruned = removed(shape, new, given_up) or {}
    wanted: FieldSet | None = None
    for fields in kept:
        wanted = field_set.union(wanted, with_named(shape, fields))
    everything = with_named(shape, fields_in(shape, new))
    staying = field_set.union(with_named(shape, fields_in(shape, pruned)), wanted)
    pruned = removed(shape, new, field_set.difference(everything, staying)) or {}
    # Only what the applier itself had is taken away.
    left = with_named(shape, fields_in(shape, pruned))
    gone = field_set.intersection(field_set.difference(everything, left), given_up)
    return removed(shape, new, gone) or {}


def _check_conflicts(
    shape: shapes.Shape, resource: Resource, live: Object, conflicts: Conflicts, who: Identity
) -> None:
    if conflicts and who.manager == _KUBECTL:
        allowed = _allowed(shape, resource, live)
        left = {each: field_set.difference(both, allowed) for each, both in conflicts.items()}
        conflicts = {each: both for each, both in left.items() if both is not None}
    if conflicts:
        raise refusal(conflicts)


def _allowed(shape: shapes.Shape, resource: Resource, live: Object) -> FieldSet | None:
    """What client-side apply set and nobody changed since: kubectl may take that over."""
    text = (live["metadata"].get("annotations") or {}).get(LAST_APPLIED, "")
    try:
        last = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(last, dict) or last.get("apiVersion") != resource.api_version:
        return None
    if faults_in(shape, last):
        return None
    found = compare(shape, last, bare(live))
    changed = field_set.union(found.written, found.removed)
    return field_set.difference(fields_in(shape, last), changed)


def _with_last_applied(new: Object, config: Object) -> Object:
    """The annotation of client-side apply, where it is, follows what kubectl applies."""
    annotations = new["metadata"].get("annotations") or {}
    if not annotations.get(LAST_APPLIED):
        return new
    meta: dict[str, Any] = config.get("metadata") or {}
    plain = {k: v for k, v in (meta.get("annotations") or {}).items() if k != LAST_APPLIED}
    bare_meta = {**meta, "annotations": plain} if "annotations" in meta else meta
    text = json_text({**config, "metadata": bare_meta}) + "\n"
    changed = {**annotations, LAST_APPLIED: text}
    return {**new, "metadata": {**new["metadata"], "annotations": changed}}
