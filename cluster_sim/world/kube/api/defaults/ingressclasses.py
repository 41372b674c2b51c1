"""Defaults of an IngressClass (pkg/apis/networking/v1/defaults.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_field


def default_ingress_class(ingress_class: Fields) -> Fields:
    """The class with the scope of its parameters."""
    return with_field(
        ingress_class,
        "spec",
        lambda spec: with_field(
            spec, "parameters", lambda given: filled(given, {"scope": "Cluster"})
        ),
    )
