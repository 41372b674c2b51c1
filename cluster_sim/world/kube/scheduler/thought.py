"""The cluster as it would be with other pods: a thought that leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cluster_sim.world.kube.scheduler.cluster import Cluster
from cluster_sim.world.kube.scheduler.tally import Placed, PodName


@contextmanager
def there(cluster: Cluster, pods: Iterable[tuple[PodName, Placed]]) -> Iterator[None]:
    """As if the pods were on their nodes; they must be on none."""
    named = list(pods)
    for name, pod in named:
        cluster.add_pod(name, pod)
    try:
        yield
    finally:
        for name, _pod in named:
            cluster.remove_pod(name)


@contextmanager
def gone(cluster: Cluster, pods: Iterable[tuple[PodName, Placed]]) -> Iterator[None]:
    """As if the pods had left; what is put back within, stays."""
    named = list(pods)
    for name, _pod in named:
        cluster.remove_pod(name)
    try:
        yield
    finally:
        for name, pod in named:
            cluster.add_pod(name, pod)
