"""SELinux: types of containers alone, no user and no role (baseline)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    Check,
    Judge,
    Part,
    Version,
    Violation,
    containers,
    context,
    plural,
    quoted,
    setters,
)

_TYPES_1_0 = ("", "container_t", "container_init_t", "container_kvm_t")
_TYPES_1_31 = (*_TYPES_1_0, "container_engine_t")


def _judging(types: tuple[str, ...]) -> Judge:
    def judge(meta: Part, spec: Part) -> Violation | None:
        pod, parts = _options(spec), [(each["name"], _options(each)) for each in containers(spec)]
        bad = [name for name, options in parts if _faulty(options, types)]
        who = setters(_faulty(pod, types), bad)
        if not who:
            return None
        faults = _faults([pod, *(options for _, options in parts)], types)
        detail = f"{who} set forbidden securityContext.seLinuxOptions: {'; '.join(faults)}"
        return Violation("seLinuxOptions", detail)

    return judge


def _options(part: Part) -> Part:
    return context(part).get("seLinuxOptions") or {}


def _faulty(options: Part, types: tuple[str, ...]) -> bool:
    return bool(options.get("type", "") not in types or options.get("user") or options.get("role"))


def _faults(every: list[Part], types: tuple[str, ...]) -> list[str]:
    bad = sorted({each.get("type", "") for each in every} - set(types))
    faults = [f"{plural('type', len(bad))} {quoted(bad)}"] if bad else []
    for field in ("user", "role"):
        if any(each.get(field) for each in every):
            faults.append(f"{field} may not be set")
    return faults


CHECK = Check(
    "seLinuxOptions",
    BASELINE,
    (Version(0, _judging(_TYPES_1_0)), Version(31, _judging(_TYPES_1_31))),
)
