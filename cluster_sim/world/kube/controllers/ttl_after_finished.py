"""TTL-after-finished controller: Jobs that ended go after a while, with their pods.

pkg/controller/ttlafterfinished/ttlafterfinished_controller.go
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cluster_sim.world.kernel.history import Change
from cluster_sim.world.kernel.world import World
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.api.conditions import condition
from cluster_sim.world.kube.api.meta import full_name, is_terminating, split_name
from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.kube.api.verbs.delete import DeleteOptions
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.controllers import job_conditions
from cluster_sim.world.kube.controllers.controller import Controller
from cluster_sim.world.kube.controllers.job_round import JOBS
from cluster_sim.world.kube.timings import SECOND

NAME: Final = "ttl-after-finished-controller"


def _of_job(world: World, change: Change) -> Iterator[str]:
    job = change.new
    if job is not None and not is_terminating(job) and _expiry(job) is not None:
        yield full_name(job)


def _expiry(job: Object) -> int | None:
    """When the Job is to go, in Unix µs; None for one that stays or goes on."""
    seconds = job["spec"].get("ttlSecondsAfterFinished")
    outcome = job_conditions.finished_status(job)
    ended = condition(job, outcome) if outcome else None
    if seconds is None or ended is None:
        return None
    return timestamps.parse(ended["lastTransitionTime"]) + seconds * SECOND


def _sync(client: Client, key: str) -> int | None:
    job = client.world.store.get(JOBS, *split_name(key))
    expiry = _expiry(job) if job is not None and not is_terminating(job) else None
    if job is None or expiry is None:
        return None
    if expiry > client.now:
        return expiry - client.now
    meta = job["metadata"]
    options = DeleteOptions(
        propagation="Foreground", uid=meta["uid"], resource_version=meta["resourceVersion"]
    )
    client.delete(JOBS, *split_name(key), options)
    return None


CONTROLLER = Controller(NAME, {JOBS: _of_job}, _sync)
