"""Defaults of a Pod: those of its spec and SetDefaults_Pod."""

from __future__ import annotations

from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_each
from cluster_sim.world.kube.api.defaults.pod_spec import default_pod_spec
from cluster_sim.world.kube.api.defaults.resources import requests_from_limits
from cluster_sim.world.kube.api.identity_memo import IdentityMemo


def default_pod(pod: Fields) -> Fields:
    """The pod with its defaults."""
    given = pod.get("spec") or {}
    spec = _spec_of_pod(given)
    return pod if spec is pod.get("spec") else {**pod, "spec": spec}


def _defaulted(spec: Fields) -> Fields:
    spec = requests_from_limits(default_pod_spec(spec))
    spec = filled(spec, {"enableServiceLinks": True})
    if spec.get("hostNetwork"):
        for field in ("containers", "initContainers"):
            spec = with_each(spec, field, _on_host_ports)
    return spec


def _on_host_ports(container: Fields) -> Fields:
    return with_each(container, "ports", _on_host_port)


def _on_host_port(port: Fields) -> Fields:
    if port.get("hostPort") or "containerPort" not in port:
        return port
    return {**port, "hostPort": port["containerPort"]}


_spec_of_pod = IdentityMemo(_defaulted)
