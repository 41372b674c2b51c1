"""The cluster addresses of Services and their families."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.validation.addresses import family, validate_ip
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    duplicate,
    invalid,
    not_supported,
)

Spec = dict[str, Any]

_FAMILIES: Final = ("IPv4", "IPv6")
_POLICIES: Final = ("PreferDualStack", "RequireDualStack", "SingleStack")


def is_headless(spec: Spec) -> bool:
    """Whether the Service asked for no address of its own."""
    addresses = spec.get("clusterIPs") or []
    return addresses == ["None"] or (not addresses and spec.get("clusterIP") == "None")


def validate_addresses(spec: Spec) -> Faults:
    """The faults of ``clusterIP``, ``clusterIPs``, ``ipFamilies`` and ``ipFamilyPolicy``."""
    if spec.get("type") == "ExternalName":
        return []
    first, addresses = spec.get("clusterIP", ""), spec.get("clusterIPs") or []
    if first and not addresses:
        addresses = [first]
    faults: Faults = []
    if addresses and addresses[0] != first:
        detail = "first value must match `clusterIP`"
        faults.append(invalid("spec.clusterIPs", addresses, detail))
    faults += _validate_families(spec)
    faults += _validate_each(addresses)
    if len(addresses) > 2:
        detail = "may only hold up to 2 values"
        faults.append(invalid("spec.clusterIPs", addresses, detail))
    return faults


def validate_addresses_update(before: Spec, after: Spec) -> Faults:
    """The faults of addresses that changed though the Service keeps having one."""
    if "ExternalName" in (before.get("type"), after.get("type")):
        return []
    old, new = _addresses(before), _addresses(after)
    if not old:
        return []
    if not new:
        return [invalid("spec.clusterIPs[0]", new, "primary clusterIP can not be unset")]
    if old[0] != new[0]:
        return [invalid("spec.clusterIPs[0]", new, "may not change once set")]
    if len(old) > 1 and len(new) > 1 and old[1] != new[1]:
        return [invalid("spec.clusterIPs[1]", new, "may not change once set")]
    return _families_update(before, after)


def _families_update(before: Spec, after: Spec) -> Faults:
    old, new = before.get("ipFamilies") or [], after.get("ipFamilies") or []
    if not old:
        return []
    if not new:
        return [invalid("spec.ipFamilies[0]", new, "primary ipFamily can not be unset")]
    if old[0] != new[0]:
        return [invalid("spec.ipFamilies[0]", new, "may not change once set")]
    return []


def _addresses(spec: Spec) -> list[str]:
    if spec.get("clusterIPs"):
        return list(spec["clusterIPs"])
    return [spec["clusterIP"]] if spec.get("clusterIP") else []


def _validate_families(spec: Spec) -> Faults:
    faults: Faults = []
    policy = spec.get("ipFamilyPolicy")
    if policy is not None and policy not in _POLICIES:
        faults.append(not_supported("spec.ipFamilyPolicy", policy, _POLICIES))
    seen: list[str] = []
    for index, name in enumerate(spec.get("ipFamilies") or ()):
        here = f"spec.ipFamilies[{index}]"
        if name not in _FAMILIES:
            faults.append(not_supported(here, name, _FAMILIES))
        elif name in seen:
            faults.append(duplicate(here, name))
        seen.append(name)
    return faults


def _validate_each(addresses: list[str]) -> Faults:
    faults: Faults = []
    if "None" in addresses:
        if len(addresses) > 1:
            detail = "'None' must be the first and only value"
            faults.append(invalid("spec.clusterIPs", addresses, detail))
        return faults
    for index, address in enumerate(addresses):
        faults += validate_ip(address, f"spec.clusterIPs[{index}]")
    families = [family(address) for address in addresses]
    if len(families) == 2 and families[0] == families[1] != "":
        detail = "may specify no more than one IP for each IP family"
        faults.append(invalid("spec.clusterIPs", addresses, detail))
    return faults
