"""What a PersistentVolumeClaim asks for; shared by claims, templates and ephemeral volumes."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.kube.api.tables.volumes import access_modes, capacity, storage_class
from cluster_sim.world.shell.kubectl.describe.lists import write_annotations, write_labels
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Part = dict[str, Any]


def write_template(w: Writer, template: Part) -> None:
    """The claim that an ephemeral volume is made from."""
    claim = {"metadata": template.get("metadata") or {}, "spec": template.get("spec") or {}}
    inner = _Indented(w)
    inner.field(0, "StorageClass", storage_class(claim))
    write_request(inner, claim, full=False)


def write_request(w: Writer, claim: Part, full: bool) -> None:
    """From the volume on: what is asked for, and what a bound claim got; full: not a template."""
    spec, status, metadata = claim["spec"], claim.get("status") or {}, claim["metadata"]
    bound = bool(spec.get("volumeName"))
    w.field(0, "Volume", spec.get("volumeName", ""))
    write_labels(w, "Labels", metadata.get("labels"))
    write_annotations(w, metadata.get("annotations"))
    if full:
        w.field(0, "Finalizers", shown(metadata.get("finalizers") or []))
    w.field(0, "Capacity", capacity(status) if bound else "")
    w.field(0, "Access Modes", access_modes(status) if bound else "")
    if spec.get("volumeMode") is not None:
        w.field(0, "VolumeMode", spec["volumeMode"])
    _write_source(w, spec.get("dataSource"))


def _write_source(w: Writer, source: Part | None) -> None:
    if source is None:
        return
    w.line(0, "DataSource:")
    if source.get("apiGroup") is not None:
        w.field(1, "APIGroup", source["apiGroup"])
    w.field(1, "Kind", source["kind"])
    w.field(1, "Name", source["name"])


def write_claim_templates(w: Writer, templates: list[Part] | None) -> None:
    """The claims that a StatefulSet makes for each pod."""
    if not templates:
        w.line(0, "Volume Claims:\t<none>")
        return
    w.line(0, "Volume Claims:")
    for claim in templates:
        metadata, spec = claim["metadata"], claim["spec"]
        w.field(1, "Name", metadata["name"])
        w.field(1, "StorageClass", storage_class(claim))
        write_labels(w, "Labels", metadata.get("labels"), level=1)
        write_labels(w, "Annotations", metadata.get("annotations"), level=1)
        asked = ((spec.get("resources") or {}).get("requests") or {}).get("storage")
        w.field(1, "Capacity", "<default>" if asked is None else quantity.canonical(asked))
        w.field(1, "Access Modes", shown(spec.get("accessModes") or []))


class _Indented(Writer):
    """Writes to another page, two levels deeper."""

    def __init__(self, outer: Writer) -> None:
        self._outer = outer

    def put(self, level: int, text: str) -> None:
        self._outer.put(level + 2, text)
