"""A host loses its power, gets it back, and its virtual machines follow."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.hypervisor import registration
from cluster_sim.world.hypervisor.hosts import add_host
from cluster_sim.world.hypervisor.vms import add_vm
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, CommandRefused, World

GIB = 1 << 30


def data_centre(seed: int = 7) -> World:
    system = System()
    registration.register(system)
    world = World(system, seed)
    for number in (1, 2):
        add_host(world, f"baie-{number}", 8, 32 * GIB)
        add_vm(world, f"vm-{number}", f"baie-{number}", 4, 8 * GIB)
    add_vm(world, "manuelle", "baie-1", 2, 4 * GIB, autostart=False)
    return world


def phases(world: World) -> dict[str, str]:
    return {vm["metadata"]["name"]: vm["status"]["phase"] for vm in world.store.all("vms")}


def test_a_power_cut_stops_every_vm_of_the_host_at_once_and_because_of_the_command() -> None:
    world = data_centre()
    command = world.command("power-off", {"host": "baie-1"}, "student")
    assert phases(world) == {"vm-1": "Stopped", "vm-2": "Running", "manuelle": "Stopped"}
    stopped = world.history.since(command.revision)
    assert {change.time for change in stopped} == {0}
    assert {change.actor for change in stopped} == {"hypervisor/baie-1"}
    host, *machines = stopped
    assert host.cause == command.revision
    assert all(change.cause == host.revision for change in machines)


def test_power_comes_back_and_only_vms_with_autostart_boot() -> None:
    world = data_centre()
    world.command("power-off", {"host": "baie-1"}, "student")
    world.command("power-on", {"host": "baie-1"}, "student")
    assert phases(world)["vm-1"] == "Booting"
    done = world.store.get("vms", "", "vm-1")["status"]["bootDone"]
    assert 20 * SECOND <= done <= 40 * SECOND
    world.run_until(done - 1)
    assert phases(world)["vm-1"] == "Booting"
    world.run_until(done)
    assert phases(world) == {"vm-1": "Running", "vm-2": "Running", "manuelle": "Stopped"}


def test_a_cut_in_the_middle_of_a_boot_ends_that_boot_for_good() -> None:
    world = data_centre()
    for command in ("power-off", "power-on", "power-off"):
        world.command(command, {"host": "baie-1"}, "student")
    world.run_until(60 * SECOND)
    assert phases(world)["vm-1"] == "Stopped"


@pytest.mark.parametrize(
    ("kind", "args", "code"),
    [
        ("power-off", {"host": "baie-9"}, "unknown-host"),
        ("power-off", {"host": ["baie-1"]}, "unknown-host"),
        ("power-on", {}, "unknown-host"),
        ("power-on", {"host": "baie-1"}, "already-on"),
        ("vm-start", {"vm": "vm-1"}, "already-running"),
        ("vm-stop", {"vm": "vm-9"}, "unknown-vm"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_reason(
    kind: str, args: dict[str, object], code: str
) -> None:
    world = data_centre()
    with pytest.raises(CommandRefused) as refusal:
        world.command(kind, args, "student")
    assert refusal.value.code == code


def test_a_vm_does_not_start_without_power_nor_without_memory() -> None:
    world = data_centre()
    world.command("power-off", {"host": "baie-1"}, "student")
    with pytest.raises(CommandRefused, match="host-off"):
        world.command("vm-start", {"vm": "vm-1"}, "student")
    with pytest.raises(CommandRefused, match="no-capacity"):
        add_vm(world, "énorme", "baie-2", 4, 25 * GIB)


@given(
    st.integers(0, 2**32),
    st.lists(
        st.tuples(
            st.sampled_from(["power-off", "power-on", "vm-stop", "vm-start"]),
            st.sampled_from(["1", "2"]),
            st.integers(0, 50 * SECOND),
        ),
        max_size=25,
    ),
)
def test_no_vm_ever_runs_on_a_host_without_power(
    seed: int, commands: list[tuple[str, str, int]]
) -> None:
    world = data_centre(seed)
    for kind, number, wait in commands:
        args = {"host": f"baie-{number}"} if kind.startswith("power") else {"vm": f"vm-{number}"}
        with contextlib.suppress(CommandRefused):
            world.command(kind, args, "student")
        world.run_until(world.now + wait)
        for vm in world.store.all("vms"):
            host = world.store.get("hosts", "", vm["spec"]["host"])
            assert vm["status"]["phase"] == "Stopped" or host["status"]["power"] == "On"
