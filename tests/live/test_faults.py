"""What breaks, breaks alone: commands, events, labs, checkpoints, the database."""

from __future__ import annotations

from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import OperationalError

from cluster_sim import services
from cluster_sim.live import keeping
from cluster_sim.live.host import LabHost
from cluster_sim.models import Checkpoint, Lab
from cluster_sim.services import append_command
from cluster_sim.world import assembly
from cluster_sim.world.kernel.history import Key
from cluster_sim.world.kernel.world import SECOND, World
from tests.live.browser import Browser
from tests.live.conftest import again, new_lab, running, stored_commands

WEB = "kubectl create deployment web --image=nginx:1.27 --replicas=3"


def poison(world: World, args: dict[str, Any]) -> None:
    """Half a change, then an accident."""
    world.write(Key("hosts", "", "ghost"), {"metadata": {"name": "ghost"}}, "poison")
    raise ZeroDivisionError


def time_bomb(world: World, args: dict[str, Any]) -> None:
    """All goes well, until five seconds later."""
    world.schedule(5 * SECOND, "bomb")


def bomb(world: World) -> None:
    world.write(Key("configmaps", "default", "crater"), {"metadata": {"name": "crater"}}, "bomb")
    raise RecursionError


@pytest.fixture
def traps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A world in which two commands are not what they seem."""
    system = assembly.system()
    monkeypatch.setitem(system.commands, "vm-stop", poison)
    monkeypatch.setitem(system.commands, "vm-start", time_bomb)
    monkeypatch.setitem(system.handlers, "bomb", bomb)


@database_sync_to_async
def change_checkpoint(lab: Lab, **values: Any) -> int:
    return Checkpoint.objects.filter(lab=lab).update(**values)


@pytest.mark.usefixtures("traps")
async def test_a_poisonous_command_is_refused_and_skipped_ever_after(
    host: LabHost, owner: str
) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        await page.clock("speed", speed=60)
        await page.type(WEB)
        await page.until(running(3))
        await page.clock("pause")
        before = (await page.look()).face()
        answer = await page.do("vm-stop", vm="noeud-1")
        assert (answer["type"], answer["code"]) == ("error", "failed")
        assert (await page.look()).face() == before
        await page.type("echo still here")
        await page.clock("step")
        after = (await page.look()).face()
    assert [command.failed for command in await stored_commands(lab)] == [False, True, False]
    await again()
    await change_checkpoint(lab, code="older")
    async with Browser(lab.public_id, owner) as page:
        assert (await page.listed()).face() == after


@pytest.mark.usefixtures("traps")
async def test_a_poisonous_command_that_nobody_noted_is_found_when_the_lab_opens(
    host: LabHost, owner: str
) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        await page.clock("pause")
        command = host.labs[lab.pk].living.prepare("vm-stop", {"vm": "noeud-1"})
    await again()
    await database_sync_to_async(append_command)(command)
    await change_checkpoint(lab, code="older")
    async with Browser(lab.public_id, owner) as page:
        seen = await page.listed()
        assert ("hosts", "", "ghost") not in seen.objects
    assert [command.failed for command in await stored_commands(lab)] == [True]


@pytest.mark.usefixtures("traps")
async def test_an_event_that_breaks_is_told_and_the_lab_goes_on(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner, language="en") as page:
        await page.listed()
        await page.clock("speed", speed=60)
        assert (await page.do("vm-start", vm="noeud-1"))["type"] == "ok"
        await page.type(WEB)
        await page.until(running(3))
        await page.until(lambda seen: ("configmaps", "default", "crater") in seen.objects)
        assert [reply["code"] for reply in page.replies if reply["type"] == "error"] == [
            "event-failed"
        ]
        await page.clock("pause")
        end = (await page.look()).face()
    await again()
    await change_checkpoint(lab, code="older")
    async with Browser(lab.public_id, owner) as page:
        assert (await page.listed()).face() == end


async def test_a_lab_that_fails_takes_no_other_down_and_comes_back(
    host: LabHost, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cluster_sim.live.opening.FAILED_FOR", 0.0)
    sick, well = await new_lab(owner), await new_lab(owner)
    async with Browser(sick.public_id, owner) as one, Browser(well.public_id, owner) as other:
        await one.listed()
        await other.listed()
        await one.type(WEB)

        def fall(*_: object) -> bool:
            raise MemoryError

        monkeypatch.setattr(host.labs[sick.pk].living, "advance", fall)
        while one.closed is None:
            await one.receive()
        assert one.closed == 4011
        assert one.replies[-1]["code"] == "lab-failed"
        assert (await other.type("echo untouched"))["type"] == "ok"
        async with Browser(sick.public_id, owner) as anew:
            assert WEB in (await anew.listed()).terminals["t1"]
            assert (await anew.type("echo back"))["type"] == "ok"
    assert host.healthy()


@pytest.mark.parametrize(
    "damage",
    [
        {"code": "of an older program"},
        {"data": b"no pickle at all"},
        {"data": b""},
        {"data": b"x\x9cK,I\xce\xcf-(J-.\x06\x00\x12\xa3\x03\xeb"},
    ],
)
async def test_without_its_checkpoint_a_lab_is_lived_again(
    host: LabHost, owner: str, damage: dict[str, Any]
) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        await page.clock("speed", speed=60)
        await page.type(WEB)
        await page.until(running(3))
        await page.clock("pause")
        end = (await page.look()).face()
    await again()
    async with Browser(lab.public_id, owner) as page:
        assert (await page.listed()).face() == end
    await again()
    assert await change_checkpoint(lab, **damage) == 1
    async with Browser(lab.public_id, owner) as page:
        seen = await page.listed()
        assert seen.face() == end
        assert seen.clock["paused"]


async def test_a_database_that_does_not_answer_stops_no_clock(
    host: LabHost, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = await new_lab(owner)

    def locked(*_: object) -> None:
        raise OperationalError("database is locked")

    async with Browser(lab.public_id, owner, language="en") as page:
        await page.listed()
        with monkeypatch.context() as broken:
            broken.setattr(services, "append_command", locked)
            broken.setattr(keeping, "save", locked)
            before = (await page.look()).revision
            answer = await page.type(WEB)
            assert answer["code"] == "not-stored"
            now = (await page.look()).time
            assert (await page.until(lambda seen: seen.time > now)).revision == before
        assert (await page.type(WEB))["type"] == "ok"
    assert len(await stored_commands(lab)) == 1


async def test_a_second_writer_does_not_split_the_lab(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        other = host.labs[lab.pk].living.prepare("power-off", {"host": "baie-3"})
        await database_sync_to_async(append_command)(other)
        await page.send({"type": "command", "kind": "power-off", "args": {"host": "baie-1"}})
        while page.closed is None:
            await page.receive()
        assert page.replies[-1]["code"] == "busy"
    async with Browser(lab.public_id, owner) as page:
        hosts = (await page.listed()).objects
        assert hosts["hosts", "", "baie-1"]["power"] == "On"
        assert hosts["hosts", "", "baie-3"]["power"] == "Off"
