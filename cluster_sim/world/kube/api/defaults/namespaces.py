"""Defaults of a Namespace: it bears its own name as a label (SetDefaults_Namespace)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled

NAME_LABEL = "kubernetes.io/metadata.name"


def default_namespace(namespace: Fields) -> Fields:
    """The Namespace with its label and its phase."""
    status = namespace.get("status") or {}
    phased = filled(status, {"phase": "Active"})
    if phased is not status:
        namespace = {**namespace, "status": phased}
    meta = namespace.get("metadata") or {}
    name, labels = meta.get("name"), meta.get("labels") or {}
    if not name or labels.get(NAME_LABEL) == name:
        return namespace
    return {**namespace, "metadata": {**meta, "labels": {**labels, NAME_LABEL: name}}}
