"""What an update may change: the server's own words for what it refuses, and what it counts."""

from __future__ import annotations

from typing import Any

from tests.world.kube.api.manifests import CONFIG_MAP, DEPLOYMENT, POD, SERVICE, changed
from tests.world.kube.api.serving import accepted, update_refusal, updated

_C0 = ("spec", "containers", 0)


def _stored(manifest: dict[str, Any]) -> dict[str, Any]:
    obj = accepted(manifest)
    return {**obj, "metadata": {**obj["metadata"], "resourceVersion": "1", "uid": "u"}}


def test_a_selector_is_for_ever() -> None:
    old = _stored(DEPLOYMENT)
    new = changed(old, ("spec", "selector", "matchLabels"), {"app": "x"})
    new = changed(new, ("spec", "template", "metadata", "labels"), {"app": "x"})
    assert update_refusal(old, new) == (
        'Deployment.apps "web" is invalid: spec.selector: Invalid value: '
        '{"matchLabels":{"app":"x"}}: field is immutable'
    )


def test_a_running_pod_may_change_its_images_and_little_else() -> None:
    old = _stored(POD)
    assert not update_refusal(old, changed(old, (*_C0, "image"), "nginx:1.28"))
    assert updated(old, changed(old, (*_C0, "image"), "nginx:1.28"))["metadata"]["generation"] == 2
    said = update_refusal(old, changed(old, ("spec", "dnsPolicy"), "Default"))
    assert said.startswith(
        'Pod "web" is invalid: spec: Forbidden: pod updates may not change fields other than '
        "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        "`spec.tolerations` (only additions to existing tolerations),"
        "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously "
        "negative)\n"
    )
    assert '"ClusterFirst"' in said
    assert '"Default"' in said


def test_tolerations_are_added_to_but_not_taken_away() -> None:
    old = _stored(POD)
    more = [*old["spec"]["tolerations"], {"operator": "Exists"}]
    assert not update_refusal(old, changed(old, ("spec", "tolerations"), more))
    assert update_refusal(old, changed(old, ("spec", "tolerations"), [])) == (
        'Pod "web" is invalid: spec.tolerations: Forbidden: existing toleration can not be '
        "modified except its tolerationSeconds"
    )


def test_a_service_keeps_its_address_unless_it_is_told_another() -> None:
    old = _stored(SERVICE)
    old = {**old, "spec": {**old["spec"], "clusterIP": "10.96.0.9", "clusterIPs": ["10.96.0.9"]}}
    assert updated(old, {**SERVICE, "metadata": old["metadata"]})["spec"] == old["spec"]
    assert update_refusal(old, changed(old, ("spec", "clusterIP"), "10.96.0.10")) == (
        'Service "web" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.0.10"]: '
        "may not change once set"
    )


def test_a_service_that_is_no_longer_outside_gives_its_node_port_back() -> None:
    old = _stored(SERVICE)
    spec = updated(old, changed(old, ("spec", "type"), "ClusterIP"))["spec"]
    assert "nodePort" not in spec["ports"][0]
    assert "externalTrafficPolicy" not in spec


def test_an_immutable_config_map_stays_as_it_is() -> None:
    old = _stored({**CONFIG_MAP, "immutable": True})
    assert update_refusal(old, changed(old, ("data", "colour"), "red")) == (
        'ConfigMap "config" is invalid: data: Forbidden: field is immutable when `immutable` is set'
    )


def test_generations_count_what_was_asked_for() -> None:
    old = _stored(DEPLOYMENT)
    assert updated(old, old)["metadata"]["generation"] == 1
    assert updated(old, changed(old, ("spec", "replicas"), 5))["metadata"]["generation"] == 2
    labelled = changed(old, ("metadata", "labels"), {"a": "b"})
    assert updated(old, labelled)["metadata"]["generation"] == 1
    noted = changed(old, ("metadata", "annotations"), {"a": "b"})
    assert updated(old, noted)["metadata"]["generation"] == 2
    other = changed(old, ("status",), {"replicas": 99})
    assert updated(old, other)["status"] == {}
