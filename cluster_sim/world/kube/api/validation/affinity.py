"""Affinities: of pods to nodes, and of pods to other pods."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    forbidden,
    invalid,
    required,
)
from cluster_sim.world.kube.api.validation.label_keys import validate_match_keys
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector
from cluster_sim.world.kube.api.validation.object_meta import key_faults, value_faults

_REQUIRED: Final = "requiredDuringSchedulingIgnoredDuringExecution"
_PREFERRED: Final = "preferredDuringSchedulingIgnoredDuringExecution"


def validate_affinity(affinity: dict[str, Any], path: str) -> Faults:
    """The faults of a pod's ``affinity``."""
    faults: Faults = []
    if affinity.get("nodeAffinity") is not None:
        faults += _validate_node_affinity(affinity["nodeAffinity"], f"{path}.nodeAffinity")
    for kind in ("podAffinity", "podAntiAffinity"):
        if affinity.get(kind) is not None:
            faults += _validate_pod_affinity(affinity[kind], f"{path}.{kind}")
    return faults


def validate_node_selector(selector: dict[str, Any], path: str) -> Faults:
    """The faults of a NodeSelector, which has at least one term."""
    here, terms = f"{path}.nodeSelectorTerms", selector.get("nodeSelectorTerms") or []
    faults: Faults = []
    if not terms:
        faults.append(required(here, "must have at least one node selector term"))
    for index, term in enumerate(terms):
        faults += _validate_node_term(term, f"{here}[{index}]", strict=True)
    return faults


def _validate_node_affinity(affinity: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    selector = affinity.get(_REQUIRED)
    if selector is not None:
        faults += validate_node_selector(selector, f"{path}.{_REQUIRED}")
    for index, preferred in enumerate(affinity.get(_PREFERRED) or ()):
        here = f"{path}.{_PREFERRED}[{index}]"
        faults += _validate_weight(preferred, here)
        term = preferred.get("preference") or {}
        faults += _validate_node_term(term, f"{here}.preference", strict=False)
    return faults


def _validate_node_term(term: dict[str, Any], path: str, strict: bool) -> Faults:
    faults: Faults = []
    for index, asked in enumerate(term.get("matchExpressions") or ()):
        faults += _validate_expression(asked, f"{path}.matchExpressions[{index}]", strict)
    for index, asked in enumerate(term.get("matchFields") or ()):
        faults += _validate_field(asked, f"{path}.matchFields[{index}]")
    return faults


def _validate_expression(asked: dict[str, Any], path: str, strict: bool) -> Faults:
    operator, values = asked.get("operator", ""), asked.get("values") or []
    faults: Faults = []
    if operator in ("In", "NotIn"):
        if not values:
            detail = "must be specified when `operator` is 'In' or 'NotIn'"
            faults.append(required(f"{path}.values", detail))
    elif operator in ("Exists", "DoesNotExist"):
        if values:
            detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
            faults.append(forbidden(f"{path}.values", detail))
    elif operator in ("Gt", "Lt"):
        if len(values) != 1:
            detail = "must be specified single value when `operator` is 'Lt' or 'Gt'"
            faults.append(required(f"{path}.values", detail))
    else:
        faults.append(invalid(f"{path}.operator", operator, "not a valid selector operator"))
    key = asked.get("key", "")
    faults += all_invalid(f"{path}.key", key, key_faults(key))
    for index, value in enumerate(values if strict else ()):
        faults += all_invalid(f"{path}.values[{index}]", value, value_faults(value))
    return faults


def _validate_field(asked: dict[str, Any], path: str) -> Faults:
    operator, key, values = asked.get("operator", ""), asked.get("key", ""), asked.get("values")
    faults: Faults = []
    if operator not in ("In", "NotIn"):
        faults.append(invalid(f"{path}.operator", operator, "not a valid selector operator"))
    elif len(values or ()) != 1:
        detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
        faults.append(required(f"{path}.values", detail))
    if key != "metadata.name":
        return [*faults, invalid(f"{path}.key", key, "not a valid field selector key")]
    for index, value in enumerate(values or ()):
        faults += all_invalid(f"{path}.values[{index}]", value, names.dns1123_subdomain(value))
    return faults


def _validate_pod_affinity(affinity: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    for index, term in enumerate(affinity.get(_REQUIRED) or ()):
        faults += _validate_pod_term(term, f"{path}.{_REQUIRED}[{index}]")
    for index, weighted in enumerate(affinity.get(_PREFERRED) or ()):
        here = f"{path}.{_PREFERRED}[{index}]"
        faults += _validate_weight(weighted, here)
        term = weighted.get("podAffinityTerm") or {}
        faults += _validate_pod_term(term, f"{here}.podAffinityTerm")
    return faults


def _validate_pod_term(term: dict[str, Any], path: str) -> Faults:
    faults = validate_label_selector(term.get("labelSelector"), f"{path}.labelSelector")
    faults += validate_match_keys(term, path)
    here = f"{path}.namespaceSelector"
    faults += validate_label_selector(term.get("namespaceSelector"), here)
    for name in term.get("namespaces") or ():
        faults += all_invalid(f"{path}.namespace", name, names.dns1123_label(name))
    key = term.get("topologyKey", "")
    if not key:
        faults.append(required(f"{path}.topologyKey", "can not be empty"))
    return faults + all_invalid(f"{path}.topologyKey", key, key_faults(key))


def _validate_weight(weighted: dict[str, Any], path: str) -> Faults:
    weight = weighted.get("weight", 0)
    if 0 < weight <= 100:
        return []
    return [invalid(f"{path}.weight", weight, "must be in the range 1-100")]
