"""Pod specs, wherever they stand (ValidatePodSpec), and the templates that hold them."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api import names, quantity
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.pod_requests import container_total
from cluster_sim.world.kube.api.quantity_order import rank
from cluster_sim.world.kube.api.validation.addresses import validate_ip
from cluster_sim.world.kube.api.validation.affinity import validate_affinity
from cluster_sim.world.kube.api.validation.containers import (
    Setting,
    label_faults,
    validate_containers,
    validate_ephemeral_containers,
    validate_init_containers,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    choice,
    duplicate,
    forbidden,
    invalid,
    not_supported,
    required,
)
from cluster_sim.world.kube.api.validation.object_meta import (
    key_faults,
    validate_annotations,
    validate_labels,
)
from cluster_sim.world.kube.api.validation.resources import validate_container_resources
from cluster_sim.world.kube.api.validation.security_context import (
    validate_host_users,
    validate_pod_context,
)
from cluster_sim.world.kube.api.validation.tolerations import validate_tolerations
from cluster_sim.world.kube.api.validation.topology_spread import validate_spread
from cluster_sim.world.kube.api.validation.volumes import validate_volumes

Spec = dict[str, Any]

_RESTART_POLICIES: Final = ("Always", "OnFailure", "Never")
_DNS_POLICIES: Final = ("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None")
_PREEMPTION: Final = ("PreemptLowerPriority", "Never")
_SYSTEMS: Final = ("linux", "windows")
_MOST_SECONDS: Final = 2**31 - 1
_MOST_NAMESERVERS: Final = 3
_MOST_SEARCHES: Final = 32
_MOST_SEARCH_CHARS: Final = 2048


def validate_pod_spec(spec: Spec, path: str, in_pod: bool) -> Faults:
    """The faults of a pod spec; ``in_pod`` when it is a pod's own and not a template's."""
    faults: Faults = []
    if spec.get("terminationGracePeriodSeconds") is None:
        faults.append(required(f"{path}.terminationGracePeriodSeconds"))
    volumes, found = validate_volumes(spec.get("volumes") or [], f"{path}.volumes")
    faults += found
    if spec.get("resourceClaims"):
        faults += _validate_claims(spec["resourceClaims"], f"{path}.resourceClaims")
    setting = _setting(spec, volumes)
    faults += _validate_all_containers(spec, setting, path)
    if spec.get("resources"):
        faults += _validate_pod_resources(spec, setting.claims, f"{path}.resources")
    if spec.get("hostNetwork"):
        faults += _validate_host_ports(spec, path, in_pod)
    faults += choice(spec.get("restartPolicy"), _RESTART_POLICIES, f"{path}.restartPolicy")
    faults += choice(spec.get("dnsPolicy"), _DNS_POLICIES, f"{path}.dnsPolicy")
    if spec.get("nodeSelector"):
        faults += validate_labels(spec["nodeSelector"], f"{path}.nodeSelector")
    faults += validate_pod_context(spec, path)
    faults += _validate_placing(spec, path)
    return faults + _validate_names(spec, path) + _validate_rest(spec, path)


def _setting(spec: Spec, volumes: dict[str, dict[str, Any]]) -> Setting:
    return Setting(
        volumes,
        [claim.get("name", "") for claim in spec.get("resourceClaims") or ()],
        spec.get("terminationGracePeriodSeconds"),
        spec.get("restartPolicy", ""),
        spec.get("hostUsers", True),
    )


def _validate_all_containers(spec: Spec, setting: Setting, path: str) -> Faults:
    ordinary = spec.get("containers") or []
    faults = validate_containers(ordinary, setting, f"{path}.containers")
    init = spec.get("initContainers")
    if init:
        here = f"{path}.initContainers"
        faults += validate_init_containers(init, ordinary, setting, here)
    if spec.get("ephemeralContainers"):
        here = f"{path}.ephemeralContainers"
        faults += validate_ephemeral_containers(spec, setting, here)
    return faults


def _validate_claims(claims: list[dict[str, Any]], path: str) -> Faults:
    faults: Faults = []
    seen: set[str] = set()
    for index, claim in enumerate(claims):
        here, name = f"{path}[{index}]", claim.get("name", "")
        if not name:
            faults.append(required(f"{here}.name"))
        elif name in seen:
            faults.append(duplicate(f"{here}.name", name))
        else:
            faults += all_invalid(f"{here}.name", name, names.dns1123_label(name))
        seen.add(name)
        for field in ("resourceClaimName", "resourceClaimTemplateName"):
            value = claim.get(field)
            if value is not None:
                checked = names.dns1123_subdomain(value)
                faults += all_invalid(f"{here}.{field}", value, checked)
    return faults


def _validate_pod_resources(spec: Spec, claims: list[str], path: str) -> Faults:
    resources = spec["resources"]
    faults: Faults = []
    if resources.get("claims"):
        detail = "claims cannot be set for Resources at pod-level"
        faults.append(forbidden(f"{path}.claims", detail))
    faults += validate_container_resources(resources, claims, path)
    requests = resources.get("requests") or {}
    for name, total in sorted(container_total(spec, "requests").items()):
        asked = quantity.canonical(requests.get(name, "0"))
        if rank(total) > rank(asked):
            detail = f"must be greater than or equal to aggregate container requests of {total}"
            faults.append(invalid(f"{path}.requests[{name}]", asked, detail))
    return faults


def _validate_host_ports(spec: Spec, path: str, in_pod: bool) -> Faults:
    faults: Faults = []
    for index, container in enumerate(spec.get("containers") or ()):
        for number, port in enumerate(container.get("ports") or ()):
            host, inner = port.get("hostPort", 0), port.get("containerPort", 0)
            if (in_pod or host) and host != inner:
                here = f"{path}.containers[{index}].ports[{number}].hostPort"
                detail = "must match `containerPort` when `hostNetwork` is true"
                faults.append(invalid(here, host, detail))
    return faults


def _validate_placing(spec: Spec, path: str) -> Faults:
    faults: Faults = []
    if spec.get("affinity") is not None:
        faults += validate_affinity(spec["affinity"], f"{path}.affinity")
    if spec.get("dnsConfig") is not None or spec.get("dnsPolicy") == "None":
        faults += _validate_dns(spec, f"{path}.dnsConfig")
    for index, gate in enumerate(spec.get("readinessGates") or ()):
        kind = gate.get("conditionType", "")
        faults += all_invalid(
            f"{path}.readinessGates[{index}].conditionType", kind, key_faults(kind)
        )
    faults += _validate_gates(spec.get("schedulingGates") or [], f"{path}.schedulingGates")
    if spec.get("topologySpreadConstraints"):
        here = f"{path}.topologySpreadConstraints"
        faults += validate_spread(spec["topologySpreadConstraints"], here)
    return faults + validate_host_users(spec, path)


def _validate_gates(gates: list[dict[str, Any]], path: str) -> Faults:
    faults: Faults = []
    seen: set[str] = set()
    for index, gate in enumerate(gates):
        here, name = f"{path}[{index}]", gate.get("name", "")
        faults += all_invalid(here, name, key_faults(name))
        if name in seen:
            faults.append(duplicate(here, name))
        seen.add(name)
    return faults


def _validate_dns(spec: Spec, path: str) -> Faults:
    config, alone = spec.get("dnsConfig"), spec.get("dnsPolicy") == "None"
    if config is None:
        return [required(path, "must provide `dnsConfig` when `dnsPolicy` is None")]
    servers, searches = config.get("nameservers") or [], config.get("searches") or []
    if alone and not servers:
        detail = "must provide at least one DNS nameserver when `dnsPolicy` is None"
        return [required(f"{path}.nameservers", detail)]
    faults: Faults = []
    if len(servers) > _MOST_NAMESERVERS:
        detail = f"must not have more than {_MOST_NAMESERVERS} nameservers"
        faults.append(invalid(f"{path}.nameservers", servers, detail))
    for index, server in enumerate(servers):
        faults += validate_ip(server, f"{path}.nameservers[{index}]")
    faults += _validate_searches(searches, f"{path}.searches")
    for index, option in enumerate(config.get("options") or ()):
        if not option.get("name"):
            faults.append(required(f"{path}.options[{index}]", "must not be empty"))
    return faults


def _validate_searches(searches: list[str], path: str) -> Faults:
    faults: Faults = []
    if len(searches) > _MOST_SEARCHES:
        detail = f"must not have more than {_MOST_SEARCHES} search paths"
        faults.append(invalid(path, searches, detail))
    if len(" ".join(searches)) > _MOST_SEARCH_CHARS:
        detail = (
            f"must not have more than {_MOST_SEARCH_CHARS} characters (including spaces) in the "
            "search list"
        )
        faults.append(invalid(path, searches, detail))
    for index, search in enumerate(searches):
        if search != ".":
            bare = search.removesuffix(".")
            checked = names.dns1123_subdomain_with_underscore(bare)
            faults += all_invalid(f"{path}[{index}]", bare, checked)
    return faults


def _validate_names(spec: Spec, path: str) -> Faults:
    faults: Faults = []
    for field in ("serviceAccountName", "nodeName"):
        if spec.get(field):
            checked = names.dns1123_subdomain(spec[field])
            faults += all_invalid(f"{path}.{field}", spec[field], checked)
    seconds = spec.get("activeDeadlineSeconds")
    if seconds is not None:
        checked = names.in_range(seconds, 1, _MOST_SECONDS)
        faults += all_invalid(f"{path}.activeDeadlineSeconds", seconds, checked)
    for field in ("hostname", "subdomain"):
        if spec.get(field):
            faults += all_invalid(f"{path}.{field}", spec[field], label_faults(spec[field]))
    return faults


def _validate_rest(spec: Spec, path: str) -> Faults:
    faults: Faults = []
    if spec.get("tolerations"):
        faults += validate_tolerations(spec["tolerations"], f"{path}.tolerations")
    if spec.get("hostAliases"):
        faults += _validate_aliases(spec["hostAliases"], f"{path}.hostAliases")
    for field in ("priorityClassName", "runtimeClassName"):
        value = spec.get(field)
        if value or (value is not None and field == "runtimeClassName"):
            faults += all_invalid(f"{path}.{field}", value, names.dns1123_subdomain(value))
    if spec.get("preemptionPolicy") is not None:
        faults += choice(spec.get("preemptionPolicy"), _PREEMPTION, f"{path}.preemptionPolicy")
    if spec.get("overhead"):
        overhead = {"limits": spec["overhead"]}
        faults += validate_container_resources(overhead, [], f"{path}.overhead")
    if spec.get("os") is not None:
        system = spec["os"].get("name", "")
        if not system:
            faults.append(required(f"{path}.os.name"))
        elif system not in _SYSTEMS:
            faults.append(not_supported(f"{path}.os", system, _SYSTEMS))
    return faults


def _validate_aliases(aliases: list[dict[str, Any]], path: str) -> Faults:
    faults: Faults = []
    for index, alias in enumerate(aliases):
        faults += validate_ip(alias.get("ip", ""), f"{path}[{index}].ip")
        for number, host in enumerate(alias.get("hostnames") or ()):
            here = f"{path}[{index}].hostnames[{number}]"
            faults += all_invalid(here, host, names.dns1123_subdomain(host))
    return faults


_template_spec = IdentityMemo(
    lambda spec: tuple(validate_pod_spec(spec, "spec.template.spec", in_pod=False))
)


def validate_template(template: dict[str, Any], path: str) -> Faults:
    """The faults of a pod template (ValidatePodTemplateSpec) at ``spec.template``."""
    meta, spec = template.get("metadata") or {}, template.get("spec") or {}
    faults = validate_labels(meta.get("labels"), f"{path}.labels")
    faults += validate_annotations(meta.get("annotations"), f"{path}.annotations")
    if path == "spec.template":
        faults += _template_spec(spec)
    else:
        faults += validate_pod_spec(spec, f"{path}.spec", in_pod=False)
    if spec.get("ephemeralContainers"):
        detail = "ephemeral containers not allowed in pod template"
        faults.append(forbidden(f"{path}.spec.ephemeralContainers", detail))
    return faults
