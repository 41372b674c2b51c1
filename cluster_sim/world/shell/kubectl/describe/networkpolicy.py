"""``kubectl describe networkpolicy``."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import labels, timestamps
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.lists import write_annotations, write_labels
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Rules = list[dict[str, Any]]


def write(w: Writer, obj: Object, _on: Context) -> None:
    """The description of a NetworkPolicy."""
    metadata, spec = obj["metadata"], obj.get("spec") or {}
    w.field(0, "Name", metadata["name"])
    w.field(0, "Namespace", metadata.get("namespace", ""))
    w.field(0, "Created on", _moment(metadata.get("creationTimestamp")))
    write_labels(w, "Labels", metadata.get("labels"))
    write_annotations(w, metadata.get("annotations"))
    w.line(0, "Spec:")
    selector = spec.get("podSelector") or {}
    everyone = "<none> (Allowing the specific traffic to all pods in this namespace)"
    w.line(1, f"PodSelector:     {labels.format_object(selector) if selector else everyone}")
    types = spec.get("policyTypes") or []
    _write_direction(w, "ingress", "From", "source", spec.get("ingress"), "Ingress" in types)
    _write_direction(w, "egress", "To", "destination", spec.get("egress"), "Egress" in types)
    w.line(1, f"Policy Types: {', '.join(types) or '<none>'}")


def _moment(timestamp: str | None) -> str:
    """A time as Go prints it bare: ``2026-01-05 08:00:00 +0000 UTC``."""
    text = timestamps.time(timestamps.parse(timestamp)) if timestamp else "0001-01-01T00:00:00Z"
    return f"{text[:10]} {text[11:19]} +0000 UTC"


def _write_direction(
    w: Writer, direction: str, peer: str, end: str, rules: Rules | None, affected: bool
) -> None:
    if not affected:
        w.line(1, f"Not affecting {direction} traffic")
        return
    w.line(1, f"Allowing {direction} traffic:")
    if not rules:
        w.line(2, f"<none> (Selected pods are isolated for {direction} connectivity)")
    for at, rule in enumerate(rules or []):
        _write_ports(w, rule.get("ports") or [])
        peers = rule.get(peer.lower()) or []
        if not peers:
            w.line(2, f"{peer}: <any> (traffic not restricted by {end})")
        for each in peers:
            w.line(2, f"{peer}:")
            _write_peer(w, each)
        if at < len(rules or []) - 1:
            w.line(2, "----------")


def _write_ports(w: Writer, ports: Rules) -> None:
    if not ports:
        w.line(2, "To Port: <any> (traffic allowed to all ports)")
    for each in ports:
        protocol = each.get("protocol") or "TCP"
        port = each.get("port", "<nil>")
        if each.get("endPort") is None:
            w.line(2, f"To Port: {port}/{protocol}")
        else:
            w.line(2, f"To Port Range: {port}-{each['endPort']}/{protocol}")


def _write_peer(w: Writer, peer: dict[str, Any]) -> None:
    selectors = (("NamespaceSelector", "namespaceSelector"), ("PodSelector", "podSelector"))
    found = [(title, peer[field]) for title, field in selectors if peer.get(field) is not None]
    for title, selector in found:
        w.line(3, f"{title}: {labels.format_object(selector)}")
    block = peer.get("ipBlock")
    if not found and block is not None:
        w.line(3, "IPBlock:")
        w.line(4, f"CIDR: {block['cidr']}")
        w.line(4, f"Except: {', '.join(block.get('except') or [])}")
