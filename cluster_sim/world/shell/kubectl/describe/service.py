"""``kubectl describe service``."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.endpoint_text import endpoint_text
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.identity import write_identity
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_SERVICE_NAME = "kubernetes.io/service-name"


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a Service."""
    spec = obj["spec"]
    write_identity(w, obj)
    w.field(0, "Selector", labels.format_set(spec.get("selector")))
    w.field(0, "Type", spec.get("type", ""))
    _write_addresses(w, spec, obj.get("status") or {})
    namespace, name = obj["metadata"].get("namespace"), obj["metadata"]["name"]
    label = f"{_SERVICE_NAME}={name}"
    slices = on.items("endpointslices.discovery.k8s.io", namespace, labels=label)
    for port in spec.get("ports") or []:
        _write_port(w, port, slices)
    _write_traffic(w, spec)
    write_events(w, obj, on)


def _write_addresses(w: Writer, spec: Object, status: Object) -> None:
    if spec.get("ipFamilyPolicy") is not None:
        w.field(0, "IP Family Policy", spec["ipFamilyPolicy"])
    w.field(0, "IP Families", ",".join(spec.get("ipFamilies") or []) or "<none>")
    w.field(0, "IP", spec.get("clusterIP", ""))
    w.field(0, "IPs", ",".join(spec.get("clusterIPs") or []) or "<none>")
    if spec.get("externalIPs"):
        w.field(0, "External IPs", ",".join(spec["externalIPs"]))
    if spec.get("loadBalancerIP"):
        w.field(0, "Desired LoadBalancer IP", spec["loadBalancerIP"])
    if spec.get("externalName"):
        w.field(0, "External Name", spec["externalName"])
    points = (status.get("loadBalancer") or {}).get("ingress")
    if points:
        w.field(0, "LoadBalancer Ingress", ", ".join(_point(point) for point in points))


def _point(point: Object) -> str:
    if not point.get("ip"):
        return str(point.get("hostname", ""))
    return f"{point['ip']} ({point['ipMode']})" if point.get("ipMode") else str(point["ip"])


def _write_port(w: Writer, port: Object, slices: list[Object]) -> None:
    name, protocol = port.get("name") or "<unset>", port.get("protocol", "")
    w.field(0, "Port", f"{name}\t{port['port']}/{protocol}")
    w.field(0, "TargetPort", f"{port.get('targetPort', 0)}/{protocol}")
    if port.get("appProtocol") is not None:
        w.field(0, "AppProtocol", port["appProtocol"])
    if port.get("nodePort"):
        w.field(0, "NodePort", f"{name}\t{port['nodePort']}/{protocol}")
    w.field(0, "Endpoints", endpoint_text(slices, port.get("name") or ""))


def _write_traffic(w: Writer, spec: Object) -> None:
    w.field(0, "Session Affinity", spec.get("sessionAffinity", ""))
    for title, field in (
        ("External Traffic Policy", "externalTrafficPolicy"),
        ("Internal Traffic Policy", "internalTrafficPolicy"),
        ("HealthCheck NodePort", "healthCheckNodePort"),
    ):
        if spec.get(field):
            w.field(0, title, spec[field])
    if spec.get("loadBalancerSourceRanges"):
        w.field(0, "LoadBalancer Source Ranges", ",".join(spec["loadBalancerSourceRanges"]))
    if spec.get("trafficDistribution") is not None:
        w.field(0, "Traffic Distribution", spec["trafficDistribution"])
