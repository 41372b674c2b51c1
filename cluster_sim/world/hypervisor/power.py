"""Power: the commands that switch hosts and VMs on and off, and the boot in between."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.hypervisor.hosts import HOSTS, OFF, ON, host_named, is_on, set_power
from cluster_sim.world.hypervisor.vms import (
    BOOTING,
    BY_HOST,
    PAUSED,
    RUNNING,
    STOPPED,
    VM,
    VMS,
    check_room,
    phase_of,
    set_phase,
    vm_named,
)
from cluster_sim.world.kernel.world import SECOND, CommandRefused, World

BOOTED = "vm booted"
# A Debian 12 cloud image under KVM takes 15 to 25 s from firmware to a started systemd unit
# (``systemd-analyze``: firmware and loader 3 s, kernel 3 s, initrd 3 s, userspace 8 to 15 s);
# after a power cut the file systems are checked first, which adds a few seconds.
BOOT_SHORTEST, BOOT_LONGEST = 20 * SECOND, 40 * SECOND


def power_off(world: World, args: dict[str, Any]) -> None:
    """Command ``power-off`` {host}: the host and every VM on it stop at this very moment.

    CommandRefused: ``unknown-host``, ``already-off``.
    """
    host = host_named(world, args.get("host"))
    if not is_on(host):
        raise CommandRefused("already-off", host=args["host"])
    with world.because(set_power(world, host, OFF)):
        for vm in world.store.by_index(VMS, BY_HOST, args["host"]):
            if phase_of(vm) != STOPPED:
                set_phase(world, vm, STOPPED)


def power_on(world: World, args: dict[str, Any]) -> None:
    """Command ``power-on`` {host}: the host comes up and boots its VMs that start by themselves.

    CommandRefused: ``unknown-host``, ``already-on``.
    """
    host = host_named(world, args.get("host"))
    if is_on(host):
        raise CommandRefused("already-on", host=args["host"])
    with world.because(set_power(world, host, ON)):
        for vm in world.store.by_index(VMS, BY_HOST, args["host"]):
            if vm["spec"].get("autostart", True):
                _boot(world, vm)


def vm_stop(world: World, args: dict[str, Any]) -> None:
    """Command ``vm-stop`` {vm}: the VM is switched off hard, as if its plug were pulled.

    CommandRefused: ``unknown-vm``, ``already-stopped``.
    """
    vm = vm_named(world, args.get("vm"))
    if phase_of(vm) == STOPPED:
        raise CommandRefused("already-stopped", vm=args["vm"])
    set_phase(world, vm, STOPPED)


def vm_start(world: World, args: dict[str, Any]) -> None:
    """Command ``vm-start`` {vm}: the VM begins to boot.

    CommandRefused: ``unknown-vm``, ``already-running`` (booting and paused count), ``host-off``,
    ``no-capacity``.
    """
    vm = vm_named(world, args.get("vm"))
    if phase_of(vm) != STOPPED:
        raise CommandRefused("already-running", vm=args["vm"])
    host = world.store.get(HOSTS, "", vm["spec"]["host"])
    if host is None or not is_on(host):
        raise CommandRefused("host-off", vm=args["vm"], host=vm["spec"]["host"])
    check_room(world, host, vm)
    _boot(world, vm)


def vm_pause(world: World, args: dict[str, Any]) -> None:
    """Command ``vm-pause`` {vm}: the VM stands still and keeps its memory (``virsh suspend``).

    CommandRefused: ``unknown-vm``, ``already-stopped``, ``not-running`` (booting, or paused).
    """
    vm = vm_named(world, args.get("vm"))
    if phase_of(vm) == STOPPED:
        raise CommandRefused("already-stopped", vm=args["vm"])
    if phase_of(vm) != RUNNING:
        raise CommandRefused("not-running", vm=args["vm"])
    set_phase(world, vm, PAUSED)


def vm_resume(world: World, args: dict[str, Any]) -> None:
    """Command ``vm-resume`` {vm}: the VM goes on where it stood still.

    CommandRefused: ``unknown-vm``, ``not-paused``.
    """
    vm = vm_named(world, args.get("vm"))
    if phase_of(vm) != PAUSED:
        raise CommandRefused("not-paused", vm=args["vm"])
    set_phase(world, vm, RUNNING)


def booted(world: World, name: str, due: int) -> None:
    """Handler: the boot that was to end now did so, unless the VM was stopped meanwhile."""
    vm = world.store.get(VMS, "", name)
    if vm is not None and vm["status"] == {"phase": BOOTING, "bootDone": due}:
        set_phase(world, vm, RUNNING)


def _boot(world: World, vm: VM) -> None:
    time = world.chance.between("vm boot", BOOT_SHORTEST, BOOT_LONGEST)
    done = world.now + time
    set_phase(world, vm, BOOTING, done)
    world.schedule(time, BOOTED, vm["metadata"]["name"], done)
