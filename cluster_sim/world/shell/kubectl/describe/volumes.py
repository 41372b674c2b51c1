"""The volumes of a pod, a template or a PersistentVolume, each by its source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cluster_sim.world.kube.api import quantity
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.shell.kubectl.describe import claims
from cluster_sim.world.shell.kubectl.describe.writer import Writer

Part = dict[str, Any]

_LONGEST_ATTRIBUTE = 140


@dataclass(frozen=True, slots=True)
class _Source:
    """A source whose fields are shown as they are: (label, field, value when missing)."""

    text: str
    fields: tuple[tuple[str, str, Any], ...]


_SOURCES = {
    "hostPath": _Source(
        "HostPath (bare host directory volume)",
        (("Path", "path", ""), ("HostPathType", "type", "<none>")),
    ),
    "gcePersistentDisk": _Source(
        "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
        (
            ("PDName", "pdName", ""),
            ("FSType", "fsType", ""),
            ("Partition", "partition", 0),
            ("ReadOnly", "readOnly", False),
        ),
    ),
    "awsElasticBlockStore": _Source(
        "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
        (
            ("VolumeID", "volumeID", ""),
            ("FSType", "fsType", ""),
            ("Partition", "partition", 0),
            ("ReadOnly", "readOnly", False),
        ),
    ),
    "gitRepo": _Source(
        "GitRepo (a volume that is pulled from git when the pod is created)",
        (("Repository", "repository", ""), ("Revision", "revision", "")),
    ),
    "secret": _Source(
        "Secret (a volume populated by a Secret)",
        (("SecretName", "secretName", ""), ("Optional", "optional", False)),
    ),
    "configMap": _Source(
        "ConfigMap (a volume populated by a ConfigMap)",
        (("Name", "name", ""), ("Optional", "optional", False)),
    ),
    "nfs": _Source(
        "NFS (an NFS mount that lasts the lifetime of a pod)",
        (("Server", "server", ""), ("Path", "path", ""), ("ReadOnly", "readOnly", False)),
    ),
    "glusterfs": _Source(
        "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
        (("EndpointsName", "endpoints", ""), ("Path", "path", ""), ("ReadOnly", "readOnly", False)),
    ),
    "persistentVolumeClaim": _Source(
        "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
        (("ClaimName", "claimName", ""), ("ReadOnly", "readOnly", False)),
    ),
    "quobyte": _Source(
        "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
        (("Registry", "registry", ""), ("Volume", "volume", ""), ("ReadOnly", "readOnly", False)),
    ),
    "azureDisk": _Source(
        "AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)",
        (
            ("DiskName", "diskName", ""),
            ("DiskURI", "diskURI", ""),
            ("Kind", "kind", "Shared"),
            ("FSType", "fsType", "ext4"),
            ("CachingMode", "cachingMode", "ReadWrite"),
            ("ReadOnly", "readOnly", False),
        ),
    ),
    "vsphereVolume": _Source(
        "vSphereVolume (a Persistent Disk resource in vSphere)",
        (
            ("VolumePath", "volumePath", ""),
            ("FSType", "fsType", ""),
            ("StoragePolicyName", "storagePolicyName", ""),
        ),
    ),
    "photonPersistentDisk": _Source(
        "PhotonPersistentDisk (a Persistent Disk resource in photon platform)",
        (("PdID", "pdID", ""), ("FSType", "fsType", "")),
    ),
    "portworxVolume": _Source(
        "PortworxVolume (a Portworx Volume resource)", (("VolumeID", "volumeID", ""),)
    ),
    "azureFile": _Source(
        "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
        (
            ("SecretName", "secretName", ""),
            ("ShareName", "shareName", ""),
            ("ReadOnly", "readOnly", False),
        ),
    ),
    "flocker": _Source(
        "Flocker (a Flocker volume mounted by the Flocker agent)",
        (("DatasetName", "datasetName", ""), ("DatasetUUID", "datasetUUID", "")),
    ),
    "local": _Source(
        "LocalVolume (a persistent volume backed by local storage on a node)",
        (("Path", "path", ""),),
    ),
    "image": _Source(
        "Image (a container image or OCI artifact)",
        (("Reference", "reference", ""), ("PullPolicy", "pullPolicy", "")),
    ),
}


def write_volumes(w: Writer, volumes: list[Part] | None, space: str = "") -> None:
    """All volumes; ``space`` as for containers."""
    if not volumes:
        w.line(0, f"{space}Volumes:\t<none>")
        return
    w.line(0, f"{space}Volumes:")
    for volume in volumes:
        w.line(1, f"{' ' if space else ''}{volume['name']}:")
        write_source(w, volume)


def write_source(w: Writer, volume: Part) -> None:
    """Where a volume comes from; ``<unknown>`` for a source the describer does not know."""
    for name, source in volume.items():
        if source is None:
            continue
        if name in _SOURCES:
            _write_fields(w, _SOURCES[name], source)
            return
        if name in _SPECIAL:
            _SPECIAL[name](w, source)
            return
    w.line(1, "<unknown>")


def _write_fields(w: Writer, known: _Source, source: Part) -> None:
    w.field(2, "Type", known.text)
    for label, field, missing in known.fields:
        value = source.get(field)
        # The one label that stands with a space behind its colon.
        colon = ": " if label == "Kind" else ":"
        w.line(2, f"{label}{colon}\t{shown(missing if value is None else value)}")


def _write_empty_dir(w: Writer, source: Part) -> None:
    limit = source.get("sizeLimit")
    size = "<unset>"
    if limit is not None and quantity.parse(limit).value > 0:
        size = quantity.canonical(limit)
    w.field(2, "Type", "EmptyDir (a temporary directory that shares a pod's lifetime)")
    w.field(2, "Medium", source.get("medium", ""))
    w.field(2, "SizeLimit", size)


def _write_projected(w: Writer, source: Part) -> None:
    w.field(2, "Type", "Projected (a volume that contains injected data from multiple sources)")
    for each in source.get("sources") or []:
        _write_projection(w, each)


def _write_projection(w: Writer, each: Part) -> None:
    for field, label in (
        ("secret", "SecretName"),
        ("downwardAPI", ""),
        ("configMap", "ConfigMapName"),
    ):
        part = each.get(field)
        if part is None:
            continue
        if not label:
            w.field(2, "DownwardAPI", "true")
            return
        w.field(2, label, part.get("name", ""))
        w.field(2, "Optional", shown(bool(part.get("optional"))))
        return
    token = each.get("serviceAccountToken")
    if token is not None:
        w.field(2, "TokenExpirationSeconds", token.get("expirationSeconds", 3600))


def _write_downward(w: Writer, source: Part) -> None:
    w.field(2, "Type", "DownwardAPI (a volume populated by information about the pod)")
    w.line(2, "Items:")
    for item in source.get("items") or []:
        if item.get("fieldRef") is not None:
            w.line(3, f"{item['fieldRef']['fieldPath']} -> {item['path']}")
        if item.get("resourceFieldRef") is not None:
            w.line(3, f"{item['resourceFieldRef']['resource']} -> {item['path']}")


def _write_csi(w: Writer, source: Part) -> None:
    w.field(2, "Type", "CSI (a Container Storage Interface (CSI) volume source)")
    w.field(2, "Driver", source.get("driver", ""))
    w.field(2, "FSType", source.get("fsType") or "")
    if "volumeHandle" in source:
        w.field(2, "VolumeHandle", source["volumeHandle"])
    w.field(2, "ReadOnly", shown(bool(source.get("readOnly"))))
    attributes = sorted((source.get("volumeAttributes") or {}).items())
    w.put(2, "VolumeAttributes:\t")
    for at, (key, value) in enumerate(attributes):
        line = f"{key}={value}"
        text = line if len(line) <= _LONGEST_ATTRIBUTE else line[:_LONGEST_ATTRIBUTE] + "..."
        w.put(0, "    " + "    \t" if at else "")
        w.line(2, text)
    if not attributes:
        w.line(0, "<none>")


def _write_ephemeral(w: Writer, source: Part) -> None:
    w.field(
        2,
        "Type",
        "EphemeralVolume (an inline specification for a volume that gets created and deleted"
        " with the pod)",
    )
    template = source.get("volumeClaimTemplate")
    if template is not None:
        claims.write_template(w, template)


_SPECIAL: dict[str, Callable[[Writer, Part], None]] = {
    "emptyDir": _write_empty_dir,
    "projected": _write_projected,
    "downwardAPI": _write_downward,
    "csi": _write_csi,
    "ephemeral": _write_ephemeral,
}
