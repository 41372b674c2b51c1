"""Security contexts of pods and containers, as far as their values go.

Which values are allowed at all is the business of the pod security levels, not of validation.
"""

from __future__ import annotations

import re
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
    too_long,
)
from cluster_sim.world.kube.api.validation.go_structs import security_context_text
from cluster_sim.world.kube.api.validation.paths import validate_descending

Context = dict[str, Any]

_PROFILES: Final = ("Localhost", "RuntimeDefault", "Unconfined")
_GROUP_CHANGES: Final = ("Always", "OnRootMismatch")
_GROUP_POLICIES: Final = ("Merge", "Strict")
_SELINUX_CHANGES: Final = ("MountOption", "Recursive")
_PROC_MOUNTS: Final = ("Default", "Unmasked")
# PATH_MAX less one.
_PROFILE_BYTES: Final = 4095
_SYSCTL = re.compile(r"[a-z0-9]([-_a-z0-9]*[a-z0-9])?([\./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*")
_SYSCTL_FAULT: Final = (
    "must have at most 253 characters and match regex "
    "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"
)


def validate_pod_context(spec: dict[str, Any], path: str) -> Faults:
    """The faults of a pod's ``securityContext``."""
    context = spec.get("securityContext")
    if not context:
        return []
    here = f"{path}.securityContext"
    faults = _ids(context, ("fsGroup", "runAsUser", "runAsGroup"), here)
    for index, group in enumerate(context.get("supplementalGroups") or ()):
        faults += all_invalid(f"{here}.supplementalGroups[{index}]", group, names.group_id(group))
    if spec.get("shareProcessNamespace") and spec.get("hostPID"):
        detail = "ShareProcessNamespace and HostPID cannot both be enabled"
        faults.append(invalid(f"{path}.shareProcessNamespace", True, detail))
    faults += _validate_sysctls(context.get("sysctls") or [], f"{here}.sysctls")
    faults += _one_of(context, "fsGroupChangePolicy", _GROUP_CHANGES, here)
    faults += _profiles(context, here)
    faults += _one_of(context, "supplementalGroupsPolicy", _GROUP_POLICIES, here)
    return faults + _one_of(context, "seLinuxChangePolicy", _SELINUX_CHANGES, here)


def validate_container_context(context: Context, host_users: bool, path: str) -> Faults:
    """The faults of a container's ``securityContext``."""
    faults = _ids(context, ("runAsUser", "runAsGroup"), path)
    faults += _one_of(context, "procMount", _PROC_MOUNTS, path)
    if context.get("procMount") == "Unmasked" and host_users:
        detail = "`hostUsers` must be false to use `Unmasked`"
        faults.append(invalid(f"{path}.procMount", "Unmasked", detail))
    faults += _profiles(context, path)
    if context.get("allowPrivilegeEscalation") is False:
        if context.get("privileged"):
            detail = "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"
            faults.append(invalid(path, security_context_text(context), detail))
        for capability in (context.get("capabilities") or {}).get("add") or ():
            if capability == "CAP_SYS_ADMIN":
                detail = (
                    "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` "
                    "CAP_SYS_ADMIN"
                )
                faults.append(invalid(path, security_context_text(context), detail))
    return faults


def _ids(context: Context, fields: tuple[str, ...], path: str) -> Faults:
    faults: Faults = []
    for field in fields:
        value = context.get(field)
        if value is not None:
            faults += all_invalid(f"{path}.{field}", value, names.user_id(value))
    return faults


def _one_of(context: Context, field: str, supported: tuple[str, ...], path: str) -> Faults:
    value = context.get(field)
    if value is None or value in supported:
        return []
    return [not_supported(f"{path}.{field}", value, supported)]


def _validate_sysctls(sysctls: list[dict[str, Any]], path: str) -> Faults:
    faults: Faults = []
    seen: set[str] = set()
    for index, sysctl in enumerate(sysctls):
        here, name = f"{path}[{index}].name", sysctl.get("name", "")
        if not name:
            faults.append(required(here))
        elif len(name) > names.DNS1123_SUBDOMAIN_MAX or not _SYSCTL.fullmatch(name):
            faults.append(invalid(here, name, _SYSCTL_FAULT))
        elif name in seen:
            faults.append(duplicate(here, name))
        seen.add(name)
    return faults


def _profiles(context: Context, path: str) -> Faults:
    faults: Faults = []
    if context.get("seccompProfile") is not None:
        faults += _validate_seccomp(context["seccompProfile"], f"{path}.seccompProfile")
    if context.get("appArmorProfile") is not None:
        faults += _validate_app_armor(context["appArmorProfile"], f"{path}.appArmorProfile")
    return faults


def _validate_seccomp(profile: Context, path: str) -> Faults:
    kind, local = profile.get("type", ""), profile.get("localhostProfile")
    here = f"{path}.localhostProfile"
    faults: Faults = []
    if not kind:
        faults.append(required(f"{path}.type", "type is required when seccompProfile is set"))
    elif kind not in _PROFILES:
        faults.append(not_supported(f"{path}.type", kind, _PROFILES))
    if kind != "Localhost":
        if local is not None:
            detail = "can only be set when seccomp type is Localhost"
            value = {"LocalhostProfile": local, "Type": kind}
            faults.append(invalid(here, value, detail))
    elif local is None:
        faults.append(required(here, "must be set when seccomp type is Localhost"))
    else:
        faults += validate_descending(local, here)
    return faults


def _validate_app_armor(profile: Context, path: str) -> Faults:
    kind, local = profile.get("type", ""), profile.get("localhostProfile")
    here = f"{path}.localhostProfile"
    if not kind:
        return [required(f"{path}.type", "type is required when appArmorProfile is set")]
    if kind not in _PROFILES:
        return [not_supported(f"{path}.type", kind, _PROFILES)]
    if kind != "Localhost":
        detail = "can only be set when AppArmor type is Localhost"
        return [] if local is None else [invalid(here, local, detail)]
    if not local or not local.strip():
        return [required(here, "must be set when AppArmor type is Localhost")]
    faults: Faults = []
    if local != local.strip():
        faults.append(invalid(here, local, "must not be padded with whitespace"))
    if len(local.encode()) > _PROFILE_BYTES:
        faults.append(too_long(here, _PROFILE_BYTES))
    return faults


def validate_host_users(spec: dict[str, Any], path: str) -> Faults:
    """The faults of a pod that has users of its own and yet lives in the host's namespaces."""
    if spec.get("hostUsers", True):
        return []
    detail = "when `pod.Spec.HostUsers` is false"
    told = {"hostNetwork": "hostNetwork", "hostPID": "HostPID", "hostIPC": "HostIPC"}
    return [forbidden(f"{path}.{name}", detail) for f, name in told.items() if spec.get(f)]
