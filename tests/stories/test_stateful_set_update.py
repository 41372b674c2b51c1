"""A StatefulSet gets a new image, first on its last pods only.

The course of events is that of Kubernetes 1.36.2 (StatefulSet basics: "Staging an update",
"Rolling out a canary", kubernetes.io/docs/tutorials/stateful-application/basic-stateful-set, and
pkg/controller/statefulset/stateful_set_control.go): pods are replaced from the highest ordinal
down, each one only when the one before is ready again, and none below the partition. A pod that
is deleted comes back from the revision of its side of the partition. A broken image stops the
rollout at the first pod that does not get ready, and undoing the template does not free it:
"Forced rollback" in docs/concepts/workloads/controllers/statefulset.
"""

from __future__ import annotations

import pytest

from tests.world.shell.kubectl.bench import Kubectl

MANIFEST = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  clusterIP: None
  selector: {app: web}
  ports: [{port: 80, name: http}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 5
      containers:
      - {name: nginx, image: "nginx:1.25", ports: [{containerPort: 80}]}
"""
IMAGES = "get pods -o jsonpath={range.items[*]}{.metadata.name}={.spec.containers[0].image};{end}"
COMPLETE = "partitioned roll out complete: {} new pods have been updated...\n"


@pytest.fixture
def web() -> Kubectl:
    """Three pods of the first image."""
    kubectl = Kubectl()
    kubectl.out("create -f -", MANIFEST)
    kubectl.out("rollout status sts/web")
    return kubectl


def partition(kubectl: Kubectl, number: int) -> None:
    rolling = f'{{"spec":{{"updateStrategy":{{"rollingUpdate":{{"partition":{number}}}}}}}}}'
    kubectl.out(f"patch sts web -p '{rolling}'")


def images(kubectl: Kubectl) -> list[str]:
    found = kubectl.out(IMAGES).split(";")
    return [text.partition(":")[2] for text in sorted(found) if text]


def test_the_set_comes_up_in_order() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", MANIFEST)
    told = kubectl.out("rollout status sts/web").splitlines()
    waits = [f"Waiting for {count} pods to be ready..." for count in (3, 2, 1)]
    assert list(dict.fromkeys(told))[-4:] == [*waits, COMPLETE.format(3).strip()]


def test_a_canary_and_then_the_rest(web: Kubectl) -> None:
    partition(web, 2)
    web.out("set image sts/web nginx=nginx:1.26")
    assert web.out("rollout status sts/web").endswith(COMPLETE.format(1))
    assert images(web) == ["1.25", "1.25", "1.26"]
    # What is below the partition comes back as it was.
    web.out("delete pod web-0")
    web.out("rollout status sts/web")
    assert images(web) == ["1.25", "1.25", "1.26"]
    partition(web, 0)
    told = web.out("rollout status sts/web").splitlines()
    waiting = (
        "Waiting for partitioned roll out to finish: {} out of 3 new pods have been updated..."
    )
    steps = [line for line in dict.fromkeys(told) if line != "Waiting for 1 pods to be ready..."]
    assert steps[-3:] == [waiting.format(1), waiting.format(2), COMPLETE.format(3).strip()]
    assert images(web) == ["1.26", "1.26", "1.26"]
    history = web.out("rollout history sts/web").splitlines()
    assert history[1:4] == ["REVISION  CHANGE-CAUSE", "1         <none>", "2         <none>"]


def test_a_broken_image_stops_the_rollout_and_undoing_does_not_free_it(web: Kubectl) -> None:
    web.out("set image sts/web nginx=nginx:doesnotexist")
    web.wait(60)
    assert images(web) == ["1.25", "1.25", "doesnotexist"]
    assert "web-2   0/1" in web.out("get pods")
    web.out("rollout undo sts/web")
    web.wait(60)
    assert images(web) == ["1.25", "1.25", "doesnotexist"]
    web.out("delete pod web-2")
    web.out("rollout status sts/web")
    assert images(web) == ["1.25", "1.25", "1.25"]
    numbers = "get controllerrevisions -o jsonpath={.items[*].revision}"
    assert sorted(web.out(numbers).split()) == ["2", "3"]
