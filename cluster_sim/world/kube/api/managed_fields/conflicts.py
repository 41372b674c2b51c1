"""What an applier is told when others manage what it changes.

apimachinery/pkg/util/managedfields/internal/conflict.go
"""

from __future__ import annotations

from cluster_sim.world.kube.api import errors
from cluster_sim.world.kube.api.managed_fields import field_set, steps
from cluster_sim.world.kube.api.managed_fields.field_set import FieldSet
from cluster_sim.world.kube.api.managed_fields.managers import Identity

Conflicts = dict[Identity, FieldSet]


def refusal(conflicts: Conflicts) -> errors.StatusError:
    """409, with a cause for each field and its manager."""
    told = [
        (who, steps.path_text(path))
        for who in sorted(conflicts)
        for path in field_set.paths(conflicts[who])
    ]
    causes = [(f"conflict with {who}", path) for who, path in told]
    return errors.apply_conflict(_message(told), causes)


def _message(told: list[tuple[Identity, str]]) -> str:
    if len(told) == 1:
        who, path = told[0]
        return f"Apply failed with 1 conflict: conflict with {who}: {path}"
    lines = []
    for who in dict.fromkeys(who for who, _ in told):
        lines.append(f"conflicts with {who}:")
        lines += [f"- {path}" for each, path in told if each == who]
    return f"Apply failed with {len(told)} conflicts: " + "\n".join(lines)
