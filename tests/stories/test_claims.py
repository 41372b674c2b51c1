"""Claims and volumes: made, bound, grown, held, kept and lost sight of.

Messages are those of Kubernetes 1.36: docs/concepts/storage/persistent-volumes ("Lifecycle of a
volume and claim", "Storage object in use protection", "Expanding persistent volume claims"),
docs/concepts/storage/storage-classes ("Volume binding mode"); pkg/controller/volume,
pkg/scheduler/framework/plugins/volumebinding, sig-storage-lib-external-provisioner, and
local-path-provisioner as kind and k3s run it. The disks of ``csi.grappe.example`` are invented.
"""

from __future__ import annotations

import json
from typing import Any

from cluster_sim.world.hypervisor import power
from tests.world.shell.kubectl.bench import Kubectl

FAST = """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: rapide}
provisioner: csi.grappe.example
allowVolumeExpansion: true
reclaimPolicy: %s
volumeBindingMode: %s
"""
CLAIM = """
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [%s]
  resources: {requests: {storage: 1Gi}}
"""
IN_CLASS = CLAIM + "  storageClassName: %s\n"
POD = """
apiVersion: v1
kind: Pod
metadata: {name: %s}
spec:
  terminationGracePeriodSeconds: 1
  nodeSelector: {%s}
  containers:
  - name: c
    image: nginx:1.27
    volumeMounts: [{name: data, mountPath: /data}]
  volumes:
  - name: data
    persistentVolumeClaim: {claimName: data}
"""


def said(kubectl: Kubectl, name: str) -> list[tuple[str, str]]:
    """Reason and message of all that was said of an object."""
    line = f"get events --field-selector involvedObject.name={name} -o json"
    items = json.loads(kubectl.out(line))["items"]
    return [(each["reason"], each["message"].strip()) for each in items]


def found(kubectl: Kubectl, what: str) -> Any:
    return json.loads(kubectl.out(f"get {what} -o json"))


def phase(kubectl: Kubectl, what: str) -> str:
    return str(found(kubectl, what)["status"].get("phase", ""))


def with_disk(policy: str = "Delete", mode: str = "Immediate", nodes: str = "") -> Kubectl:
    """A cluster whose pod ``web`` has a disk of the network."""
    kubectl = Kubectl()
    kubectl.out("create -f -", FAST % (policy, mode))
    kubectl.out("create -f -", IN_CLASS % ("ReadWriteOnce", "rapide"))
    kubectl.out("create -f -", POD % ("web", nodes))
    kubectl.out("wait pod/web --for=condition=Ready --timeout=60s")
    return kubectl


def test_a_claim_of_the_default_class_waits_for_its_first_consumer() -> None:
    kubectl = Kubectl()
    assert "standard (default)   rancher.io/local-path   Delete" in kubectl.out("get sc")
    kubectl.out("create -f -", CLAIM % "ReadWriteOnce")
    kubectl.wait(20)
    assert phase(kubectl, "pvc/data") == "Pending"
    waits = ("WaitForFirstConsumer", "waiting for first consumer to be created before binding")
    assert said(kubectl, "data") == [waits]

    kubectl.out("create -f -", POD % ("web", "kubernetes.io/hostname: noeud-2"))
    kubectl.out("wait pod/web --for=condition=Ready --timeout=60s")
    claim = found(kubectl, "pvc/data")
    name = f"pvc-{claim['metadata']['uid']}"
    assert (claim["status"]["phase"], claim["spec"]["volumeName"]) == ("Bound", name)
    assert claim["metadata"]["annotations"]["volume.kubernetes.io/selected-node"] == "noeud-2"
    told = said(kubectl, "data")
    assert told[2:] == [
        ("Provisioning", 'External provisioner is provisioning volume for claim "default/data"'),
        ("ProvisioningSucceeded", f"Successfully provisioned volume {name}"),
    ]
    assert told[1][0] == "ExternalProvisioning"
    terms = found(kubectl, f"pv/{name}")["spec"]["nodeAffinity"]["required"]["nodeSelectorTerms"]
    assert terms[0]["matchExpressions"][0]["values"] == ["noeud-2"]


