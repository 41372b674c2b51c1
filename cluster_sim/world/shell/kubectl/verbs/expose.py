"""``kubectl expose``: a Service for what runs already (pkg/cmd/expose)."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.changes import FLAGS as CHANGE_FLAGS
from cluster_sim.world.shell.kubectl.changes import client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, several, switch
from cluster_sim.world.shell.kubectl.generators import labels_of, remembering
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.overrides import FLAGS as OVERRIDES
from cluster_sim.world.shell.kubectl.overrides import overridden
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.selection import Found, fetch, targets
from cluster_sim.world.shell.kubectl.subjects import subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    *CHANGE_FLAGS,
    flag("port"),
    flag("target-port"),
    flag("protocol"),
    flag("name"),
    flag("type"),
    flag("selector"),
    flag("labels", "l"),
    flag("cluster-ip"),
    flag("external-ip"),
    flag("session-affinity"),
    *OVERRIDES,
    flag("load-balancer-ip"),
    several("filename", "f", split=True),
    switch("save-config"),
    RECORD,
)
_EXPOSABLE = ("pods", "services", "deployments.apps", "replicasets.apps")


def run(command: Invocation) -> Outcome:
    """Create the Service."""
    found, failed = _exposed(command)
    for each in found:
        for item in each.items:
            if each.resource.key not in _EXPOSABLE:
                group = f"{each.resource.kind}.{each.resource.group}".rstrip(".")
                raise error(f"cannot expose a {group}")
            _expose(command, item)
    return Exit(1 if failed else 0)


def _exposed(command: Invocation) -> tuple[list[Found], bool]:
    """What the Service is for; the flag ``selector`` is the Service's own and chooses nothing."""
    if command.value("filename") or not command.args:
        return subjects(command, command.args)
    return fetch(command, targets(command.process.world, command.args, command.path))


def _expose(command: Invocation, item: Object) -> None:
    made = overridden(command, _service(command, item))
    if command.value("save-config"):
        made = remembering(made)
    here = dry_run(command) == "client"
    if not here:
        made = client_for(command).create("services", command.namespace, made)
    tell(command, made, "exposed", typed=here)


def _service(command: Invocation, item: Object) -> Object:
    spec: dict[str, Any] = {"ports": _ports(command, item), "selector": _selector(command, item)}
    for name, field in (
        ("type", "type"),
        ("cluster-ip", "clusterIP"),
        ("session-affinity", "sessionAffinity"),
        ("load-balancer-ip", "loadBalancerIP"),
    ):
        if command.value(name):
            spec[field] = command.value(name)
    if command.value("external-ip"):
        spec["externalIPs"] = [command.value("external-ip")]
    labels = item["metadata"].get("labels") or {}
    if command.value("labels"):
        labels = labels_of(command.value("labels"))
    meta: dict[str, Any] = {"name": command.value("name") or item["metadata"]["name"]}
    if labels:
        meta["labels"] = labels
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": meta,
        "spec": spec,
        "status": {"loadBalancer": {}},
    }


def _selector(command: Invocation, item: Object) -> dict[str, str]:
    if command.value("selector"):
        return labels_of(command.value("selector"))
    selector = item["spec"].get("selector")
    if item["kind"] == "Pod":
        selector = item["metadata"].get("labels")
        if not selector:
            raise error(
                "couldn't retrieve selectors via --selector flag or introspection: the pod has no "
                "labels and cannot be exposed"
            )
        return dict(selector)
    if item["kind"] == "Service":
        return dict(selector or {})
    if (selector or {}).get("matchExpressions"):
        raise error(
            "couldn't retrieve selectors via --selector flag or introspection: couldn't convert "
            "expressions"
        )
    return dict((selector or {}).get("matchLabels") or {})


def _ports(command: Invocation, item: Object) -> list[dict[str, Any]]:
    texts = [text for text in command.value("port").split(",") if text]
    found = _container_ports(item)
    if not texts:
        texts = [str(number) for number, _ in found]
    if not texts:
        raise error("couldn't find port via --port flag or introspection")
    protocols = dict(found)
    ports = []
    for place, text in enumerate(texts):
        if not text.isdigit():
            raise error(f'strconv.Atoi: parsing "{text}": invalid syntax')
        port: dict[str, Any] = {"port": int(text), "protocol": "TCP", "targetPort": int(text)}
        port["protocol"] = command.value("protocol") or protocols.get(int(text), "TCP")
        if command.value("target-port"):
            target = command.value("target-port")
            port["targetPort"] = int(target) if target.isdigit() else target
        if len(texts) > 1:
            port["name"] = f"port-{place + 1}"
        ports.append(port)
    return ports


def _container_ports(item: Object) -> list[tuple[int, str]]:
    if item["kind"] == "Service":
        ports = item["spec"].get("ports") or ()
        return [(port["port"], port.get("protocol", "TCP")) for port in ports]
    spec = item["spec"] if item["kind"] == "Pod" else item["spec"]["template"]["spec"]
    return [
        (port["containerPort"], port.get("protocol", "TCP"))
        for each in spec["containers"]
        for port in each.get("ports") or ()
    ]
