"""Environment variables of containers and where their values come from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from cluster_sim.world.kube.api import names
from cluster_sim.world.kube.api.identity_memo import IdentityMemo
from cluster_sim.world.kube.api.text_memo import text_memo
from cluster_sim.world.kube.api.validation.downward import (
    ENV_FIELDS,
    validate_field_ref,
    validate_resource_ref,
)
from cluster_sim.world.kube.api.validation.field_errors import (
    Faults,
    all_invalid,
    invalid,
    required,
)

_variable_faults = text_memo(names.relaxed_env_var_name)
_ONE_AT_A_TIME: Final = "may not have more than one field specified at a time"


def validate_env(variables: list[dict[str, Any]], path: str) -> Faults:
    """The faults of ``env``."""
    return [] if _sound(variables) else _faults_of(variables, path)


def _faults_of(variables: list[dict[str, Any]], path: str) -> Faults:
    faults: Faults = []
    for index, variable in enumerate(variables):
        name = variable.get("name")
        if not name:
            faults.append(required(f"{path}[{index}].name"))
        elif _variable_faults(name):
            faults += all_invalid(f"{path}[{index}].name", name, _variable_faults(name))
        if variable.get("valueFrom") is not None:
            faults += _validate_source(variable, f"{path}[{index}].valueFrom")
    return faults


# The containers of pods of one template share their variables.
_sound = IdentityMemo(lambda variables: not _faults_of(variables, ""))


def validate_env_from(sources: list[dict[str, Any]], path: str) -> Faults:
    """The faults of ``envFrom``; some bear the path of the whole list, as in the original."""
    faults: Faults = []
    for index, source in enumerate(sources):
        here = f"{path}[{index}]"
        prefix = source.get("prefix")
        if prefix:
            faults += all_invalid(f"{here}.prefix", prefix, _variable_faults(prefix))
        given = [field for field in ("configMapRef", "secretRef") if source.get(field) is not None]
        for field in given:
            faults += _validate_name(source[field], f"{here}.{field}")
        if not given:
            detail = "must specify one of: `configMapRef` or `secretRef`"
            faults.append(invalid(path, "", detail))
        elif len(given) > 1:
            faults.append(invalid(path, "", _ONE_AT_A_TIME))
    return faults


def validate_key_selector(ref: dict[str, Any], path: str) -> Faults:
    """The faults of a reference to one key of a ConfigMap or a Secret."""
    name, key = ref.get("name", ""), ref.get("key")
    faults = all_invalid(f"{path}.name", name, names.dns1123_subdomain(name))
    if not key:
        return [*faults, required(f"{path}.key")]
    return faults + all_invalid(f"{path}.key", key, names.config_map_key(key))


def _validate_source(variable: dict[str, Any], path: str) -> Faults:
    source = variable["valueFrom"]
    given = [field for field in _SOURCES if source.get(field) is not None]
    faults: Faults = []
    for field in given:
        faults += _SOURCES[field](source[field], f"{path}.{field}")
    if not given and source.get("fileKeyRef") is None:
        detail = (
            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or "
            "`secretKeyRef`"
        )
        faults.append(invalid(path, "", detail))
    elif variable.get("value"):
        detail = "may not be specified when `value` is not empty"
        faults.append(invalid(path, "", detail))
    elif len(given) > 1:
        faults.append(invalid(path, "", _ONE_AT_A_TIME))
    return faults


def _validate_name(ref: dict[str, Any], path: str) -> Faults:
    name = ref.get("name")
    if not name:
        return [required(f"{path}.name")]
    checked = names.dns1123_subdomain(names.prefix_of_name(name))
    return all_invalid(f"{path}.name", name, checked)


def _validate_field(ref: dict[str, Any], path: str) -> Faults:
    return validate_field_ref(ref, ENV_FIELDS, path)


_SOURCES: Final[dict[str, Callable[[dict[str, Any], str], Faults]]] = {
    "fieldRef": _validate_field,
    "resourceFieldRef": validate_resource_ref,
    "configMapKeyRef": validate_key_selector,
    "secretKeyRef": validate_key_selector,
}