def test_a_pod_cannot_follow_its_directory_to_another_node() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", CLAIM % "ReadWriteOnce")
    kubectl.out("create -f -", POD % ("web", "kubernetes.io/hostname: noeud-2"))
    kubectl.out("wait pod/web --for=condition=Ready --timeout=60s")
    kubectl.out("delete pod web")
    kubectl.out("create -f -", POD % ("web", "kubernetes.io/hostname: noeud-1"))
    kubectl.wait(5)
    [(reason, message)] = said(kubectl, "web")[-1:]
    assert reason == "FailedScheduling"
    # The first filter that turns a node down is the one that is told (NodeAffinity comes first).
    assert message.startswith(
        "0/3 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity, "
        "2 node(s) didn't match Pod's node affinity/selector."
    )


def test_local_directories_are_for_one_node_only() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", CLAIM % "ReadWriteMany")
    kubectl.out("create -f -", POD % ("web", ""))
    kubectl.wait(30)
    refused = (
        "ProvisioningFailed",
        'failed to provision volume with StorageClass "standard": NodePath only supports '
        "ReadWriteOnce and ReadWriteOncePod (1.22+) access modes",
    )
    assert refused in said(kubectl, "data")
    assert phase(kubectl, "pod/web") == "Pending"


def test_a_claim_that_nothing_fits_says_so_and_takes_what_comes() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", IN_CLASS % ("ReadWriteOnce", '""'))
    kubectl.wait(40)
    nothing = "no persistent volumes available for this claim and no storage class is set"
    assert said(kubectl, "data") == [("FailedBinding", nothing)]
    for name, size in (("small", "500Mi"), ("large", "10Gi"), ("right", "2Gi")):
        kubectl.out(
            "create -f -",
            f"""
apiVersion: v1
kind: PersistentVolume
metadata: {{name: {name}}}
spec:
  capacity: {{storage: {size}}}
  accessModes: [ReadWriteOnce]
  hostPath: {{path: /srv/{name}}}
""",
        )
    # The controller looks at waiting claims every 15 s (--pvclaimbinder-sync-period).
    kubectl.wait(16)
    assert found(kubectl, "pvc/data")["spec"]["volumeName"] == "right"
    assert [phase(kubectl, f"pv/{n}") for n in ("small", "large", "right")] == [
        "Available",
        "Available",
        "Bound",
    ]


def test_a_kept_volume_is_released_and_nobody_gets_it() -> None:
    kubectl = with_disk(policy="Retain")
    name = found(kubectl, "pvc/data")["spec"]["volumeName"]
    kubectl.out("delete pod web")
    kubectl.out("delete pvc data")
    kubectl.wait(30)
    assert phase(kubectl, f"pv/{name}") == "Released"
    kubectl.out("create -f -", (IN_CLASS % ("ReadWriteOnce", "rapide")))
    kubectl.wait(30)
    assert found(kubectl, "pvc/data")["spec"]["volumeName"] != name
    # Whoever wants its data again takes away what ties it to the old claim.
    kubectl.out(f'patch pv {name} --type json -p \'[{{"op":"remove","path":"/spec/claimRef"}}]\'')
    kubectl.wait(2)
    assert phase(kubectl, f"pv/{name}") == "Available"


def test_a_deleted_volume_is_gone_once_it_is_off_its_node() -> None:
    kubectl = with_disk()
    name = found(kubectl, "pvc/data")["spec"]["volumeName"]
    kubectl.out("delete pod web")
    kubectl.out("delete pvc data")
    kubectl.wait(60)
    assert found(kubectl, "pv")["items"] == []
    assert found(kubectl, "volumeattachments")["items"] == []
    attached = f"persistentvolume {name} is still attached to node "
    assert any(text.startswith(attached) for _, text in said(kubectl, name))


