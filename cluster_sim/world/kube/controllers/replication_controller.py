"""ReplicationController: what ReplicaSets were before Deployments.

pkg/controller/replication/replication_controller.go
"""

from __future__ import annotations

from cluster_sim.world.kube.api import labels
from cluster_sim.world.kube.controllers.replicaset import Replicas

NAME = "replication-controller"
CONTROLLER = Replicas(
    NAME, "replicationcontrollers", "ReplicationController", labels.of_set
).controller()
