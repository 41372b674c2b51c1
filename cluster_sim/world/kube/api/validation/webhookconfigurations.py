"""Validation of webhook configurations (pkg/apis/admissionregistration/validation)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.admission_rules import (
    FAILURE_POLICIES,
    MATCH_POLICIES,
    rule_faults,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    choice,
    duplicate,
    invalid,
    required,
)
from cluster_sim.world.kube.api.validation.label_selectors import validate_label_selector
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_SIDE_EFFECTS: Final = ("None", "NoneOnDryRun")
_VERSIONS: Final = ("v1", "v1beta1")
_FULL_NAME: Final = "should be a domain with at least three segments separated by dots"


def validate_webhooks(obj: Object) -> Faults:
    """The faults of a new configuration."""
    return validate_meta(obj, False, names.dns1123_subdomain) + _all_faults(obj)


def validate_webhooks_update(old: Object, new: Object) -> Faults:
    """The faults of a changed configuration."""
    return validate_meta_update(old, new) + _all_faults(new)


def _all_faults(obj: Object) -> Faults:
    faults: Faults = []
    known: list[str] = []
    for index, hook in enumerate(obj.get("webhooks") or ()):
        path = f"webhooks[{index}]"
        faults += _hook_faults(hook, path)
        if hook.get("name") in known:
            faults.append(duplicate(f"{path}.name", hook["name"]))
        known.append(hook.get("name", ""))
    return faults


def _hook_faults(hook: dict[str, Any], path: str) -> Faults:
    faults = _name_faults(hook.get("name") or "", f"{path}.name")
    for index, rule in enumerate(hook.get("rules") or ()):
        faults += rule_faults(rule, f"{path}.rules[{index}]")
    faults += choice(hook.get("failurePolicy"), FAILURE_POLICIES, f"{path}.failurePolicy")
    faults += choice(hook.get("matchPolicy"), MATCH_POLICIES, f"{path}.matchPolicy")
    faults += choice(hook.get("sideEffects"), _SIDE_EFFECTS, f"{path}.sideEffects")
    timeout = hook.get("timeoutSeconds", 10)
    if not 1 <= timeout <= 30:
        detail = "the timeout value must be between 1 and 30 seconds"
        faults.append(invalid(f"{path}.timeoutSeconds", timeout, detail))
    for name in ("namespaceSelector", "objectSelector"):
        faults += validate_label_selector(hook.get(name) or {}, f"{path}.{name}")
    faults += _client_faults(hook.get("clientConfig") or {}, f"{path}.clientConfig")
    return faults + _version_faults(hook.get("admissionReviewVersions") or [], path)


def _name_faults(name: str, path: str) -> Faults:
    if not name:
        return [required(path)]
    faults = all_invalid(path, name, names.dns1123_subdomain(name))
    return faults or ([] if name.count(".") >= 2 else [invalid(path, name, _FULL_NAME)])


def _client_faults(config: dict[str, Any], path: str) -> Faults:
    url, service = config.get("url"), config.get("service")
    if bool(url) == bool(service):
        return [required(path, "exactly one of url or service is required")]
    if url and not url.startswith("https://"):
        detail = f"'https' is the only allowed URL scheme; desired format: {_URL_FORM}"
        return [invalid(f"{path}.url", url, detail)]
    found = service or {"name": "-", "namespace": "-"}
    fields = (field for field in ("name", "namespace") if not found.get(field))
    return [required(f"{path}.service.{field}", f"service {field} is required") for field in fields]


_URL_FORM: Final = "https://host[/path]"


def _version_faults(versions: list[str], path: str) -> Faults:
    where = f"{path}.admissionReviewVersions"
    if not versions:
        return [required(where, f"must specify one of {', '.join(_VERSIONS)}")]
    if not any(version in _VERSIONS for version in versions):
        detail = f"must include at least one of {', '.join(_VERSIONS)}"
        return [invalid(where, versions, detail)]
    return []
