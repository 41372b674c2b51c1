"""CronTabs, the custom kind of stories: their definition, one of them, a cluster that knows them.

kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.client import Client
from tests.world.kube.cluster import running, student, wait

CRONTABS = "crontabs.stable.example.com"
CRDS = registry.CRDS
SCHEMA = """
type: object
properties:
  spec:
    type: object
    required: [image]
    x-kubernetes-validations:
    - rule: self.minReplicas <= self.replicas
      messageExpression: "'replicas should be at least ' + string(self.minReplicas)"
    properties:
      cronSpec:
        type: string
        pattern: '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$'
        default: 5 0 * * *
      image:
        type: string
        maxLength: 20
        x-kubernetes-validations:
        - {rule: self == oldSelf, message: image is immutable}
      replicas: {type: integer, minimum: 1, maximum: 10, default: 2}
      minReplicas: {type: integer, default: 0}
      mode: {type: string, enum: [fast, slow]}
      port: {x-kubernetes-int-or-string: true}
      ports:
        type: array
        maxItems: 2
        x-kubernetes-list-type: map
        x-kubernetes-list-map-keys: [name]
        items:
          type: object
          required: [name]
          properties: {name: {type: string}, number: {type: integer}}
  status:
    type: object
    properties: {replicas: {type: integer}, selector: {type: string}}
"""


def definition(**spec: Any) -> dict[str, Any]:
    """The definition of CronTabs."""
    version = {
        "name": "v1",
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": yaml.safe_load(SCHEMA)},
        "subresources": {
            "status": {},
            "scale": {
                "specReplicasPath": ".spec.replicas",
                "statusReplicasPath": ".status.replicas",
                "labelSelectorPath": ".status.selector",
            },
        },
        "selectableFields": [{"jsonPath": ".spec.mode"}],
        "additionalPrinterColumns": [
            {"name": "Spec", "type": "string", "jsonPath": ".spec.cronSpec"},
            {"name": "Replicas", "type": "integer", "jsonPath": ".spec.replicas"},
            {"name": "Image", "type": "string", "jsonPath": ".spec.image", "priority": 1},
            {"name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp"},
        ],
    }
    names = {"plural": "crontabs", "singular": "crontab", "kind": "CronTab", "shortNames": ["ct"]}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": CRONTABS},
        "spec": {
            "group": "stable.example.com",
            "scope": "Namespaced",
            "names": names,
            "versions": [version],
            **spec,
        },
    }


def crontab(name: str = "my", **spec: Any) -> dict[str, Any]:
    """A CronTab."""
    return {
        "apiVersion": "stable.example.com/v1",
        "kind": "CronTab",
        "metadata": {"name": name},
        "spec": {"image": "cron:1", **spec},
    }


def learned() -> Client:
    """A student's client of a cluster that knows CronTabs."""
    world = running(nodes=1)
    client = student(world)
    client.create(CRDS, "", definition())
    wait(world, 1)
    return client


def refusal(client: Client, obj: dict[str, Any]) -> str:
    """What the server says against a new CronTab."""
    with pytest.raises(StatusError) as caught:
        client.create(CRONTABS, "default", obj)
    return str(caught.value)
