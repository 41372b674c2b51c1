"""Defaults of a pod spec, wherever it stands (SetDefaults_PodSpec and what it holds)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.defaults.containers import default_container
from cluster_sim.world.kube.api.defaults.filling import Fields, filled, with_each
from cluster_sim.world.kube.api.defaults.resources import rounded
from cluster_sim.world.kube.api.defaults.volumes import default_volume
from cluster_sim.world.kube.api.identity_memo import IdentityMemo

_DEFAULTS: Final[Fields] = {
    "dnsPolicy": "ClusterFirst",
    "restartPolicy": "Always",
    "schedulerName": "default-scheduler",
    "securityContext": {},
    "terminationGracePeriodSeconds": 30,
}
CONTAINER_LISTS: Final = ("initContainers", "containers", "ephemeralContainers")


def _default_pod_spec(spec: Fields) -> Fields:
    spec = filled(spec, _DEFAULTS)
    for field in CONTAINER_LISTS:
        spec = with_each(spec, field, default_container)
    spec = with_each(spec, "volumes", default_volume)
    if "overhead" in spec:
        spec = {**spec, "overhead": rounded(spec["overhead"])}
    return _both_account_names(spec)


def _both_account_names(spec: Fields) -> Fields:
    # The old name of the field is read where the new one is empty, and always written.
    name = spec.get("serviceAccountName") or spec.get("serviceAccount")
    if not name or spec.get("serviceAccount") == spec.get("serviceAccountName"):
        return spec
    return {**spec, "serviceAccountName": name, "serviceAccount": name}


_remembered = IdentityMemo(_default_pod_spec)


def default_pod_spec(spec: Fields) -> Fields:
    """The spec with its defaults; the same answer for the same spec object."""
    return _remembered(spec)


def default_template(template: Any) -> Any:
    """A pod template (metadata and spec) with the defaults of its spec."""
    spec = default_pod_spec(template.get("spec") or {})
    if spec is template.get("spec") and "metadata" in template:
        return template
    return {"metadata": {}, **template, "spec": spec}


def with_template(obj: Fields) -> Fields:
    """A workload whose ``spec.template`` has its defaults."""
    spec = obj.get("spec") or {}
    # The field is a struct in Go: there is always a template, be it an empty one.
    template = spec.get("template") or {}
    defaulted = default_template(template)
    return obj if defaulted is template else {**obj, "spec": {**spec, "template": defaulted}}
