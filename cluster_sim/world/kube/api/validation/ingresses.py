"""Ingresses (pkg/apis/networking/validation/validation.go)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.addresses import family, validate_ip
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    Literal,
    all_invalid,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update
from cluster_sim.world.kube.api.validation.references import validate_typed_reference

CLASS_ANNOTATION: Final = "kubernetes.io/ingress.class"
_PATH_TYPES: Final = ("Exact", "ImplementationSpecific", "Prefix")
_SEQUENCES: Final = ("//", "/./", "/../", "%2f", "%2F")
_SUFFIXES: Final = ("/..", "/.")


def validate_ingress(ingress: Object) -> Faults:
    """The faults of a new Ingress."""
    faults = _validate(ingress)
    told = (ingress["metadata"].get("annotations") or {}).get(CLASS_ANNOTATION)
    wanted = (ingress.get("spec") or {}).get("ingressClassName")
    if told is not None and wanted is not None and told != wanted:
        detail = "must match `ingressClassName` when both are specified"
        faults.append(invalid(f"annotations.{CLASS_ANNOTATION}", told, detail))
    return faults


def validate_ingress_update(old: Object, new: Object) -> Faults:
    """The faults of a changed Ingress."""
    return validate_meta_update(old, new) + _validate(new)


def validate_ingress_status(old: Object, new: Object) -> Faults:
    """The faults of the addresses under which an Ingress is told to be reached."""
    faults = validate_meta_update(old, new)
    points = ((new.get("status") or {}).get("loadBalancer") or {}).get("ingress") or ()
    for index, point in enumerate(points):
        here = f"status.loadBalancer.ingress[{index}]"
        if point.get("ip"):
            faults += validate_ip(point["ip"], f"{here}.ip")
        if point.get("hostname"):
            faults += _validate_host(point["hostname"], f"{here}.hostname")
    return faults


def _validate(ingress: Object) -> Faults:
    spec = ingress.get("spec") or {}
    faults = validate_meta(ingress, True, names.dns1123_subdomain)
    backend, rules = spec.get("defaultBackend"), spec.get("rules") or []
    if not rules and backend is None:
        detail = "either `defaultBackend` or `rules` must be specified"
        shown = Literal("null" if spec.get("rules") is None else "[]")
        faults.append(invalid("spec", shown, detail))
    if backend is not None:
        faults += _validate_backend(backend, "spec.defaultBackend")
    for index, rule in enumerate(rules):
        faults += _validate_rule(rule, f"spec.rules[{index}]")
    for index, entry in enumerate(spec.get("tls") or ()):
        faults += _validate_tls(entry, f"spec.tls[{index}]")
    name = spec.get("ingressClassName")
    if name is not None:
        faults += all_invalid("spec.ingressClassName", name, names.dns1123_subdomain(name))
    return faults


def _validate_tls(entry: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    for index, host in enumerate(entry.get("hosts") or ()):
        faults += all_invalid(f"{path}.hosts[{index}]", host, _domain_faults(host))
    secret = entry.get("secretName") or ""
    if secret:
        faults += all_invalid(f"{path}.secretName", secret, names.dns1123_subdomain(secret))
    return faults


def _validate_rule(rule: dict[str, Any], path: str) -> Faults:
    faults: Faults = []
    host, http = rule.get("host") or "", rule.get("http")
    if host:
        faults += _validate_host(host, f"{path}.host")
    if http is None:
        return faults
    if not http.get("paths"):
        faults.append(required(f"{path}.http.paths"))
    for index, entry in enumerate(http.get("paths") or ()):
        faults += _validate_path(entry, f"{path}.http.paths[{index}]")
    return faults


def _validate_host(host: str, path: str) -> Faults:
    faults: Faults = []
    if family(host):
        faults.append(invalid(path, host, "must be a DNS name, not an IP address"))
    return faults + all_invalid(path, host, _domain_faults(host))


def _domain_faults(host: str) -> list[str]:
    if "*" in host:
        return names.wildcard_dns1123_subdomain(host)
    return names.dns1123_subdomain(host)


def _validate_path(entry: dict[str, Any], path: str) -> Faults:
    kind, text, here = entry.get("pathType"), entry.get("path") or "", f"{path}.path"
    if kind is None:
        return [required(f"{path}.pathType", "pathType must be specified")]
    faults: Faults = []
    if kind not in _PATH_TYPES:
        faults.append(not_supported(f"{path}.pathType", kind, _PATH_TYPES))
    elif not text.startswith("/") and (text or kind != "ImplementationSpecific"):
        faults.append(invalid(here, text, "must be an absolute path"))
    if kind in ("Exact", "Prefix"):
        details = [f"must not contain '{part}'" for part in _SEQUENCES if part in text]
        details += [f"cannot end with '{end}'" for end in _SUFFIXES if text.endswith(end)]
        faults += all_invalid(here, text, details)
    return faults + _validate_backend(entry.get("backend") or {}, f"{path}.backend")


def _validate_backend(backend: dict[str, Any], path: str) -> Faults:
    resource, service = backend.get("resource"), backend.get("service")
    if resource is not None and service is not None:
        return [invalid(path, "", "cannot set both resource and service backends")]
    if resource is not None:
        return validate_typed_reference(resource, f"{path}.resource")
    if service is None:
        return [invalid(path, "", "resource or service backend is required")]
    return _validate_service(service, path)


def _validate_service(service: dict[str, Any], path: str) -> Faults:
    name, port = service.get("name") or "", service.get("port") or {}
    here = f"{path}.service"
    faults: Faults = []
    if name:
        faults += all_invalid(f"{here}.name", name, names.dns1123_label(name))
    else:
        faults.append(required(f"{here}.name"))
    named, number = port.get("name") or "", port.get("number") or 0
    if named and number:
        faults.append(invalid(path, "", "cannot set both port name & port number"))
    elif named:
        faults += all_invalid(f"{here}.port.name", named, names.port_name(named))
    elif number:
        faults += all_invalid(f"{here}.port.number", number, names.port_number(number))
    else:
        faults.append(required(path, "port name or number is required"))
    return faults
