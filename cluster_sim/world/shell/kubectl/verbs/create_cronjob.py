"""``kubectl create cronjob`` (pkg/cmd/create/create_cronjob.go)."""

from __future__ import annotations

from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag
from cluster_sim.world.shell.kubectl.generators import FLAGS as COMMON
from cluster_sim.world.shell.kubectl.generators import create, name_argument
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.verbs.create_job import job_spec
from cluster_sim.world.shell.process import Outcome

FLAGS: tuple[Flag, ...] = (*COMMON, flag("image"), flag("schedule"), flag("restart"))
_REQUIRED = ("image", "schedule")


def run(command: Invocation) -> Outcome:
    """Create the CronJob."""
    missing = [f'"{name}"' for name in _REQUIRED if not command.given(name)]
    if missing:
        raise error(f"required flag(s) {', '.join(missing)} not set")
    name = name_argument(command)
    restart = command.value("restart") or "OnFailure"
    words = list(command.parsed.after_dash)
    made = {
        "kind": "CronJob",
        "apiVersion": "batch/v1",
        "metadata": {"name": name},
        "spec": {
            "schedule": command.value("schedule"),
            "jobTemplate": {
                "metadata": {"name": name},
                "spec": job_spec(name, command.value("image"), words, restart),
            },
        },
        "status": {},
    }
    return create(command, "cronjobs.batch", made, told="cronjob:")
