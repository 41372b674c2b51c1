"""The environment of a container, with what its variables stand for."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Part = dict[str, Any]

# The fields of a pod whose value kubectl knows: its scheme converts no other label.
_KNOWN_FIELDS = {"metadata.name": "name", "metadata.namespace": "namespace"}


def write_environment(w: Writer, container: Part, pod: Part | None) -> None:
    """Both blocks of a container; ``pod`` is None in a template."""
    if container.get("envFrom"):
        w.line(2, "Environment Variables from:")
        for source in container["envFrom"]:
            _write_source(w, source)
    variables = container.get("env") or []
    w.line(2, "Environment:" + ("" if variables else "\t<none>"))
    for variable in variables:
        _write_variable(w, variable, container, pod)


def _write_source(w: Writer, source: Part) -> None:
    kind, part = "", {}
    if source.get("configMapRef") is not None:
        kind, part = "ConfigMap", source["configMapRef"]
    elif source.get("secretRef") is not None:
        kind, part = "Secret", source["secretRef"]
    prefix = f" with prefix '{source['prefix']}'" if source.get("prefix") else ""
    w.line(3, f"{part.get('name', '')}\t{kind}{prefix}\tOptional: {_optional(part)}")


def _write_variable(w: Writer, variable: Part, container: Part, pod: Part | None) -> None:
    name, source = variable["name"], variable.get("valueFrom")
    if source is None:
        first, *more = str(variable.get("value", "")).split("\n")
        w.line(3, f"{name}:\t{first}")
        for line in more:
            w.line(3, f"\t{line}")
    elif source.get("fieldRef") is not None:
        ref = source["fieldRef"]
        path, version = ref["fieldPath"], ref.get("apiVersion", "v1")
        w.line(3, f"{name}:\t{_field(path, pod)} ({version}:{path})")
    elif source.get("resourceFieldRef") is not None:
        ref = source["resourceFieldRef"]
        w.line(3, f"{name}:\t{_resource(ref, container)} ({ref['resource']})")
    else:
        _write_key(w, name, source)


def _write_key(w: Writer, name: str, source: Part) -> None:
    if source.get("secretKeyRef") is not None:
        ref = source["secretKeyRef"]
        text = f"in secret '{ref.get('name', '')}'"
    elif source.get("configMapKeyRef") is not None:
        ref = source["configMapKeyRef"]
        text = f"of config map '{ref.get('name', '')}'"
    else:
        return
    w.line(3, f"{name}:\t<set to the key '{ref['key']}' {text}>\tOptional: {_optional(ref)}")


def _optional(part: Part) -> str:
    return "true" if part.get("optional") else "false"


def _field(path: str, pod: Part | None) -> str:
    """The value of a field of the pod, empty for one that the describer does not know."""
    if pod is None or path not in _KNOWN_FIELDS:
        return ""
    return str(pod["metadata"].get(_KNOWN_FIELDS[path], ""))


def _resource(ref: Part, container: Part) -> str:
    """A request or limit counted in the divisor, rounded up."""
    part, _, name = ref["resource"].partition(".")
    amounts = (container.get("resources") or {}).get(part) or {}
    count = quantity.milli if name == "cpu" else quantity.whole
    amount, one = count(amounts.get(name, "0")), count("1")
    divisor = count(ref.get("divisor") or "0") or one
    text = str(-(-amount // divisor))
    unlimited = text == "0" and ref["resource"] in ("limits.cpu", "limits.memory")
    return "node allocatable" if unlimited else text
