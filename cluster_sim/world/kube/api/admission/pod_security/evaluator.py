"""All checks, and what those of a level and a version say of a pod (policy/registry.go)."""

from __future__ import annotations

from functools import cache
from typing import Final

from cluster_sim.world.kube.api.admission.pod_security import (
    allow_privilege_escalation,
    app_armor_profile,
    capabilities_baseline,
    capabilities_restricted,
    host_namespaces,
    host_path_volumes,
    host_ports,
    host_probes,
    privileged,
    proc_mount_baseline,
    proc_mount_restricted,
    restricted_volumes,
    run_as_non_root,
    run_as_user,
    se_linux_options,
    seccomp_profile_baseline,
    seccomp_profile_restricted,
    sysctls,
    windows_host_process,
)
from cluster_sim.world.kube.api.admission.pod_security.check import (
    BASELINE,
    RESTRICTED,
    Check,
    Judge,
    Part,
    Violation,
)
from cluster_sim.world.kube.api.admission.pod_security.policy import PRIVILEGED, LevelVersion
from cluster_sim.world.kube.version import MINOR

_CHECKS: Final[tuple[Check, ...]] = (
    allow_privilege_escalation.CHECK,
    app_armor_profile.CHECK,
    capabilities_baseline.CHECK,
    capabilities_restricted.CHECK,
    host_namespaces.CHECK,
    host_path_volumes.CHECK,
    host_ports.CHECK,
    host_probes.CHECK,
    privileged.CHECK,
    proc_mount_baseline.CHECK,
    proc_mount_restricted.CHECK,
    restricted_volumes.CHECK,
    run_as_non_root.CHECK,
    run_as_user.CHECK,
    se_linux_options.CHECK,
    seccomp_profile_baseline.CHECK,
    seccomp_profile_restricted.CHECK,
    sysctls.CHECK,
    windows_host_process.CHECK,
)
_NEWEST: Final = int(MINOR)


def evaluate(level_version: LevelVersion, meta: Part, spec: Part) -> list[Violation]:
    """What is wrong with the pod, baseline checks first, each kind in the order of their ids."""
    if level_version.level == PRIVILEGED:
        return []
    minor = level_version.minor
    known = _NEWEST if minor is None else min(minor, _NEWEST)
    found = (judge(meta, spec) for judge in _judges(level_version.level, known))
    return [violation for violation in found if violation is not None]


@cache
def _judges(level: str, minor: int) -> tuple[Judge, ...]:
    chosen = [*_of_level(BASELINE), *(_of_level(RESTRICTED) if level == RESTRICTED else ())]
    versions = [(check.id, check.at(minor)) for check in chosen]
    overridden = {name for _, version in versions if version for name in version.overrides}
    return tuple(version.judge for name, version in versions if version and name not in overridden)


def _of_level(level: str) -> list[Check]:
    return sorted((each for each in _CHECKS if each.level == level), key=lambda each: each.id)
