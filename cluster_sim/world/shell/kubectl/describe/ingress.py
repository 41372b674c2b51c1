"""``kubectl describe ingress``."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.load_balancers import ingress_points
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.endpoint_text import endpoint_text
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.lists import write_annotations, write_labels
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_SLICES = "endpointslices.discovery.k8s.io"
_SERVICE_NAME = "kubernetes.io/service-name"


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of an Ingress, with the endpoints behind each path."""
    metadata, spec = obj["metadata"], obj.get("spec") or {}
    w.field(0, "Name", metadata["name"])
    write_labels(w, "Labels", metadata.get("labels"))
    w.field(0, "Namespace", metadata.get("namespace", ""))
    w.field(0, "Address", ingress_points(obj.get("status") or {}, wide=True))
    w.field(0, "Ingress Class", spec.get("ingressClassName") or "<none>")
    backend = spec.get("defaultBackend")
    default = _backend(backend, obj, on) if backend is not None else "<default>"
    w.field(0, "Default backend", default)
    _write_tls(w, spec.get("tls") or [])
    _write_rules(w, obj, default, on)
    write_annotations(w, metadata.get("annotations"))
    write_events(w, obj, on)


def _write_tls(w: Writer, certificates: list[Object]) -> None:
    if certificates:
        w.line(0, "TLS:")
    for each in certificates:
        hosts, secret = ",".join(each.get("hosts") or []), each.get("secretName")
        w.line(1, f"{secret} terminates {hosts}" if secret else f"SNI routes {hosts}")


def _write_rules(w: Writer, obj: Object, default: str, on: Context) -> None:
    w.line(0, "Rules:\n  Host\tPath\tBackends")
    w.line(1, "----\t----\t--------")
    rules = [rule for rule in (obj.get("spec") or {}).get("rules") or [] if rule.get("http")]
    for rule in rules:
        w.line(1, f"{rule.get('host') or '*'}\t")
        for path in rule["http"].get("paths") or []:
            w.line(2, f"\t{path.get('path', '')} \t{_backend(path['backend'], obj, on)}")
    if not rules:
        w.line(1, f"*\t*\t{default}")


def _backend(backend: Object, obj: Object, on: Context) -> str:
    service, resource = backend.get("service"), backend.get("resource")
    if service is not None:
        port = service.get("port") or {}
        name = f"{service['name']}:{port.get('number') or port.get('name', '')}"
        return f"{name} ({_endpoints(service['name'], port, obj, on)})"
    if resource is None:
        return ""
    group = resource.get("apiGroup")
    named = f"Kind: {resource['kind']}, Name: {resource['name']}"
    return f"APIGroup: {'<none>' if group is None else group}, {named}"


def _endpoints(name: str, port: Object, obj: Object, on: Context) -> str:
    namespace = obj["metadata"].get("namespace", "")
    slices = on.items(_SLICES, namespace, labels=f"{_SERVICE_NAME}={name}")
    try:
        service = on.client.get("services", namespace, name)
    except StatusError as error:
        return f"<error: {error}>"
    wanted = ""
    for each in service["spec"].get("ports") or []:
        by_number = port.get("number") and port["number"] == each["port"]
        if by_number or (port.get("name") and port["name"] == each.get("name")):
            wanted = each.get("name") or ""
    return endpoint_text(slices, wanted)
