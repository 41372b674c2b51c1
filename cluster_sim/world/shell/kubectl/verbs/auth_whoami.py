"""``kubectl auth whoami``: as whom the server knows me (pkg/cmd/auth/whoami.go)."""

from __future__ import annotations

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.gotext import shown
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import flag
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.plain_table import plain_table
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS = (flag("output", "o"),)


def run(command: Invocation) -> Outcome:
    """Print name, groups and the rest as a table, or the review as ``-o`` asks."""
    try:
        review = command.client.create("selfsubjectreviews.authentication.k8s.io", "", {})
    except StatusError as problem:
        if problem.reason != "Forbidden":
            raise
        raise error(
            "the selfsubjectreviews API is not enabled in the cluster or you do not have "
            "permission to call it"
        ) from problem
    if command.value("output"):
        command.show(command.value("output"), review, typed=True)
        return Exit()
    info = review["status"]["userInfo"]
    rows = [["Username", info["username"]]]
    if info.get("uid"):
        rows.append(["UID", info["uid"]])
    if info.get("groups"):
        rows.append(["Groups", shown(info["groups"])])
    rows += [
        [f"Extra: {key}", shown(info["extra"][key])] for key in sorted(info.get("extra") or ())
    ]
    command.write(plain_table(("ATTRIBUTE", "VALUE"), rows))
    return Exit()
