"""/proc as the runtime masks it, with a user namespace too (restricted, from 1.35 on)."""

from __future__ import annotations

from cluster_sim.world.kube.api.admission.pod_security import proc_mount_baseline
from cluster_sim.world.kube.api.admission.pod_security.check import RESTRICTED, Check, Version

CHECK = Check(
    "procMount_restricted",
    RESTRICTED,
    (Version(35, proc_mount_baseline.judge, (proc_mount_baseline.ID,)),),
)
