"""What a custom kind's schema does to its objects: it prunes, fills in and refuses.

Messages and rules: apiextensions-apiserver (pkg/apiserver/validation, pkg/registry/customresource)
and kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions.
"""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kube.api.errors import StatusError
from tests.world.kube.crontabs import CRDS, CRONTABS, crontab, definition, learned, refusal


def test_objects_are_pruned_defaulted_and_counted() -> None:
    client = learned()
    made = client.validating("Ignore").create(CRONTABS, "default", crontab(surprise=1))
    assert made["spec"] == {
        "image": "cron:1",
        "cronSpec": "5 0 * * *",
        "replicas": 2,
        "minReplicas": 0,
    }
    assert made["metadata"]["generation"] == 1
    changed = client.patch(
        CRONTABS, "default", "my", {"spec": {"replicas": 3}}, "application/merge-patch+json"
    )
    assert changed["metadata"]["generation"] == 2
    told = {**changed, "status": {"replicas": 3}, "spec": {**changed["spec"], "replicas": 9}}
    told = client.update_status(CRONTABS, told)
    assert (told["status"], told["spec"]["replicas"]) == ({"replicas": 3}, 3)
    assert told["metadata"]["generation"] == 2


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (
            {"replicas": "two"},
            'spec.replicas: Invalid value: "string": spec.replicas in body must be of type '
            'integer: "string"',
        ),
        (
            {"replicas": 50},
            "spec.replicas: Invalid value: 50: spec.replicas in body should be less than or equal "
            "to 10",
        ),
        ({"mode": "odd"}, 'spec.mode: Unsupported value: "odd": supported values: "fast", "slow"'),
        (
            {"cronSpec": "* *"},
            'spec.cronSpec: Invalid value: "* *": spec.cronSpec in body should match '
            "'^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$'",
        ),
        ({"image": "i" * 21}, "spec.image: Too long: may not be more than 20 bytes"),
        (
            {"port": True},
            'spec.port: Invalid value: "boolean": spec.port in body must be of type '
            'integer,string: "boolean"',
        ),
        (
            {"ports": [{"name": "a"}, {"name": "b"}, {"name": "c"}]},
            "spec.ports: Too many: 3: must have at most 2 items",
        ),
        ({"ports": [{"number": 1}]}, "spec.ports[0].name: Required value"),
        (
            {"ports": [{"name": "a"}, {"name": "a"}]},
            'spec.ports[1]: Duplicate value: {"name":"a"}',
        ),
        ({"minReplicas": 5}, "spec: Invalid value: replicas should be at least 5"),
    ],
)
def test_what_breaks_the_schema_is_refused_in_the_server_s_words(
    spec: dict[str, Any], said: str
) -> None:
    message = refusal(learned(), crontab(**spec))
    assert message.startswith('CronTab.stable.example.com "my" is invalid: ')
    assert said in message


def test_rules_wait_until_the_object_has_its_shape() -> None:
    message = refusal(learned(), {**crontab(), "spec": {"replicas": 1, "minReplicas": 5}})
    assert "spec.image: Required value" in message
    assert "<nil>: Invalid value: null: some validation rules were not checked" in message


def test_a_transition_rule_looks_at_what_was() -> None:
    client = learned()
    client.create(CRONTABS, "default", crontab())
    stored = client.get(CRONTABS, "default", "my")
    with pytest.raises(StatusError, match="image is immutable"):
        client.update(
            CRONTABS, "default", {**stored, "spec": {**stored["spec"], "image": "cron:2"}}
        )


def test_what_was_wrong_before_and_is_the_same_is_let_be() -> None:
    client = learned()
    client.create(CRONTABS, "default", crontab(replicas=9))
    tighter = definition()
    properties = tighter["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]
    properties["spec"]["properties"]["replicas"]["maximum"] = 5
    stored = client.get(CRDS, "", CRONTABS)
    client.update(CRDS, "", {**stored, "spec": {**stored["spec"], **tighter["spec"]}})
    merge = "application/merge-patch+json"
    client.patch(CRONTABS, "default", "my", {"spec": {"mode": "fast"}}, merge)
    with pytest.raises(StatusError, match="should be less than or equal to 5"):
        client.patch(CRONTABS, "default", "my", {"spec": {"replicas": 8}}, merge)
