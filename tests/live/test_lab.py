"""A lab, alive: seen through its websocket by one, two and other people's browsers."""

from __future__ import annotations

from uuid import uuid4

import pytest

from cluster_sim.live.host import LabHost
from cluster_sim.world.kernel.world import SECOND
from tests.live.browser import Browser, Snapshot, cookie
from tests.live.conftest import new_lab, pods, running, stored_commands

WEB = "kubectl create deployment web --image=nginx:1.27 --replicas=3"


async def test_a_deployment_typed_in_a_terminal_comes_alive(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        assert (await page.clock("speed", speed=60))["type"] == "ok"
        assert (await page.type(WEB))["type"] == "ok"
        seen = await page.until(running(3))
        assert "deployment.apps/web created" in seen.terminals["t1"]
        assert page.gaps == 0


async def test_two_tabs_see_the_same(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as one, Browser(lab.public_id, owner) as two:
        await one.listed()
        await two.listed()
        await one.clock("speed", speed=60)
        await one.type(WEB)
        await two.until(running(3))
        await two.clock("pause")
        end = (await two.look()).face()
        assert (await one.until(lambda seen: seen.revision == end["revision"])).face() == end


async def test_the_clock_obeys(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        await page.clock("speed", speed=1000)
        await page.until(lambda seen: seen.time > 100 * SECOND)
        await page.clock("pause")
        stopped = (await page.look()).time
        while (await page.receive())["type"] != "delta":
            continue
        assert (await page.look()).time == stopped
        assert (await page.clock("speed", speed=1001))["code"] == "malformed"


async def test_a_step_shows_the_next_change_and_stops(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        await page.clock("pause")
        await page.type(WEB)
        revision = (await page.look()).revision
        for _ in range(5):
            await page.clock("step")
            seen = await page.look()
            assert seen.revision > revision
            assert seen.clock["paused"]
            revision = seen.revision


async def test_the_past_is_shown_to_who_asks_and_to_nobody_else(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page, Browser(lab.public_id, owner) as other:
        await page.listed()
        await other.listed()
        await page.clock("speed", speed=100)
        await page.type(WEB)
        before = await page.until(lambda seen: bool(pods(seen)))
        moment, then = before.time, before.face()
        await page.until(running(3))
        await page.clock("pause")
        await page.look()
        await page.send({"type": "seek", "time": moment})
        past = await page.listed()
        assert not past.clock["live"]
        assert {**past.face(), "markers": []} == {**then, "markers": []}
        assert (await page.type("kubectl get pods"))["code"] == "past"
        assert (await other.look()).clock["live"]
        await page.send({"type": "seek", "time": None})
        assert running(3)(await page.listed())


async def test_a_fork_goes_its_own_way(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        await page.clock("speed", speed=100)
        await page.type(WEB)
        moment = (await page.until(running(3))).time
        await page.until(lambda seen: seen.time > moment)
        assert (await page.do("power-off", host="baie-1"))["type"] == "ok"
        forked = await page.ask({"type": "fork", "time": moment})
        assert forked["type"] == "forked"
        async with Browser(forked["lab"], owner) as fork:
            begun = await fork.listed()
            assert begun.time == moment
            assert begun.lab["parent"] == {"id": lab.public_id, "time": moment}
            assert begun.objects["hosts", "", "baie-1"]["power"] == "On"
            assert (await fork.do("power-off", host="baie-2"))["type"] == "ok"
            seen = await fork.look()
        assert (await page.look()).objects["hosts", "", "baie-2"]["power"] == "On"
        assert seen.objects["hosts", "", "baie-2"]["power"] == "Off"


async def test_a_visitor_may_look_and_fork_but_never_act(host: LabHost, owner: str) -> None:
    lab, visitor = await new_lab(owner), f"learner:{uuid4()}"
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        token = (await page.ask({"type": "share"}))["url"].rstrip("/").rpartition("/")[2]
    async with Browser(lab.public_id, visitor, token, language="en") as guest:
        seen = await guest.listed()
        then = seen.face()
        assert seen.lab["mode"] == "replay"
        refused = [
            await guest.type(WEB),
            await guest.do("power-off", host="baie-1"),
            await guest.clock("resume"),
            await guest.ask({"type": "share"}),
        ]
        assert {answer["code"] for answer in refused} == {"forbidden"}
        assert "Fork it" in refused[0]["message"]
        forked = await guest.ask({"type": "fork"})
        assert (await guest.look()).face() == then
    assert await stored_commands(lab) == []
    async with Browser(forked["lab"], visitor) as own:
        assert (await own.listed()).lab["mode"] == "owner"


@pytest.mark.parametrize("headers", [[], [cookie("learner:" + str(uuid4()))]])
async def test_a_lab_of_somebody_else_stays_closed(
    host: LabHost, owner: str, headers: list[tuple[bytes, bytes]]
) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, headers=headers) as page:
        assert (await page.receive())["code"] == 4003
    assert not host.labs


async def test_a_forged_cookie_and_a_wrong_token_open_nothing(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    name, value = cookie(owner)
    forged = [(name, value[:-3] + b"abc")]
    async with Browser(lab.public_id, headers=forged) as page:
        assert (await page.receive())["code"] == 4003
    async with Browser(lab.public_id, owner, token="wrong") as page:
        assert (await page.receive())["code"] == 4003
    async with Browser("nowhere", owner) as page:
        assert (await page.receive())["code"] == 4004
    assert not host.labs


async def test_the_showcase_is_for_all_to_see_and_leaves_nothing(
    host: LabHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = await new_lab("public", "showcase", purpose="home")
    async with Browser(lab.public_id) as page:
        seen = await page.listed()
        begun = seen.revision
        assert seen.lab["mode"] == "showcase"
        assert len(pods(seen)) == 8
        for message in ({"type": "fork"}, {"type": "seek", "time": 0}, {"type": "share"}):
            assert (await page.ask(message))["code"] == "forbidden"
        assert (await page.type(WEB))["code"] == "forbidden"
        monkeypatch.setattr("cluster_sim.live.living.MOST_REVISIONS_SHOWN", begun + 50)
        host.labs[lab.pk].pace.speed = 100.0
        fresh: Snapshot = await page.listed()
        assert fresh.time < 10 * SECOND
        assert fresh.revision <= begun + 50
        assert page.gaps == 0
