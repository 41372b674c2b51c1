"""Defaults of a NetworkPolicy (pkg/apis/networking/v1/defaults.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_each, with_field


def default_network_policy(policy: Fields) -> Fields:
    """The policy with its types and the protocols of its ports.

    It is about what comes in, and about what goes out too when it has rules for that.
    """
    return with_field(filled(policy, {"spec": {}}), "spec", _default_spec)


def _default_spec(spec: Fields) -> Fields:
    if not spec.get("policyTypes"):
        types = ["Ingress", "Egress"] if spec.get("egress") else ["Ingress"]
        spec = {**spec, "policyTypes": types}
    spec = filled(spec, {"podSelector": {}})
    return with_each(with_each(spec, "ingress", _default_rule), "egress", _default_rule)


def _default_rule(rule: Fields) -> Fields:
    return with_each(rule, "ports", lambda port: filled(port, {"protocol": "TCP"}))
