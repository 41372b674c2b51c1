"""Domains and what is named after them: ``bbc.co.uk``, ``acme.io/foo``.

Each check takes a value and gives the faults found, none when it is good. Rules and wordings
follow k8s.io/apimachinery/pkg/util/validation (1.36).
"""

from __future__ import annotations

import re

from cluster_sim.world.kube.api import names

_PATH = re.compile(r"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+")


def fully_qualified_name(value: str) -> list[str]:
    """A domain of at least three segments."""
    faults = names.dns1123_subdomain(value)
    if faults:
        return [",".join(faults)]
    if value.count(".") < 2:
        return ["should be a domain with at least three segments separated by dots"]
    return []


def fully_qualified_domain_name(value: str) -> list[str]:
    """A domain of at least two segments, with or without a dot at its end."""
    value = value.removesuffix(".")
    faults = names.dns1123_subdomain(value)
    if faults:
        return [",".join(faults)]
    if "." not in value:
        return ["should be a domain with at least two segments separated by dots"]
    for label in value.split("."):
        faults = names.dns1123_label(label)
        if faults:
            return [",".join(faults)]
    return []


def domain_prefixed_path(value: str) -> list[str]:
    """``acme.io/foo``: a domain, a slash and a path."""
    host, _, path = value.partition("/")
    if not host or not path:
        return ['must be a domain-prefixed path (such as "acme.io/foo")']
    faults = names.dns1123_subdomain(host)
    if not _PATH.fullmatch(path):
        faults.append(names.regex_fault("Invalid path", _PATH.pattern))
    return faults


def domain_prefixed_key(value: str) -> list[str]:
    """``acme.io/foo``: a label key with a prefix."""
    faults = names.qualified_name(value)
    if not faults and "/" not in value:
        return ['must be a domain-prefixed key (such as "acme.io/foo")']
    return faults
