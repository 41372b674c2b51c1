"""Access and the kubeconfig beside the real kubectl, for what needs no cluster."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from cluster_sim.world.kernel.world import World
from cluster_sim.world.shell import files
from tests.world.shell.kubectl.bench import EPOCH, Kubectl, system
from tests.world.shell.kubectl.test_real_binary import REAL

_MAKE = "--dry-run=client -o yaml"
_URL = "create clusterrole c --non-resource-url"
_BINDING, _CLUSTER_BINDING = "create rolebinding b", "create clusterrolebinding b"
LINES = [
    *("create role", "create role a b", f"create role r {_MAKE}"),
    *(f"create role r --verb=get {_MAKE}", "create clusterrole", f"create clusterrole c {_MAKE}"),
    f"create clusterrole c --verb=get {_MAKE}",
    *(f"{_URL}=/logs/* --verb=get {_MAKE}", f"{_URL}=/a,/b --verb=get,post,get {_MAKE}"),
    *(f"{_URL}=logs --verb=get {_MAKE}", f"{_URL}=/logs --verb=list {_MAKE}"),
    *(f"{_URL}=/l*gs --verb=get {_MAKE}", f"create clusterrole c --aggregation-rule=ab {_MAKE}"),
    f"create clusterrole c --aggregation-rule=a=b,c=d {_MAKE}",
    f"create clusterrole c --aggregation-rule=a=b --verb=get {_MAKE}",
    *(f"{_BINDING} {_MAKE}", f"{_BINDING} --role=x --clusterrole=y {_MAKE}"),
    f"{_BINDING} --clusterrole=y --user=a --user=b,c --group=g --serviceaccount=ns:n {_MAKE}",
    *(f"{_BINDING} --clusterrole=y {_MAKE}", f"{_BINDING} --clusterrole=y --dry-run=client"),
    f"{_BINDING} --clusterrole=y -n dev --user x {_MAKE}",
    f"{_BINDING} --role=y --serviceaccount=n {_MAKE}",
    f"{_BINDING} --role=y --serviceaccount=n: {_MAKE}",
    *(f"{_CLUSTER_BINDING} --user=a {_MAKE}", "create clusterrolebinding --clusterrole=x"),
    f"{_CLUSTER_BINDING} --clusterrole=cr --user=a {_MAKE}",
    f"{_CLUSTER_BINDING} --clusterrole=cr --serviceaccount=:a {_MAKE}",
    f"{_CLUSTER_BINDING} --clusterrole=cr --group=a -o name --dry-run=client",
    *("create token", "create token a b", "create token a --duration=-1s"),
    *("create token a --duration=1500ms", "create token a --duration=x"),
    *("create token a --audience=", "create token a --bound-object-kind=Foo"),
    *("create token a --bound-object-kind=Pod", "create token a --bound-object-name=Pod"),
    "create token a --bound-object-uid=Pod",
    *("auth can-i", "auth can-i get", "auth can-i --list get pods", "auth can-i --list -A"),
    *("auth can-i get /logs --subresource x", "auth can-i get pods --no-such", "auth frob"),
    *("certificate approve", "certificate deny", "auth reconcile", "set subject"),
    "set subject rolebinding b --user",
]
CONFIG = """apiVersion: v1
clusters:
- cluster:
    server: http://127.0.0.1:1
  name: c
contexts:
- context:
    cluster: c
    user: u
  name: x
- context:
    cluster: gone
    user: gone
  name: z
current-context: x
kind: Config
users:
- name: u
  user:
    client-certificate-data: aGVsbG8=
    client-key-data: aGVsbG8=
    token: abc
"""
# One after the other, on the same file.
TURNS = [
    *("config view", "config view --raw", "config get-contexts", "config get-users"),
    *("config view -o jsonpath={.users[0].name}", "config view --minify"),
    *("get pods --user nope", "get pods --context z", "get pods --context w"),
    *("get pods --as-group g", "get pods --as-uid 1"),
    "config set-credentials bob --token=abc",
    "config set-credentials bob --username=x --password=y",
    "config set-credentials bob --token=abc --username=x",
    "config set-credentials eve --client-certificate=no.crt --client-key=no.key",
    "config set-credentials eve --client-certificate=no.crt --embed-certs",
    "config set-context d --cluster=c --user=bob --namespace=dev",
    "config set-cluster e --server=https://1.2.3.4 --insecure-skip-tls-verify=true",
    "config set-cluster e --certificate-authority=ca.crt",
    *("config get-users", "config rename-context d f", "config rename-context f z"),
    *("config rename-context nope f", "config delete-context z", "config delete-context nope"),
    *("config delete-user bob", "config delete-user", "config delete-cluster e"),
    *("config set contexts.x.namespace prod", "config set users.u.token xyz", "config set a.b c"),
    *("config set contexts.new.user u", "config set users.q.client-certificate-data aGVsbG8="),
    *("config unset users.u.token", "config unset users.nope", "config unset users.nope.token"),
    *("config unset contexts.x.namespace", "config unset nope", "config view --raw"),
    *("config use-context f", "config delete-context f", "config unset current-context"),
    *("config current-context", "get pods", "config view --raw"),
]


def _real(line: str, folder: Path) -> tuple[str, str, int]:
    done = subprocess.run(
        [REAL, *shlex.split(line)],
        cwd=folder,
        env={"HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    # The log of the discovery client has the time in it.
    told = [line for line in done.stderr.splitlines(True) if "memcache.go" not in line]
    return done.stdout, "".join(told), done.returncode


@pytest.mark.parametrize("line", LINES)
def test_the_real_one_says_the_same(line: str, tmp_path: Path) -> None:
    ours = Kubectl(World(system(), 1, EPOCH)).run(line)
    assert (ours.out, ours.err, ours.status) == _real(line, tmp_path)


def test_a_kubeconfig_goes_the_same_way(tmp_path: Path) -> None:
    (tmp_path / ".kube").mkdir()
    (tmp_path / ".kube/config").write_text(CONFIG)
    kubectl = Kubectl(World(system(), 1, EPOCH))
    files.make_folder(kubectl.world, ".kube", files.ACTOR)
    files.write(kubectl.world, ".kube/config", CONFIG, files.ACTOR)
    for line in TURNS:
        ours, (out, err, status) = kubectl.run(line), _real(line, tmp_path)
        home = "/home/etudiante"
        told = tuple(text.replace(str(tmp_path), home) for text in (out, err))
        assert (line, ours.out, ours.err, ours.status) == (line, *told, status)
        if status == 0:
            real = (tmp_path / ".kube/config").read_text().replace(str(tmp_path), home)
            assert (line, files.read(kubectl.world, ".kube/config")) == (line, real)
