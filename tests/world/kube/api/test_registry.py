"""Finding a kind by whatever a person or a manifest calls it."""

from __future__ import annotations

import pytest

from cluster_sim.world.kube.api import go_types, kept_zeros, registry, schema


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("po", "pods"),
        ("Pods", "pods"),
        ("pod.v1.", "pods"),
        ("deploy", "deployments.apps"),
        ("deployments.apps", "deployments.apps"),
        ("deployment.v1.apps", "deployments.apps"),
        ("ns", "namespaces"),
        ("endpointslice", "endpointslices.discovery.k8s.io"),
    ],
)
def test_names_that_kubectl_accepts(name: str, key: str) -> None:
    assert registry.by_name(name).key == key


@pytest.mark.parametrize("name", ["foo", "pods.apps", "deployments.v2.apps", "", "."])
def test_names_of_nothing(name: str) -> None:
    with pytest.raises(registry.UnknownResource) as caught:
        registry.by_name(name)
    assert str(caught.value) == f'the server doesn\'t have a resource type "{name}"'


def test_kinds_of_nothing() -> None:
    with pytest.raises(registry.UnknownResource) as caught:
        registry.by_kind("apps/v1", "Deploymen")
    assert str(caught.value) == 'no matches for kind "Deploymen" in version "apps/v1"'


def test_every_kind_is_whole() -> None:
    for resource in registry.RESOURCES:
        assert registry.by_key(resource.key) is resource
        assert registry.by_kind(resource.api_version, resource.kind) is resource
        assert schema.name_for(resource.api_version, resource.kind) is not None
        if resource.answer is not None:
            continue
        assert resource.row is not None
        assert resource.columns[0].name == "Name" or resource.key == "events"


def test_all_is_listed_in_kubectls_order() -> None:
    keys = [resource.key for resource in registry.in_category("all")]
    order = [
        *("pods", "replicationcontrollers", "services"),
        *("daemonsets.apps", "deployments.apps", "replicasets.apps", "statefulsets.apps"),
        *("horizontalpodautoscalers.autoscaling", "cronjobs.batch", "jobs.batch"),
    ]
    assert keys == [key for key in order if key in keys]
    assert {"pods", "services", "deployments.apps", "statefulsets.apps"} <= set(keys)


_PACKAGES = {
    "meta": "io.k8s.apimachinery.pkg.apis.",
    "apiextensions": "io.k8s.apiextensions-apiserver.pkg.apis.",
}


def test_what_is_known_of_go_types_is_about_fields_that_exist() -> None:
    tables = (kept_zeros.KEPT_ZEROS, go_types.NULL_TIMES, go_types.NAMED_TYPES)
    for table in tables:
        for name, fields in table.items():
            prefix = _PACKAGES.get(name.partition(".")[0], "io.k8s.api.")
            known = schema.definition(prefix + name)["properties"]
            assert {field.split("=")[0] for field in fields.split()} <= set(known), name
