"""Seccomp profiles: not switched off (baseline); before 1.19 they were annotations."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    Check,
    Part,
    Version,
    Violation,
    containers,
    context,
    plural,
    quoted,
    setters,
)
from cluster_sim.world.kube.api.gotext import quote

ID = "seccompProfile_baseline"
_POD = "seccomp.security.alpha.kubernetes.io/pod"
_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"
_ALLOWED = ("RuntimeDefault", "Localhost")


def profile(part: Part) -> str | None:
    """The type of profile that a pod or a container asks for, None when it asks for none."""
    found = context(part).get("seccompProfile")
    return None if found is None else str(found.get("type", ""))


def explicit(spec: Part) -> Violation | None:
    """What is wrong with the profiles that are asked for."""
    pod, parts = profile(spec), [(each["name"], profile(each)) for each in containers(spec)]
    bad = [name for name, kind in parts if not allowed(kind)]
    who = setters(not allowed(pod), bad)
    if not who:
        return None
    asked = {kind for kind in (pod, *(kind for _, kind in parts)) if kind is not None}
    values = quoted(sorted(kind for kind in asked if kind not in _ALLOWED))
    told = f"{who} must not set securityContext.seccompProfile.type to {values}"
    return Violation("seccompProfile", told)


def allowed(kind: str | None) -> bool:
    """Whether a profile may be asked for; to ask for none is allowed too."""
    return kind is None or kind in _ALLOWED


def _annotations(meta: Part, spec: Part) -> Violation | None:
    present = meta.get("annotations") or {}
    keys = [_POD, *(f"{_CONTAINER}{each['name']}" for each in containers(spec))]
    bad = {
        f"{key}={quote(present[key])}"
        for key in keys
        if key in present and not _allowed_annotation(present[key])
    }
    if not bad:
        return None
    told = f"forbidden {plural('annotation', len(bad))} {', '.join(sorted(bad))}"
    return Violation("seccompProfile", told)


def _allowed_annotation(value: str) -> bool:
    return value in ("runtime/default", "docker/default") or value.startswith("localhost/")


def _fields(meta: Part, spec: Part) -> Violation | None:
    return explicit(spec)


CHECK = Check(ID, BASELINE, (Version(0, _annotations), Version(19, _fields)))
