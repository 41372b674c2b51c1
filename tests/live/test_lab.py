"""A lab, alive: seen through its websocket by one, two and other people's browsers."""

from __future__ import annotations

from cluster_sim.live.host import LabHost
from tests.live.browser import Browser
from tests.live.conftest import new_lab

WEB = "kubectl create deployment web --image=nginx:1.27 --replicas=3"


def running(snapshot, count):
    web = [card for key, card in snapshot.objects.items() if key[:2] == ("pods", "default")]
    return sum(card["status"] == "Running" for card in web) == count


async def test_a_deployment_typed_in_a_terminal_comes_alive(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as page:
        await page.listed()
        assert (await page.clock("speed", speed=60))["type"] == "ok"
        assert (await page.type(WEB))["type"] == "ok"
        seen = await page.until(lambda snapshot: running(snapshot, 3))
        assert "deployment.apps/web created" in seen.terminals["t1"]
        assert seen.face() == (await page.look()).face()


async def test_two_tabs_see_the_same(host: LabHost, owner: str) -> None:
    lab = await new_lab(owner)
    async with Browser(lab.public_id, owner) as one, Browser(lab.public_id, owner) as two:
        await one.listed()
        await two.listed()
        await one.clock("speed", speed=60)
        await one.type(WEB)
        await two.until(lambda snapshot: running(snapshot, 3))
        await two.clock("pause")
        end = (await two.look()).face()
        assert (await one.until(lambda s: s.revision == end["revision"])).face() == end