def test_a_claim_in_use_is_held_until_its_pod_has_gone() -> None:
    kubectl = with_disk()
    kubectl.out("delete pvc data --wait=false")
    kubectl.wait(60)
    assert kubectl.out("get pvc data --no-headers").split()[1] == "Terminating"
    assert phase(kubectl, "pod/web") == "Running"
    kubectl.out("create -f -", POD % ("late", ""))
    kubectl.wait(2)
    assert 'persistentvolumeclaim "data" is being deleted' in said(kubectl, "late")[-1][1]
    kubectl.out("delete pod web")
    kubectl.wait(2)
    assert 'persistentvolumeclaims "data" not found' in kubectl.run("get pvc data").err


def test_a_claim_grows_under_its_pod_and_never_shrinks() -> None:
    kubectl = with_disk()
    name = found(kubectl, "pvc/data")["spec"]["volumeName"]
    wish = 'patch pvc data -p \'{"spec":{"resources":{"requests":{"storage":"%s"}}}}\''
    kubectl.out(wish % "3Gi")
    kubectl.wait(10)
    claim = found(kubectl, "pvc/data")
    assert (claim["status"]["capacity"], "conditions" in claim["status"]) == (
        {"storage": "3Gi"},
        False,
    )
    assert found(kubectl, f"pv/{name}")["spec"]["capacity"] == {"storage": "3Gi"}
    told = dict(said(kubectl, "data"))
    assert told["Resizing"] == f"External resizer is resizing volume {name}"
    assert told["FileSystemResizeRequired"] == "Require file system resize of volume on node"
    grown = f'MountVolume.NodeExpandVolume succeeded for volume "{name}"'
    assert told["FileSystemResizeSuccessful"].startswith(grown)
    assert kubectl.run(wish % "2Gi").err == (
        'The PersistentVolumeClaim "data" is invalid: spec.resources.requests.storage: '
        "Forbidden: field can not be less than status.capacity\n"
    )


def test_a_class_that_does_not_allow_it_lets_no_claim_grow() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", CLAIM % "ReadWriteOnce")
    kubectl.out("create -f -", POD % ("web", ""))
    kubectl.out("wait pod/web --for=condition=Ready --timeout=60s")
    wish = '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'
    refused = kubectl.run(f"patch pvc data -p '{wish}'")
    assert refused.err == (
        'Error from server (Forbidden): persistentvolumeclaims "data" is forbidden: only '
        "dynamically provisioned pvc can be resized and the storageclass that provisions the pvc "
        "must support resize\n"
    )


def test_a_disk_stays_in_its_zone() -> None:
    kubectl = Kubectl()
    for number, zone in ((1, "nord"), (2, "sud"), (3, "sud")):
        kubectl.out(f"label node noeud-{number} topology.kubernetes.io/zone={zone}")
    kubectl.out("create -f -", FAST % ("Delete", "WaitForFirstConsumer"))
    kubectl.out("create -f -", IN_CLASS % ("ReadWriteOnce", "rapide"))
    kubectl.out("create -f -", POD % ("web", "topology.kubernetes.io/zone: nord"))
    kubectl.out("wait pod/web --for=condition=Ready --timeout=60s")
    kubectl.out("delete pod web")
    kubectl.out("cordon noeud-1")
    kubectl.out("create -f -", POD % ("web", ""))
    kubectl.wait(2)
    assert said(kubectl, "web")[-1][1].startswith(
        "0/3 nodes are available: 1 node(s) were unschedulable, 2 node(s) didn't match "
        "PersistentVolume's node affinity."
    )
    kubectl.out("uncordon noeud-1")
    kubectl.out("wait pod/web --for=condition=Ready --timeout=120s")


