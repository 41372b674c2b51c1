"""``kubectl create job``: from an image, or from what a CronJob would start.

pkg/cmd/create/create_job.go
"""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.resource import Object
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.selection import targets
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, flag("image"), flag("from"))
_CRON_JOBS: Final = "cronjobs.batch"
_BY_HAND: Final = {"cronjob.kubernetes.io/instantiate": "manual"}


def run(command: Invocation) -> Outcome:
    """Create the Job."""
    name = name_argument(command)
    image, source = command.value("image"), command.value("from")
    words = list(command.parsed.after_dash)
    if bool(image) == bool(source):
        raise error("either --image or --from must be specified")
    if words and source:
        raise error("cannot specify --from and command")
    if image:
        job = _job({"name": name}, job_spec(name, image, words, "Never"))
    else:
        job = _from_cron_job(name, _source(command, source))
    return create(command, "jobs.batch", job, told="job:")


def job_spec(name: str, image: str, words: list[str], restart: str) -> dict[str, Any]:
    """A Job's spec with one container of that name, image and command."""
    command = {"command": words} if words else {}
    container = {"name": name, "image": image, **command, "resources": {}}
    pod = {"containers": [container], "restartPolicy": restart}
    return {"template": {"metadata": {}, "spec": pod}}


def _job(meta: dict[str, Any], spec: dict[str, Any]) -> Object:
    return {"kind": "Job", "apiVersion": "batch/v1", "metadata": meta, "spec": spec, "status": {}}


def _source(command: Invocation, text: str) -> Object:
    """The CronJob that ``--from`` names; Failure for anything else."""
    target = targets(command.client.world, [text])[0]
    if not target.name:
        raise error("resource(s) were provided, but no name was specified")
    namespace = command.namespace if target.resource.namespaced else ""
    found = command.client.get(target.resource.key, namespace, target.name)
    if target.resource.key != _CRON_JOBS:
        raise error(f"unknown object type *{target.resource.version}.{target.resource.kind}")
    return found


def _from_cron_job(name: str, cron_job: Object) -> Object:
    template = cron_job["spec"]["jobTemplate"]
    given = template.get("metadata") or {}
    owner = {
        "apiVersion": "batch/v1",
        "controller": True,
        "kind": "CronJob",
        "name": cron_job["metadata"]["name"],
        "uid": cron_job["metadata"]["uid"],
    }
    meta = {
        "name": name,
        "annotations": {**_BY_HAND, **(given.get("annotations") or {})},
        "ownerReferences": [owner],
    }
    if given.get("labels"):
        meta["labels"] = given["labels"]
    return _job(meta, template["spec"])
