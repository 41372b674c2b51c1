"""``kubectl create service``: one type each, made by ``ServiceVerb``."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, several
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.process import Outcome

_TYPE_FLAGS: dict[str, tuple[Flag, ...]] = {
    "ClusterIP": (flag("clusterip"),),
    "NodePort": (number("node-port"),),
    "LoadBalancer": (),
    "ExternalName": (flag("external-name"),),
}


class ServiceVerb(ModuleType):
    """The verb for one type of Service."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"create service {kind.lower()}", f"Create a {kind} service.")
        self.kind = kind
        self.FLAGS = (*COMMON, several("tcp", split=True), *_TYPE_FLAGS[kind])

    def run(self, command: Invocation) -> Outcome:
        """Create the Service."""
        name = name_argument(command)
        spec: dict[str, Any] = {"selector": {"app": name}, "type": self.kind}
        ports = [_port(text) for text in command.value("tcp")]
        if self.kind == "ClusterIP" and command.value("clusterip"):
            spec["clusterIP"] = command.value("clusterip")
        elif self.kind == "ExternalName":
            if not command.value("external-name"):
                raise error('required flag(s) "external-name" not set')
            spec["externalName"] = command.value("external-name")
        elif self.kind == "NodePort" and command.value("node-port"):
            ports = [{**port, "nodePort": command.value("node-port")} for port in ports]
        if not ports and self.kind != "ExternalName" and spec.get("clusterIP") != "None":
            raise error("at least one tcp port specifier must be provided")
        if ports:
            spec["ports"] = ports
        made = {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"labels": {"app": name}, "name": name},
            "spec": spec,
            "status": {"loadBalancer": {}},
        }
        return create(command, "services", made, told=f"{self.kind} service:", remembers=False)


def _port(text: str) -> dict[str, Any]:
    """``80`` or ``80:8080``."""
    outer, _, rest = text.partition(":")
    inner = rest.partition(":")[0]
    port = _number(outer)
    target: int | str = port
    if inner:
        target = _number(inner) if inner.isdecimal() else inner
    name = text.replace(":", "-")
    return {"name": name, "port": port, "protocol": "TCP", "targetPort": target}


def _number(text: str) -> int:
    if not text.isdecimal() or not text.isascii():
        raise error(f'strconv.ParseUint: parsing "{text}": invalid syntax')
    if len(text) > 9 or int(text) >= 2**16:
        raise error(f'strconv.ParseUint: parsing "{text}": value out of range')
    return int(text)
