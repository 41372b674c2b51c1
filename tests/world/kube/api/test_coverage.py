"""What is said to be without effect is something that a manifest can hold."""

import pytest

from cluster_sim.world.kube.api import coverage, registry
from cluster_sim.world.kube.api.coverage import Coverage
from cluster_sim.world.shell.kubectl.schema_fields import ITEM, Field

NAMED = [(kind, path) for kind in coverage.served() for path in kind.inert if path != "*"]


@pytest.mark.parametrize(
    ("kind", "path"), NAMED, ids=lambda named: named if isinstance(named, str) else named.kind
)
def test_a_field_without_effect_is_a_field_of_its_kind(kind: Coverage, path: str) -> None:
    field = Field.of_resource(registry.by_kind(kind.api_version, kind.kind))
    for step in path.replace("[]", f".{ITEM}").split("."):
        assert field is not None
        field = field.step(step)
    assert field is not None


def test_no_kind_is_both_served_and_refused() -> None:
    served = [(kind.api_version, kind.kind) for kind in coverage.served()]
    assert len(set(served)) == len(served)
    assert not set(served) & set(coverage.refused())
