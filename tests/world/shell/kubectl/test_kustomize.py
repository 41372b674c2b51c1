"""Kustomizations built by ours and by the real kubectl: the same text."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cluster_sim.world.kernel.world import World
from tests.world.shell.kubectl.bench import EPOCH, Kubectl, cluster, system
from tests.world.shell.kubectl.test_real_binary import REAL

_WEB = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {tier: front}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: robot
      containers:
      - name: c
        image: nginx:1.25
        envFrom: [{configMapRef: {name: conf}}, {secretRef: {name: sec}}]
      volumes: [{name: v, configMap: {name: conf}}, {name: s, secret: {secretName: sec}}]
"""
_OTHERS = """apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: robot}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: default}, {kind: ServiceAccount, name: robot}]
---
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
apiVersion: example.com/v1
kind: Foo
metadata: {name: foo}
"""
_BASE = """resources: [web.yaml, others.yaml]
configMapGenerator:
- {name: conf, literals: [a=b, 'c="d e"'], files: [own=note.txt, note.txt]}
secretGenerator:
- {name: sec, envs: [e.env], type: mine}
"""
# What an overlay says, each in a folder of its own above the same base.
OVERLAYS = [
    "namePrefix: dev-\nnameSuffix: -x\nnamespace: prod\n",
    "labels: [{pairs: {env: dev}, includeSelectors: true}]\ncommonAnnotations: {note: hi}\n",
    "labels: [{pairs: {env: dev}}, {pairs: {a: b}, includeTemplates: true}]\n",
    "commonLabels: {team: t}\n",
    "images: [{name: nginx, newName: my/nginx, newTag: '2'}]\nreplicas: [{name: web, count: 3}]\n",
    "images: [{name: nginx, digest: 'sha256:abc'}, {name: other, newTag: x}]\n",
    "patches: [{path: p.yaml}, {target: {kind: Service}, patch: "
    '\'[{"op": "replace", "path": "/spec/ports/0/port", "value": 8080}]\'}]\n',
    "patches: [{target: {name: web|foo}, patch: "
    '"kind: X\\nmetadata: {name: x, labels: {a: b}}"}]\n',
    "configMapGenerator: [{name: conf, behavior: merge, literals: [a=z, n=1]}]\n",
    "generatorOptions: {disableNameSuffixHash: true, labels: {g: h}}\n"
    "configMapGenerator: [{name: more, literals: [a=z]}]\n",
    "resourses: [x]\n",
    "patches: [{path: nope.yaml}]\n",
]
_PATCH = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: c, resources: {limits: {cpu: 1}}}, {name: d}]}}}
"""


def _files(overlay: str) -> dict[str, str]:
    return {
        "base/web.yaml": _WEB,
        "base/others.yaml": _OTHERS,
        "base/note.txt": "hello\n",
        "base/e.env": "# no\nK=v\n",
        "base/kustomization.yaml": _BASE,
        "over/p.yaml": _PATCH,
        "over/kustomization.yaml": f"resources: [../base]\n{overlay}",
    }


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_real_one_builds_the_same(overlay: str, tmp_path: Path) -> None:
    files = _files(overlay)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    real = subprocess.run(
        [REAL, "kustomize", "over"],
        cwd=tmp_path, env={"HOME": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    kubectl = Kubectl(World(system(), 1, EPOCH))
    # The bench knows no folders above others.
    kubectl.files = files | {f"over/../{name}": text for name, text in files.items()}
    ours = kubectl.run("kustomize over")
    assert (ours.out, ours.status) == (real.stdout, real.returncode)


def test_a_folder_is_applied_and_deleted_as_a_whole() -> None:
    kubectl = Kubectl(cluster(1))
    kubectl.files = {
        "base/kustomization.yaml": "namePrefix: a-\n"
        "configMapGenerator: [{name: c, literals: [k=v]}]\n"
    }
    made = kubectl.out("apply -k base")
    assert made.startswith("configmap/a-c-")
    assert kubectl.out("apply -k base").endswith("unchanged\n")
    assert "deleted" in kubectl.out("delete -k base")
