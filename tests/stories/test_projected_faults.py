"""A projected volume of which nothing is there (pkg/volume/projected/projected.go, collectData)."""

from __future__ import annotations

from tests.world.shell.kubectl.bench import Kubectl

POD = """
apiVersion: v1
kind: Pod
metadata: {name: volume-test}
spec:
  containers: [{name: main, image: busybox, command: [sleep, "3600"],
    volumeMounts: [{name: all-in-one, mountPath: /projected}]}]
  volumes:
  - name: all-in-one
    projected:
      sources:
      - secret: {name: mysecret}
      - configMap: {name: myconfigmap}
"""


def test_everything_that_is_missing_is_told_at_once() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", POD)
    kubectl.wait(5)
    missing = '[secret "mysecret" not found, configmap "myconfigmap" not found]'
    assert f'MountVolume.SetUp failed for volume "all-in-one" : {missing}' in kubectl.out(
        "describe pod volume-test"
    )
    kubectl.out("create secret generic mysecret --from-literal=a=b")
    kubectl.wait(130)
    last = kubectl.out("get events -o jsonpath={.items[*].message}")
    assert 'volume "all-in-one" : configmap "myconfigmap" not found' in last
