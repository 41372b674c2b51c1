"""What holds for every manifest, sound or not."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_sim.world.kube.api import decode, registry
from cluster_sim.world.kube.api.errors import StatusError
from tests.world.kube.api import manifests
from tests.world.kube.api.serving import accepted, resource_of, updated


@given(st.sampled_from(registry.RESOURCES), manifests.JSON)
def test_anything_at_all_is_taken_or_refused(resource: Any, body: Any) -> None:
    try:
        obj = resource.default(decode.decode(resource, body))
    except StatusError as error:
        assert error.code in (400, 413)
        return
    for fault in resource.validate(obj):
        assert fault.field and fault.message


@settings(max_examples=300)
@given(manifests.spoiled())
def test_a_spoiled_manifest_is_taken_or_refused_and_never_touched(manifest: Any) -> None:
    before = repr(manifest)
    try:
        accepted(manifest)
    except StatusError as error:
        assert error.code in (400, 413, 422)
        assert error.status["status"] == "Failure"
    assert repr(manifest) == before


@settings(max_examples=300)
@given(manifests.spoiled(), manifests.spoiled())
def test_a_spoiled_change_is_taken_or_refused(one: Any, other: Any) -> None:
    old = accepted(next(m for m in manifests.ALL if m["kind"] == one["kind"]))
    new = one if other["kind"] != one["kind"] else other
    before = repr(old)
    try:
        updated(old, new)
    except StatusError as error:
        assert error.code in (400, 413, 422)
    assert repr(old) == before


@given(manifests.spoiled())
def test_defaults_of_defaults_are_the_defaults(manifest: Any) -> None:
    resource = resource_of(manifest)
    try:
        decoded = decode.decode(resource, manifest, "Ignore")
    except StatusError:
        return
    before = copy.deepcopy(decoded)
    once = resource.default(decoded)
    assert decoded == before
    assert resource.default(once) == once


@given(manifests.spoiled())
def test_what_was_decoded_decodes_to_itself(manifest: Any) -> None:
    resource = resource_of(manifest)
    try:
        decoded = decode.decode(resource, manifest, "Ignore")
    except StatusError:
        return
    assert decode.decode(resource, decoded) == decoded


@pytest.mark.parametrize("manifest", manifests.ALL, ids=lambda manifest: manifest["kind"])
def test_sound_manifests_are_taken_and_may_be_sent_again(manifest: dict[str, Any]) -> None:
    stored = accepted(manifest)
    stored = {**stored, "metadata": {**stored["metadata"], "resourceVersion": "7", "uid": "u"}}
    assert updated(stored, stored) == stored
    assert updated(stored, stored) is not None


def test_pods_of_one_template_share_what_is_worked_out() -> None:
    pods = [{**manifests.POD, "metadata": {"name": f"web-{n}"}} for n in range(3)]
    resource = resource_of(pods[0])
    specs = [resource.default(decode.decode(resource, pod))["spec"] for pod in pods]
    assert specs[0] is specs[1] is specs[2]
