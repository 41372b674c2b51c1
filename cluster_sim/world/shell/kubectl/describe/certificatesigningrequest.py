"""``kubectl describe csr``."""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.api.authentication import requests
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.tables.certificatesigningrequests import row
from cluster_sim.world.kube.api.validation.certificate_requests import decoded
from cluster_sim.world.shell.kubectl.describe.context import Context
from cluster_sim.world.shell.kubectl.describe.events import write_events
from cluster_sim.world.shell.kubectl.describe.times import rfc1123
from cluster_sim.world.shell.kubectl.describe.writer import Writer

_ONE_VALUE = ("Common Name", "Serial Number")


def write(w: Writer, obj: Object, on: Context) -> None:
    """The description of a CertificateSigningRequest."""
    meta, spec = obj["metadata"], obj.get("spec") or {}
    *_, requested, condition = row(obj, on.now)
    w.field(0, "Name", meta["name"])
    w.field(0, "Labels", labels.format_set(meta.get("labels")))
    w.field(0, "Annotations", labels.format_set(meta.get("annotations")))
    w.field(0, "CreationTimestamp", rfc1123(meta.get("creationTimestamp")))
    w.field(0, "Requesting User", spec.get("username", ""))
    if spec.get("signerName"):
        w.field(0, "Signer", spec["signerName"])
    if spec.get("expirationSeconds") is not None:
        w.field(0, "Requested Duration", requested)
    w.field(0, "Status", condition)
    _write_subject(w, spec.get("request", ""))
    write_events(w, obj, on)


def _write_subject(w: Writer, request: str) -> None:
    try:
        parts = dict(requests.parse(decoded(request)).subject.named())
    except requests.BadRequest:
        parts = {}
    w.line(0, "Subject:")
    for name in _ONE_VALUE:
        w.put(0, f"\t{name}:\t{parts.pop(name, [''])[-1]}\n")
    for name, values in parts.items():
        w.put(0, f"\t{name}:\t" + "\n\t\t".join(values) + "\n")
