"""Cards: every object has one, however odd, and one odd object keeps no lab from being shown."""

from __future__ import annotations

from typing import Any

import pytest

from cluster_sim.live import cards
from cluster_sim.live.inspection import inspect
from cluster_sim.selectors import OWNER
from cluster_sim.world.kernel.world import SECOND
from tests.live.browser import Snapshot
from tests.live.test_frames import act, hosted, read

ODD = [
    "{apiVersion: v1, kind: Node, metadata: {name: odd}}",
    "{apiVersion: v1, kind: Node, metadata: {name: odd}, status: {allocatable: {cpu: 1e3}}}",
    "{apiVersion: v1, kind: Event, metadata: {name: odd}}",
    "{apiVersion: v1, kind: Event, metadata: {name: odd}, involvedObject: {kind: Zorg}}",
    "{apiVersion: v1, kind: Service, metadata: {name: odd}, spec: {type: ExternalName, "
    "externalName: example.org}}",
    "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: IPv4, "
    "metadata: {name: odd, labels: {kubernetes.io/service-name: kubernetes}}, "
    "endpoints: [{addresses: [192.0.2.1]}]}",
    "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: odd}, spec: {selector: "
    "{matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: "
    "[{name: a, image: nginx}]}}}}",
]


def shown(one: Any) -> Snapshot:
    _, lists = one.draw({OWNER})
    return Snapshot(read(lists[OWNER]))


@pytest.mark.parametrize("manifest", ODD)
def test_odd_objects_have_cards(manifest: str, caplog: pytest.LogCaptureFixture) -> None:
    one = hosted()
    act(one, "kube", {"verb": "apply", "text": manifest})
    act(one, "wait", 5 * SECOND)
    seen = shown(one)
    odd = [key for key in seen.objects if key[2].startswith("odd")]
    assert odd
    assert all(inspect(one.living.world, key) for key in odd)
    assert "card.failed" not in caplog.text


def test_a_card_that_cannot_be_made_hides_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> dict[str, Any]:
        raise KeyError("unheard of")

    one = hosted()
    whole = shown(one).objects
    monkeypatch.setitem(cards._MAKERS, "nodes", fail)
    seen = shown(one).objects
    assert seen.keys() == whole.keys()
    assert seen["nodes", "", "noeud-1"] == {"created": 0, "labels": {}}
    assert seen["hosts", "", "baie-1"] == whole["hosts", "", "baie-1"]
