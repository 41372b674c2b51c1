"""Decoding: what the server says of fields it does not know and values it cannot read."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.world.kube.api import decode, registry
from cluster_sim.world.kube.api.errors import StatusError
from tests.world.kube.api.manifests import DEPLOYMENT, POD, SECRET, changed

_HANDLED = 'Deployment in version "v1" cannot be handled as a Deployment: '
_CONTAINER = ("spec", "template", "spec", "containers", 0)


def _refused(manifest: Any) -> str:
    resource = registry.by_kind("apps/v1", "Deployment")
    with pytest.raises(StatusError) as caught:
        decode.decode(resource, manifest)
    assert caught.value.reason == "BadRequest"
    return str(caught.value).removeprefix(_HANDLED)


def test_unknown_fields_are_told_with_their_paths() -> None:
    manifest = changed(DEPLOYMENT, ("spec", "replica"), 3)
    manifest = changed(manifest, (*_CONTAINER, "imge"), "nginx")
    assert _refused(manifest) == (
        'strict decoding error: unknown field "spec.replica", '
        'unknown field "spec.template.spec.containers[0].imge"'
    )


def test_unknown_fields_can_be_told_as_warnings_or_passed_over() -> None:
    resource = registry.by_kind("apps/v1", "Deployment")
    manifest = changed(DEPLOYMENT, ("spec", "replica"), 3)
    assert decode.read(resource, manifest).unknown == ('unknown field "spec.replica"',)
    assert "replica" not in decode.decode(resource, manifest, "Warn")["spec"]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            ("spec", "replicas"),
            "3",
            "string into Go struct field DeploymentSpec.spec.replicas of type int32",
        ),
        (
            ("spec", "replicas"),
            1.5,
            "number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32",
        ),
        (
            ("spec", "replicas"),
            2**40,
            "number 1099511627776 into Go struct field DeploymentSpec.spec.replicas of type int32",
        ),
        (("spec",), [], "array into Go struct field Deployment.spec of type v1.DeploymentSpec"),
        (
            ("metadata", "labels"),
            {"a": 1},
            "number into Go struct field ObjectMeta.metadata.labels of type string",
        ),
        (
            (*_CONTAINER, "env"),
            [{"name": "A", "value": 5}],
            "number into Go struct field "
            "EnvVar.spec.template.spec.containers.env.value of type string",
        ),
        (
            (*_CONTAINER, "imagePullPolicy"),
            True,
            "bool into Go struct field "
            "Container.spec.template.spec.containers.imagePullPolicy of type "
            "v1.PullPolicy",
        ),
        (
            _CONTAINER[:-1],
            {},
            "object into Go struct field PodSpec.spec.template.spec.containers of "
            "type []v1.Container",
        ),
    ],
)
def test_wrong_types_are_told_as_gos_decoder_does(path: Any, value: Any, message: str) -> None:
    assert _refused(changed(DEPLOYMENT, path, value)) == f"json: cannot unmarshal {message}"


def test_quantities_and_times_have_grammars_of_their_own() -> None:
    limits = changed(DEPLOYMENT, (*_CONTAINER, "resources"), {"limits": {"cpu": "half"}})
    assert _refused(limits).startswith("quantities must match the regular expression '")
    late = changed(DEPLOYMENT, ("metadata", "creationTimestamp"), "yesterday")
    assert _refused(late) == (
        'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": '
        'cannot parse "yesterday" as "2006"'
    )


def test_what_is_no_object_has_no_kind() -> None:
    assert _refused([]).startswith(
        "couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value"
    )


def test_values_are_normalised_as_the_server_stores_them() -> None:
    manifest = changed(POD, ("spec", "hostNetwork"), False)
    manifest = changed(manifest, ("spec", "nodeSelector"), {})
    manifest = changed(manifest, ("spec", "priority"), 0)
    manifest = changed(manifest, ("spec", "dnsPolicy"), None)
    manifest = changed(manifest, ("spec", "containers", 0, "resources"), {"limits": {"cpu": 0.5}})
    spec = decode.decode(registry.by_key("pods"), manifest)["spec"]
    assert not {"hostNetwork", "nodeSelector", "dnsPolicy"} & set(spec)
    assert spec["priority"] == 0
    assert spec["containers"][0]["resources"] == {"limits": {"cpu": "500m"}}


def test_bad_base64_is_refused() -> None:
    resource = registry.by_key("secrets")
    with pytest.raises(StatusError, match="illegal base64 data at input byte 3"):
        decode.decode(resource, changed(SECRET, ("data", "user"), "YWR!aW4="))


def test_a_bomb_of_aliases_is_too_large() -> None:
    bomb: Any = "boom"
    for _ in range(40):
        bomb = [bomb] * 10
    deep: Any = {}
    for _ in range(5000):
        deep = {"a": deep}
    resource = registry.by_key("pods")
    for value in (bomb, deep):
        entry = {"manager": "m", "operation": "Update", "fieldsV1": {"f:x": value}}
        manifest = changed(POD, ("metadata", "managedFields"), [entry])
        with pytest.raises(StatusError) as caught:
            decode.decode(resource, manifest)
        assert caught.value.code in (400, 413)
