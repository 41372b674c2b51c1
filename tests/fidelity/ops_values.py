"""Operations on values: quantities, durations, selectors, names, QoS, rollout status."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from cluster_sim.world.kube.api import domain_names, duration, labels, names, qos, quantity
from cluster_sim.world.kube.api.requirements import SelectorError
from cluster_sim.world.kube.api.rollout_status import RolloutError, rollout_status

_NAME_CHECKS: dict[str, Callable[[Any], list[str]]] = {
    "IsDNS1123Label": names.dns1123_label,
    "IsDNS1123Subdomain": names.dns1123_subdomain,
    "IsDNS1123SubdomainWithUnderscore": names.dns1123_subdomain_with_underscore,
    "IsDNS1035Label": names.dns1035_label,
    "IsWildcardDNS1123Subdomain": names.wildcard_dns1123_subdomain,
    "IsQualifiedName": names.qualified_name,
    "IsValidLabelValue": names.label_value,
    "IsCIdentifier": names.c_identifier,
    "IsValidPortNum": names.port_number,
    "IsValidPortName": names.port_name,
    "IsValidGroupID": names.group_id,
    "IsValidUserID": names.user_id,
    "IsValidPercent": names.percent,
    "IsHTTPHeaderName": names.http_header_name,
    "IsEnvVarName": names.env_var_name,
    "IsRelaxedEnvVarName": names.relaxed_env_var_name,
    "IsConfigMapKey": names.config_map_key,
    "IsFullyQualifiedName": domain_names.fully_qualified_name,
    "IsFullyQualifiedDomainName": domain_names.fully_qualified_domain_name,
    "IsDomainPrefixedPath": domain_names.domain_prefixed_path,
    "IsDomainPrefixedKey": domain_names.domain_prefixed_key,
}
_KINDS = ("Deployment", "DaemonSet", "StatefulSet")


def parse_quantity(text: str) -> dict[str, str]:
    parsed = quantity.parse(text)
    return {"value": str(parsed.value), "format": parsed.format}


def quantity_string(asked: dict[str, str]) -> str:
    return quantity.of(Fraction(asked["value"]), asked["format"]).text


def valid_selector(text: str) -> bool:
    try:
        labels.parse(text)
    except SelectorError:
        return False
    return True


def valid_name(asked: dict[str, Any]) -> bool:
    return not _NAME_CHECKS[asked["check"]](asked["value"])


def status_of_rollout(row: dict[str, Any]) -> dict[str, Any]:
    try:
        status = rollout_status(_rolled_object(row), row.get("revision", 0))
    except RolloutError as error:
        return {"msg": "", "done": error.done, "err": str(error)}
    return {"msg": status.message, "done": status.done}


def _rolled_object(row: dict[str, Any]) -> dict[str, Any]:
    """The object of the row; what the row leaves out is as a whole object of the tables has it."""
    kind = next(kind for kind in _KINDS if kind in row["func"])
    replicas = row.get("specReplicas", row["status"].get("replicas"))
    strategy = row.get("strategy", {"type": "RollingUpdate"})
    return {
        "apiVersion": "apps/v1",
        "kind": kind,
        "metadata": {"name": "foo", "generation": row["generation"]},
        "spec": {"replicas": replicas, "updateStrategy": strategy},
        "status": row["status"],
    }


OPS: dict[str, Callable[[Any], Any]] = {
    "quantity.parse": parse_quantity,
    "quantity.string": quantity_string,
    "duration.human": lambda asked: duration.age(_microseconds(asked["ns"])),
    "labels.match": lambda asked: labels.parse(asked["selector"]).matches(asked["labels"]),
    "labels.valid": valid_selector,
    "names.valid": valid_name,
    "kubectl.rollout_status": status_of_rollout,
    "pod.qos": qos.of_pod,
}


def _microseconds(nanoseconds: int) -> int:
    return -(-nanoseconds // 1000) if nanoseconds < 0 else nanoseconds // 1000
