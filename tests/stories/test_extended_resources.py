"""Dongles that somebody writes into a node's capacity.

kubernetes.io, Advertise Extended Resources for a Node; Assign Extended Resources to a Container.
"""

from __future__ import annotations

import json

from tests.world.shell.kubectl.bench import Kubectl

PATCH = json.dumps([{"op": "add", "path": "/status/capacity/example.com~1dongle", "value": "4"}])


def pod(name: str, dongles: int) -> str:
    return f"""
apiVersion: v1
kind: Pod
metadata: {{name: {name}}}
spec:
  containers:
  - name: main
    image: nginx
    resources:
      limits: {{example.com/dongle: {dongles}}}
      requests: {{example.com/dongle: {dongles}}}
"""


def test_a_node_offers_what_was_written_into_its_capacity() -> None:
    kubectl = Kubectl()
    words = ["patch", "node", "noeud-1", "--subresource=status", "--type=json", "-p", PATCH]
    assert kubectl.run_words(words).status == 0
    kubectl.wait(11)
    node = json.loads(kubectl.out("get node noeud-1 -o json"))
    assert node["status"]["allocatable"]["example.com/dongle"] == "4"
    kubectl.out("create -f -", pod("first", 3))
    kubectl.out("create -f -", pod("second", 2))
    kubectl.wait(30)
    assert kubectl.out("get pod first -o jsonpath={.spec.nodeName}{.status.phase}") == (
        "noeud-1Running"
    )
    assert "3 Insufficient example.com/dongle" in kubectl.out("describe pod second")
    told = json.loads(kubectl.out("get node noeud-1 -o json"))["status"]
    assert told["capacity"]["example.com/dongle"] == "4"
