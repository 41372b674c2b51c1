"""What hosts, hypervisors and virtual machines bring into a world."""

from __future__ import annotations

from cluster_sim.world.hypervisor import power, vms
from cluster_sim.world.kernel.system import System


def register(system: System) -> None:
    """Bring the indexes, the commands and the boot of virtual machines."""
    system.index(vms.VMS, vms.BY_HOST, vms.on_host)
    system.index(vms.VMS, vms.BY_NODE, vms.as_node)
    system.command("power-off", power.power_off)
    system.command("power-on", power.power_on)
    system.command("vm-stop", power.vm_stop)
    system.command("vm-start", power.vm_start)
    system.command("vm-pause", power.vm_pause)
    system.command("vm-resume", power.vm_resume)
    system.handler(power.BOOTED, power.booted)
