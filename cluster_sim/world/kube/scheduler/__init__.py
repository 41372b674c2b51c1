"""kube-scheduler: which node a pod runs on, and why not another."""

from cluster_sim.world.kube.scheduler.scheduler import register

__all__ = ["register"]
