"""Which requests a policy or a webhook is about (pkg/apis/admissionregistration/validation)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    choice,
    duplicate,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector

FAILURE_POLICIES: Final = ("Fail", "Ignore")
MATCH_POLICIES: Final = ("Equivalent", "Exact")
_OPERATIONS: Final = ("*", "CONNECT", "CREATE", "DELETE", "UPDATE")
_SCOPES: Final = ("*", "Cluster", "Namespaced")
_ALONE: Final = "if '*' is present, must not specify other {}"


def match_faults(resources: dict[str, Any], path: str) -> Faults:
    """The faults of ``matchConstraints`` or ``matchResources``."""
    faults = choice(resources.get("matchPolicy"), MATCH_POLICIES, f"{path}.matchPolicy")
    for name in ("namespaceSelector", "objectSelector"):
        faults += validate_label_selector(resources.get(name) or {}, f"{path}.{name}")
    for name in ("resourceRules", "excludeResourceRules"):
        for index, rule in enumerate(resources.get(name) or ()):
            faults += _named_rule_faults(rule, f"{path}.{name}[{index}]")
    return faults


def _named_rule_faults(rule: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    given = rule.get("resourceNames") or []
    for index, name in enumerate(given):
        if name in given[:index]:
            faults.append(duplicate(f"{path}.resourceNames[{index}]", name))
    return faults + rule_faults(rule, path)


def rule_faults(rule: dict[str, Any], path: str) -> Faults:
    """The faults of a rule with its operations."""
    operations = rule.get("operations") or []
    faults = [] if operations else [required(f"{path}.operations")]
    if "*" in operations and len(operations) > 1:
        faults.append(invalid(f"{path}.operations", operations, _ALONE.format("operations")))
    for index, each in enumerate(operations):
        if each not in _OPERATIONS:
            faults.append(not_supported(f"{path}.operations[{index}]", each, _OPERATIONS))
    faults += _list_faults(rule, "apiGroups", "API groups", path)
    faults += _list_faults(rule, "apiVersions", "API versions", path)
    for index, each in enumerate(rule.get("apiVersions") or ()):
        if not each:
            faults.append(required(f"{path}.apiVersions[{index}]"))
    faults += _resource_faults(rule.get("resources") or [], f"{path}.resources")
    scope = rule.get("scope")
    if scope is not None and scope not in _SCOPES:
        faults.append(not_supported(f"{path}.scope", scope, _SCOPES))
    return faults


def _list_faults(rule: dict[str, Any], field: str, called: str, path: str) -> Faults:
    values = rule.get(field) or []
    if not values:
        return [required(f"{path}.{field}")]
    if "*" in values and len(values) > 1:
        return [invalid(f"{path}.{field}", values, _ALONE.format(called))]
    return []


def _resource_faults(resources: list[str], path: str) -> Faults:
    if not resources:
        return [required(path)]
    faults: Faults = []
    if "*/*" in resources and len(resources) > 1:
        detail = "if '*/*' is present, must not specify other resources"
        faults.append(invalid(path, resources, detail))
    elif "*" in resources and any("/" not in each and each != "*" for each in resources):
        detail = "if '*' is present, must not specify other resources without subresources"
        faults.append(invalid(path, resources, detail))
    for index, each in enumerate(resources):
        if not each:
            faults.append(required(f"{path}[{index}]"))
        elif f"{each.partition('/')[0]}/*" in resources and "/" in each and not each.endswith("/*"):
            detail = f"if '{each.partition('/')[0]}/*' is present, must not specify {each}"
            faults.append(invalid(f"{path}[{index}]", each, detail))
    return faults


def kind_faults(kind: dict[str, Any], path: str) -> Faults:
    """The faults of a ``paramKind``."""
    faults: Faults = []
    version, name = kind.get("apiVersion") or "", kind.get("kind") or ""
    if not version:
        faults.append(required(f"{path}.apiVersion"))
    elif version.count("/") > 1:
        detail = f"unexpected GroupVersion string: {version}"
        faults.append(invalid(f"{path}.apiVersion", version, detail))
    elif not version.rpartition("/")[2]:
        faults.append(invalid(f"{path}.apiVersion", version, "version must be specified"))
    wrong = names.dns1035_label(name.lower())
    if not name:
        faults.append(required(f"{path}.kind"))
    elif wrong:
        detail = f"may have mixed case, but should otherwise match: {','.join(wrong)}"
        faults.append(invalid(f"{path}.kind", name, detail))
    return faults
