"""One lab may be heavy; the others notice nothing, and even that one stays usable."""

from __future__ import annotations

from itertools import count

import pytest

from cluster_sim import services
from cluster_sim.live import living as lives
from cluster_sim.live.host import LabHost
from cluster_sim.live.opening import MOST_BUDGET
from cluster_sim.live.replaying import EVENTS_AT_ONCE
from cluster_sim.world.kernel.world import SECOND, World
from tests.live.browser import Browser, Snapshot
from tests.live.conftest import new_lab, pods, running
from tests.live.test_frames import hosted

ENDLESS = "i=0; while true; do i=$((i+1)); kubectl run p$i --image=nginx; done"
TOO_MANY = "kubectl create deployment web --image=nginx:1.27 --replicas=1000000"


@pytest.mark.parametrize("line", [ENDLESS, TOO_MANY, "while true; do :; done", "yes | cat"])
def test_a_turn_ends_with_its_budget(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A clock on which each look takes a millisecond: turns are counted, not timed.
    ticks = count()
    monkeypatch.setattr(lives, "perf_counter", lambda: next(ticks) / 1000)
    ran = 0
    step = World.step

    def counted(world: World) -> bool:
        nonlocal ran
        ran += 1
        return step(world)

    monkeypatch.setattr(World, "step", counted)
    lab = hosted().living
    lab.do(lab.prepare("shell", {"terminal": "t1", "text": line}))
    for _ in range(30):
        before, ran = lab.world.now, 0
        arrived = lab.advance(lab.world.now + 3600 * SECOND, MOST_BUDGET)
        assert ran <= EVENTS_AT_ONCE * (MOST_BUDGET * 1000 + 2)
        assert arrived or lab.world.now >= before
    assert not lab.faults
    assert len(lab.world.store.table("pods")) <= 400


async def test_the_neighbours_of_an_endless_loop_see_their_frames(
    host: LabHost, owner: str
) -> None:
    heavy, light = await new_lab(owner), await new_lab(owner)
    async with Browser(heavy.public_id, owner) as one, Browser(light.public_id, owner) as other:
        await one.listed()
        await other.listed()
        await one.clock("speed", speed=1000)
        await one.type(TOO_MANY)
        await one.type(ENDLESS)
        await one.until(lambda seen: len(pods(seen)) > 50)
        for number in range(5):
            begun = host.rounds
            await other.type(f"echo round-{number}")
            await other.until(lambda seen, n=number: printed(seen, f"round-{n}"))
            # Two for the echo itself, which takes lab time, and one to be seen.
            assert host.rounds - begun <= 4
        assert (await one.do("interrupt", terminal="t1"))["type"] == "ok"
        seen = await one.look()
        assert seen.terminals["t1"].rstrip().endswith("$")


def printed(seen: Snapshot, line: str) -> bool:
    """Whether the first terminal shows that line by itself, not only as part of what was typed."""
    return line in seen.terminals["t1"].splitlines()


async def test_a_full_lab_can_be_looked_at_and_forked(
    host: LabHost, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        begun = (await page.listed()).revision
        monkeypatch.setattr(lives, "MOST_REVISIONS", begun + 40)
        await page.clock("speed", speed=60)
        await page.until(lambda seen: seen.time > 0)
        await page.type("kubectl create deployment web --image=nginx:1.27 --replicas=9")
        full = await page.until(lambda seen: seen.clock["full"])
        time, revision = full.time, full.revision
        assert (await page.type("echo more"))["code"] == "limit"
        assert (await page.look()).revision == revision
        await page.send({"type": "seek", "time": time // 2})
        assert (await page.listed()).revision < revision
        fork = await page.ask({"type": "fork", "time": 0})
        async with Browser(fork["lab"], owner) as other:
            assert (await other.listed()).revision == begun
            assert (await other.type("echo more"))["type"] == "ok"


async def test_commands_weigh_and_labs_are_counted(
    host: LabHost, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lives, "MOST_BYTES", 1000)
    monkeypatch.setattr(services, "MOST_LABS", 2)
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        assert (await page.do("write", path="a", text="x" * 900))["type"] == "ok"
        assert (await page.do("write", path="a", text="y" * 900))["code"] == "limit"
        assert (await page.ask({"type": "fork"}))["type"] == "forked"
        assert (await page.ask({"type": "fork"}))["code"] == "too-many-labs"


async def test_frames_come_ten_times_a_second_at_most(
    host: LabHost, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        one = host.labs[lab.pk]
        now = [1000.0]
        monkeypatch.setattr("cluster_sim.live.hosted.monotonic", lambda: now[0])
        one._frame_at = 0.0
        drawn = 0
        for _ in range(1000):
            now[0] += 0.01
            one.clock_changed = True
            if one.may_show():
                drawn += one.draw(set())[0] is not None
        assert 95 <= drawn <= 101


async def test_who_does_not_read_gets_the_newest_frame(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        viewer = next(iter(host.labs[lab.pk].hub.viewers))
        for frame in (b"1", b"2", b"3"):
            viewer.show(frame)
        assert await viewer.next() == b"3"
        await page.clock("speed", speed=60)
        await page.type("kubectl create deployment web --image=nginx:1.27 --replicas=3")
        # One frame falls by the wayside: the page lists again and has everything.
        page.snapshot.revision -= 1
        await page.until(running(3))
        assert page.gaps == 1


async def test_a_lab_of_heavy_objects_is_full_before_its_history_is_long(
    host: LabHost, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        begun = await page.listed()
        living = host.labs[lab.pk].living
        assert not living.full
        monkeypatch.setattr(lives, "MOST_WEIGHT", living._weigh() + 2**20)
        for number in range(8):
            name = f"big-{number}.txt"
            assert (await page.do("write", path=name, text="x" * 150_000))["type"] in (
                "ok",
                "error",
            )
        assert (await page.type("echo more"))["code"] == "limit"
        assert living.world.revision < begun.revision + 100
