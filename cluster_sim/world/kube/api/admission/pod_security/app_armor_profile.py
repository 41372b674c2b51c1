"""AppArmor profiles: those of the runtime or of the node, no other (baseline)."""

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

_PREFIX = "container.apparmor.security.beta.kubernetes.io/"
_ALLOWED = ("RuntimeDefault", "Localhost")


def _judge(meta: Part, spec: Part) -> Violation | None:
    pod, parts = _bad_type(spec), [(each["name"], _bad_type(each)) for each in containers(spec)]
    bad = [name for name, profile in parts if profile is not None]
    values = {profile for profile in (pod, *(one for _, one in parts)) if profile is not None}
    annotations = _bad_annotations(meta)
    who = setters(pod is not None, bad)
    if annotations:
        told = plural("annotation", len(annotations))
        who = f"{who} and {told}" if who else told
    if not who:
        return None
    shown = [*sorted(values), *annotations]
    detail = f"{who} must not set AppArmor profile type to {quoted(shown)}"
    return Violation(plural("forbidden AppArmor profile", len(shown)), detail)


def _bad_type(part: Part) -> str | None:
    profile = context(part).get("appArmorProfile")
    kind = None if profile is None else profile.get("type", "")
    return None if kind in _ALLOWED else kind


def _bad_annotations(meta: Part) -> list[str]:
    found = [
        f"{key}={quote(value)}"
        for key, value in (meta.get("annotations") or {}).items()
        if key.startswith(_PREFIX) and not _allowed_annotation(value)
    ]
    return sorted(found)


def _allowed_annotation(value: str) -> bool:
    return not value or value == "runtime/default" or value.startswith("localhost/")


CHECK = Check("appArmorProfile", BASELINE, (Version(0, _judge),))
