"""What the API server's refusals say, taken apart: which rule it was, and what it asks for."""

from __future__ import annotations

import re
from typing import Final

from cluster_sim.world.explain.fact import Fact

# The texts are those of the admission plugins and of the authorizer (plugin/pkg/admission,
# staging/src/k8s.io/pod-security-admission, pkg/registry/core/pod/storage/eviction.go).
_TEXTS: Final = (
    (
        "refused.quota",
        r"exceeded quota: (?P<name>[^,\s]+), requested: (?P<requested>.+), used: (?P<used>.+), "
        r"limited: (?P<limited>.+)",
    ),
    ("refused.unsaid", r"failed quota: (?P<name>[^:\s]+): must specify (?P<what>.+)"),
    ("refused.pod-security", r'violates PodSecurity "(?P<level>[a-z]+):[^"]*": (?P<why>.+)'),
    (
        "refused.policy",
        r"ValidatingAdmissionPolicy '(?P<name>[^']+)'(?: with binding '[^']+')? denied request: "
        r"(?P<why>.+)",
    ),
    (
        "refused.access",
        r'User "(?P<user>[^"]+)" cannot (?P<verb>\S+) resource "(?P<resource>[^"]+)".*?'
        r'(?:in the namespace "(?P<namespace>[^"]+)"|at the cluster scope)',
    ),
    (
        "refused.limits",
        r"(?P<bound>maximum|minimum) (?P<resource>\S+) usage per (?P<kind>\S+) "
        r"is (?P<limit>[^,\s]+)",
    ),
    ("refused.namespace", r"because it is being terminated"),
)


def refused(message: str) -> Fact:
    """Which rule refused it, with what the message names; the message itself for others."""
    for kind, pattern in _TEXTS:
        found = re.search(pattern, message, re.DOTALL)
        if found is not None:
            return Fact(kind, {name: text or "" for name, text in found.groupdict().items()})
    return Fact("refused.otherwise", {"message": message})
