"""Whether a container that has ended runs again: the pod's policy, its own, and its rules.

Containers may have a restartPolicy and restartPolicyRules of their own (feature
ContainerRestartRules, beta and on since 1.35); pkg/kubelet/container/helpers.go
(ShouldContainerBeRestarted).
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object

RESTART, RESTART_ALL = "Restart", "RestartAllContainers"


def restarts(pod: Object, spec: dict[str, Any], code: int, init: bool) -> bool:
    """Whether the container with that exit code is started again.

    Init containers that ended well do not run again, whatever the policy; sidecars always do.
    """
    if init and spec.get("restartPolicy") == "Always":
        return True
    if init and code == 0:
        return False
    if rule_for(spec, code):
        return True
    policy = spec.get("restartPolicy") or pod["spec"].get("restartPolicy", "Always")
    return policy == "Always" or (policy == "OnFailure" and code != 0)


def rule_for(spec: dict[str, Any], code: int) -> str:
    """The action of the first rule that the exit code meets; empty when there is none."""
    for rule in spec.get("restartPolicyRules") or ():
        wanted = rule.get("exitCodes") or {}
        among = code in (wanted.get("values") or ())
        if among == (wanted.get("operator") == "In") and wanted:
            return str(rule.get("action", RESTART))
    return ""
