"""Start, stop and health of the lab host that lives in this process."""

from __future__ import annotations

from cluster_sim.live.host import LabHost

_hosts: list[LabHost] = []


def host() -> LabHost:
    """The host of this process; RuntimeError before ``start``."""
    if not _hosts:
        raise RuntimeError("the lab host has not been started")
    return _hosts[-1]


async def start() -> None:
    """Begin to host labs."""
    _hosts.append(LabHost())
    await _hosts[-1].start()


async def stop() -> None:
    """Checkpoint every hosted lab and stop."""
    if _hosts:
        await _hosts.pop().stop()


async def healthy() -> bool:
    """Whether the host advances its labs."""
    return bool(_hosts) and _hosts[-1].healthy()
