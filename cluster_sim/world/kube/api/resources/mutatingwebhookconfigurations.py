"""MutatingWebhookConfiguration: kept; nothing outside the world is called."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.admission_rules import default_mutating_webhooks
from cluster_sim.world.kube.api.resource import Resource
from cluster_sim.world.kube.api.strategy import first_generation, next_webhooks
from cluster_sim.world.kube.api.tables import webhookconfigurations as table
from cluster_sim.world.kube.api.validation.webhookconfigurations import (
    validate_webhooks,
    validate_webhooks_update,
)

RESOURCE = Resource(
    group="admissionregistration.k8s.io",
    version="v1",
    kind="MutatingWebhookConfiguration",
    plural="mutatingwebhookconfigurations",
    singular="mutatingwebhookconfiguration",
    namespaced=False,
    categories=("api-extensions",),
    columns=table.COLUMNS,
    row=table.row,
    default=default_mutating_webhooks,
    prepare_create=first_generation,
    prepare_update=next_webhooks,
    validate=validate_webhooks,
    validate_update=validate_webhooks_update,
    inert=("webhooks",),
)
