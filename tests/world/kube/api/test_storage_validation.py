"""Claims, volumes and classes that the server refuses, in its own words.

pkg/apis/core/validation/validation.go and pkg/apis/storage/validation/validation.go
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.world.kube.api.serving import accepted, refusal, update_refusal

CLAIM = {
    "apiVersion": "v1",
    "kind": "PersistentVolumeClaim",
    "metadata": {"name": "data", "namespace": "default"},
    "spec": {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "standard",
        "resources": {"requests": {"storage": "1Gi"}},
    },
}
VOLUME = {
    "apiVersion": "v1",
    "kind": "PersistentVolume",
    "metadata": {"name": "disk"},
    "spec": {
        "accessModes": ["ReadWriteOnce"],
        "capacity": {"storage": "1Gi"},
        "local": {"path": "/mnt/ssd"},
    },
}
STORAGE_CLASS = {
    "apiVersion": "storage.k8s.io/v1",
    "kind": "StorageClass",
    "metadata": {"name": "fast"},
    "provisioner": "csi.grappe.example",
}


def with_spec(obj: dict[str, Any], **spec: Any) -> dict[str, Any]:
    return {**obj, "spec": {**obj["spec"], **spec}}


@pytest.mark.parametrize(
    ("obj", "said"),
    [
        (
            with_spec(CLAIM, accessModes=[], resources={}),
            'PersistentVolumeClaim "data" is invalid: [spec.accessModes: Required value: at least '
            "1 access mode is required, spec.resources[storage]: Required value]",
        ),
        (
            with_spec(CLAIM, accessModes=["ReadWriteOncePod", "ReadWriteOnce"]),
            'PersistentVolumeClaim "data" is invalid: spec.accessModes: Forbidden: may not use '
            "ReadWriteOncePod with other access modes",
        ),
        (
            with_spec(CLAIM, resources={"requests": {"storage": "0"}}),
            'PersistentVolumeClaim "data" is invalid: spec.resources[storage]: Invalid value: '
            '"0": must be greater than zero',
        ),
        (
            with_spec(CLAIM, volumeMode="File"),
            'PersistentVolumeClaim "data" is invalid: spec.volumeMode: Unsupported value: "File": '
            'supported values: "Block", "Filesystem"',
        ),
        (
            with_spec(CLAIM, dataSource={"kind": "Pod", "name": "p"}),
            'PersistentVolumeClaim "data" is invalid: [spec.dataSource: Invalid value: "Pod": '
            "must be 'PersistentVolumeClaim' when referencing the default apiGroup, "
            'spec.dataSourceRef: Invalid value: "Pod": '
            "must be 'PersistentVolumeClaim' when referencing the default apiGroup]",
        ),
        (
            VOLUME,
            'PersistentVolume "disk" is invalid: spec.nodeAffinity: Required value: Local volume '
            "requires node affinity",
        ),
        (
            with_spec(VOLUME, local=None, capacity=None),
            'PersistentVolume "disk" is invalid: [spec.capacity: Required value, spec.capacity: '
            'Unsupported value: null: supported values: "storage", spec: Required value: must '
            "specify a volume type]",
        ),
        (
            with_spec(VOLUME, local=None, hostPath={"path": "/"}, nfs={"server": "s", "path": "/"}),
            'PersistentVolume "disk" is invalid: spec.nfs: Forbidden: may not specify more than 1 '
            "volume type",
        ),
        (
            {**STORAGE_CLASS, "reclaimPolicy": "Recycle", "provisioner": ""},
            'StorageClass.storage.k8s.io "fast" is invalid: [provisioner: Required value, '
            'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"]',
        ),
    ],
)
def test_what_is_refused(obj: dict[str, Any], said: str) -> None:
    assert refusal(obj) == said


def stored(obj: dict[str, Any], **status: Any) -> dict[str, Any]:
    made = accepted(obj)
    meta = {**made["metadata"], "resourceVersion": "1", "uid": "u"}
    made = {**made, "metadata": meta}
    return {**made, "status": {**made["status"], **status}} if status else made


def test_a_claim_is_for_ever_but_for_its_size() -> None:
    old = stored(CLAIM, phase="Bound", capacity={"storage": "1Gi"})
    assert not update_refusal(old, with_spec(old, resources={"requests": {"storage": "2Gi"}}))
    assert not update_refusal(old, with_spec(old, resources={"requests": {"storage": "1024Mi"}}))
    assert update_refusal(old, with_spec(old, storageClassName="fast")) == (
        'PersistentVolumeClaim "data" is invalid: spec: Forbidden: spec is immutable after '
        "creation except resources.requests and volumeAttributesClassName for bound claims\n"
        "  core.PersistentVolumeClaimSpec{\n"
        "  \t... // 2 identical fields\n"
        '  \tResources:        {Requests: {s"storage": {i: {...}, s: "1Gi", '
        'Format: "BinarySI"}}},\n'
        '  \tVolumeName:       "",\n'
        '- \tStorageClassName: &"standard",\n'
        '+ \tStorageClassName: &"fast",\n'
        '  \tVolumeMode:       &"Filesystem",\n'
        "  \tDataSource:       nil,\n"
        "  \t... // 2 identical fields\n"
        "  }\n"
    )


def test_a_class_is_for_ever_but_for_what_it_allows() -> None:
    old = stored(STORAGE_CLASS)
    assert not update_refusal(old, {**old, "allowVolumeExpansion": True})
    said = update_refusal(old, {**old, "volumeBindingMode": "WaitForFirstConsumer"})
    assert said == (
        'StorageClass.storage.k8s.io "fast" is invalid: volumeBindingMode: Invalid value: '
        '"WaitForFirstConsumer": field is immutable'
    )
    assert update_refusal(old, {**old, "parameters": {"type": "ssd"}}) == (
        'StorageClass.storage.k8s.io "fast" is invalid: parameters: Forbidden: updates to '
        "parameters are forbidden."
    )


def test_what_a_volume_is_made_of_is_for_ever() -> None:
    old = stored(with_spec(VOLUME, local=None, hostPath={"path": "/srv"}))
    said = update_refusal(old, with_spec(old, hostPath={"path": "/opt", "type": ""}))
    assert said.startswith(
        'PersistentVolume "disk" is invalid: spec.persistentvolumesource: Forbidden: '
        "spec.persistentvolumesource is immutable after creation\n"
    )
