"""Sidecars that print the logs of another container (kubernetes.io, Logging Architecture)."""

from __future__ import annotations

from tests.world.shell.kubectl.bench import Kubectl

COUNTER = """
apiVersion: v1
kind: Pod
metadata: {name: counter}
spec:
  containers:
  - name: count
    image: busybox:1.28
    args:
    - /bin/sh
    - -c
    - >
      i=0;
      while true;
      do
        echo "$i: $(date)" >> /var/log/1.log;
        echo "$(date) INFO $i" >> /var/log/2.log;
        i=$((i+1));
        sleep 1;
      done
    volumeMounts: [{name: logs, mountPath: /var/log}]
  - name: count-log-1
    image: busybox:1.28
    args: [/bin/sh, -c, "tail -n+1 -F /var/log/1.log"]
    volumeMounts: [{name: logs, mountPath: /var/log}]
  - name: count-log-2
    image: busybox:1.28
    args: [/bin/sh, -c, "tail -n+1 -F /var/log/2.log"]
    volumeMounts: [{name: logs, mountPath: /var/log}]
  volumes: [{name: logs, emptyDir: {}}]
"""


def test_each_sidecar_prints_its_file_as_it_grows() -> None:
    kubectl = Kubectl()
    kubectl.out("create -f -", COUNTER)
    kubectl.wait(20)
    numbers = [row.split(":")[0] for row in kubectl.out("logs counter -c count-log-1").split("\n")]
    assert numbers[:10] == [str(number) for number in range(10)]
    others = [row.rpartition(" ")[2] for row in kubectl.out("logs counter count-log-2").split("\n")]
    assert others[:10] == [str(number) for number in range(10)]
    assert kubectl.out("exec counter -c count -- ls /var/log").split() == ["1.log", "2.log"]
