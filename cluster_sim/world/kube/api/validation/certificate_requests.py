"""CertificateSigningRequests (pkg/apis/certificates/validation/validation.go)."""

from __future__ import annotations

import base64
import re
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.authentication import requests
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import validate_meta, validate_meta_update

_USAGES: Final = (
    *("any", "cert sign", "client auth", "code signing", "content commitment", "crl sign"),
    *("data encipherment", "decipher only", "digital signature", "email protection"),
    *("encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement"),
    *("key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime"),
    *("server auth", "signing", "timestamping"),
)
_LEGACY: Final = "kubernetes.io/legacy-unknown"
_PATH: Final = re.compile(r"[a-zA-Z0-9]([-a-zA-Z0-9_.]*[a-zA-Z0-9])?")
_FEWEST_SECONDS: Final = 600
_DECISIONS: Final = ("Approved", "Denied")


def validate_request(request: Object) -> Faults:
    """The faults of a new CertificateSigningRequest."""
    spec = request.get("spec") or {}
    faults = validate_meta(request, False, names.dns1123_subdomain)
    try:
        requests.parse(decoded(spec.get("request", "")))
    except requests.BadRequest as problem:
        faults.append(invalid("spec.request", spec.get("request", ""), str(problem)))
    faults += _usages(spec.get("usages") or [])
    faults += _signer(spec.get("signerName", ""))
    seconds = spec.get("expirationSeconds")
    if seconds is not None and seconds < _FEWEST_SECONDS:
        detail = "may not specify a duration less than 600 seconds (10 minutes)"
        faults.append(invalid("spec.expirationSeconds", seconds, detail))
    return faults


def validate_request_update(old: Object, new: Object) -> Faults:
    """The faults of changed metadata; the rest cannot change."""
    return validate_meta_update(old, new)


def validate_decision(old: Object, new: Object) -> Faults:
    """The faults of a changed decision (sub-resource ``approval``)."""
    before, after = _types(old), _types(new)
    path = "status.conditions"
    faults = [
        forbidden(path, f'updates may not remove a condition of type "{kind}"')
        for kind in (*_DECISIONS, "Failed")
        if kind in before and kind not in after
    ]
    for at, condition in enumerate((new.get("status") or {}).get("conditions") or ()):
        if condition.get("status", "True") != "True" and condition.get("type") in _DECISIONS:
            where = f"{path}[{at}].status"
            faults.append(not_supported(where, condition.get("status"), ("True",)))
    if all(kind in after for kind in _DECISIONS):
        detail = "Approved and Denied conditions are mutually exclusive"
        faults.append(invalid(path, "Denied", detail))
    return faults


def decoded(text: str) -> str:
    """The text behind base64; no text when there is none behind it."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        return ""


def _types(request: Object) -> list[Any]:
    return [each.get("type") for each in (request.get("status") or {}).get("conditions") or ()]


def _usages(usages: list[str]) -> Faults:
    path = "spec.usages"
    faults: Faults = [] if usages else [required(path)]
    for at, usage in enumerate(usages):
        if usage in usages[:at]:
            faults.append(duplicate(f"{path}[{at}]", usage))
        if usage not in _USAGES:
            faults.append(not_supported(f"{path}[{at}]", usage, _USAGES))
    return faults


def _signer(name: str) -> Faults:
    path = "spec.signerName"
    if not name:
        return [required(path)]
    parts = name.split("/")
    if len(parts) != 2:
        detail = 'must be a fully qualified domain and path of the form "example.com/signer-name"'
        return [invalid(path, name, detail)]
    faults = all_invalid(path, parts[0], names.dns1123_subdomain(parts[0]))
    if "." not in parts[0]:
        detail = "should be a domain with at least two segments separated by dots"
        faults.append(invalid(path, parts[0], detail))
    if not _PATH.fullmatch(parts[1]):
        faults.append(invalid(path, parts[1], "must be a valid name"))
    if name == _LEGACY:
        detail = "the legacy signerName is not allowed via this API version"
        faults.append(invalid(path, name, detail))
    return faults