def test_a_disk_is_torn_from_a_lost_node_after_six_minutes() -> None:
    """Attach/detach controller: ReconcilerMaxWaitForUnmountDuration."""
    kubectl = with_disk(nodes="kubernetes.io/hostname: noeud-1")
    name = found(kubectl, "pvc/data")["spec"]["volumeName"]
    power.power_off(kubectl.world, {"host": "baie-1"})
    kubectl.wait(60)
    kubectl.out("create -f -", POD % ("next", "kubernetes.io/hostname: noeud-2"))
    kubectl.wait(10)
    assert said(kubectl, "next")[-1] == (
        "FailedAttachVolume",
        f'Multi-Attach error for volume "{name}" Volume is already used by pod(s) web',
    )
    kubectl.run("delete pod web --force --grace-period=0")
    kubectl.wait(5 * 60)
    assert phase(kubectl, "pod/next") == "Pending"
    waited = (
        "Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data], "
        "failed to process volumes=[]: context deadline exceeded"
    )
    assert ("FailedMount", waited) in said(kubectl, "next")
    kubectl.wait(2 * 60)
    assert phase(kubectl, "pod/next") == "Running"


def test_a_node_out_of_service_gives_its_disks_back_at_once() -> None:
    """docs/concepts/cluster-administration/node-shutdown: Non-graceful node shutdown."""
    kubectl = with_disk(nodes="kubernetes.io/hostname: noeud-1")
    power.power_off(kubectl.world, {"host": "baie-1"})
    kubectl.wait(60)
    kubectl.out("taint node noeud-1 node.kubernetes.io/out-of-service=nodeshutdown:NoExecute")
    kubectl.run("delete pod web --force --grace-period=0")
    kubectl.out("create -f -", POD % ("next", "kubernetes.io/hostname: noeud-2"))
    kubectl.wait(60)
    assert phase(kubectl, "pod/next") == "Running"


WRITER = """
apiVersion: v1
kind: Pod
metadata: {name: %s}
spec:
  terminationGracePeriodSeconds: 1
  nodeSelector: {%s}
  containers:
  - name: c
    image: busybox:1.36
    command: [sh, -c, '%s; sleep 3600']
    volumeMounts: [{name: data, mountPath: /data}]
  volumes:
  - name: data
    persistentVolumeClaim: {claimName: data}
"""


def run(kubectl: Kubectl, name: str, script: str, nodes: str = "") -> str:
    """What a pod with the claim prints, which is gone afterwards."""
    kubectl.out("create -f -", WRITER % (name, nodes, script))
    kubectl.out(f"wait pod/{name} --for=condition=Ready --timeout=120s")
    kubectl.wait(1)
    said = kubectl.out(f"logs {name}")
    kubectl.out(f"delete pod {name}")
    return said


def test_what_was_written_outlives_pods_and_goes_with_the_volume() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", FAST % ("Retain", "Immediate"))
    kubectl.out("create -f -", IN_CLASS % ("ReadWriteOnce", "rapide"))
    run(kubectl, "writer", "echo bonjour > /data/mot", "kubernetes.io/hostname: noeud-1")
    read = run(kubectl, "reader", "cat /data/mot", "kubernetes.io/hostname: noeud-2")
    assert read == "bonjour\n"

    kept = found(kubectl, "pvc/data")["spec"]["volumeName"]
    kubectl.out("delete pvc data")
    kubectl.out("create -f -", IN_CLASS % ("ReadWriteOnce", "rapide"))
    assert "No such file" in run(kubectl, "stranger", "cat /data/mot")

    kubectl.out("delete pvc data")
    release = '[{"op":"remove","path":"/spec/claimRef"}]'
    kubectl.out(f"patch pv {kept} --type json -p '{release}'")
    named = (IN_CLASS % ("ReadWriteOnce", "rapide")) + f"  volumeName: {kept}\n"
    kubectl.out("create -f -", named)
    assert run(kubectl, "heir", "cat /data/mot") == "bonjour\n"
