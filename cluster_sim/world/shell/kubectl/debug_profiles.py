"""What ``kubectl debug --profile`` sets on the container that it adds.

pkg/cmd/debug/profiles.go
"""

from __future__ import annotations

from typing import Any

from cluster_sim.world.shell.kubectl.failure import error

PROFILES = ("general", "baseline", "restricted", "netadmin", "sysadmin", "legacy", "auto")
GENERAL = "general"


def check(profile: str) -> None:
    """Failure for a profile that kubectl does not know."""
    if profile not in PROFILES:
        raise error(f"unknown profile: {profile}")


def context_of(profile: str, on_node: bool) -> dict[str, Any]:
    """The container's security context; empty: it has none."""
    if profile == "restricted":
        return {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "runAsNonRoot": True,
            "seccompProfile": {"type": "RuntimeDefault"},
        }
    if profile == "netadmin":
        return {"capabilities": {"add": ["NET_ADMIN", "NET_RAW"]}}
    if profile == "sysadmin":
        return {"privileged": True}
    if profile == GENERAL and not on_node:
        return {"capabilities": {"add": ["SYS_PTRACE"]}}
    return {}
