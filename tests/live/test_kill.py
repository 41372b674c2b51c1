"""The power cut of the server: a lab goes on as if nothing had happened."""

from __future__ import annotations

import json
import signal
import sqlite3
from pathlib import Path
from typing import Any

from bench.client.guest import Guest
from cluster_sim.live.album import Album
from cluster_sim.live.code import fingerprint
from cluster_sim.live.replaying import Replay, begin
from cluster_sim.models import Command
from cluster_sim.world import assembly
from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.world import SECOND, World
from tests.live.browser import FarBrowser, Snapshot
from tests.live.conftest import pods, running
from tests.services import site as sites

CREATE = "kubectl create deployment web --image=nginx:1.27 --replicas=6"
UPDATE = "kubectl set image deployment/web nginx=nginx:1.28"


class Rows:
    """What the site has stored of its one lab."""

    def __init__(self, var: Path) -> None:
        self._database = sqlite3.connect(var / "grappe.sqlite3")
        self._database.row_factory = sqlite3.Row

    def all(self, table: str, where: str = "1") -> list[dict[str, Any]]:
        rows = self._database.execute(f"SELECT * FROM cluster_sim_{table} WHERE {where}")
        return [dict(row) for row in rows]

    def kept(self) -> World:
        """The world of the lab's checkpoint."""
        (row,) = self.all("checkpoint")
        assert row["code"] == fingerprint()
        return checkpoint.load(assembly.system(), row["data"])

    def never_killed(self, time: int) -> World:
        """A world that did the same commands at the same times and met no power cut."""
        (lab,) = self.all("lab", "owner LIKE 'learner:%'")
        names = ("sequence", "time", "actor", "kind")
        commands = [
            Command(**{name: row[name] for name in names}, args=json.loads(row["args"]))
            for row in self.all("command", "1 ORDER BY sequence")
        ]
        return Replay(begin(lab["scenario"], lab["seed"]), 0, commands, time, Album()).finish()


def half_way(seen: Snapshot) -> bool:
    """Pods of two ReplicaSets: the rollout is under way."""
    names = {key[2] for key in seen.objects if key[:2] == ("replicasets.apps", "default")}
    return len(names) == 2 and len(pods(seen)) > 0


def updated(seen: Snapshot) -> bool:
    images = [pod["containers"][0]["image"] for pod in pods(seen)]
    return images == ["nginx:1.28"] * 6 and running(6)(seen)


async def test_a_rollout_goes_on_after_a_power_cut(tmp_path: Path) -> None:
    with sites.running(tmp_path) as site:
        guest = Guest(site.url)
        lab = guest.open_lab("three-nodes")
        async with FarBrowser(site.url, lab, guest.cookies) as page:
            await page.listed()
            await page.clock("speed", speed=20)
            await page.type(CREATE)
            await page.until(running(6))
            await page.clock("speed", speed=1)
            begun = (await page.look()).time
            await page.type(UPDATE)
            await page.until(half_way)
            site.stop(signal.SIGKILL)
            while page.closed is None:
                await page.receive()
        site.start()
        async with FarBrowser(site.url, lab, guest.cookies) as page:
            found = await page.listed()
            # What nobody typed may be lived once more, two seconds of wall time at most.
            assert begun <= found.time
            assert not updated(found)
            assert UPDATE in found.terminals["t1"]
            await page.clock("speed", speed=100)
            await page.until(updated)
            await page.do("power-off", host="baie-1")
            end = (await page.look()).time
            await page.until(lambda seen: seen.time > end + 400 * SECOND)
        assert site.health()["checks"]["lab_host"]["ok"]
        site.stop()
        rows = Rows(tmp_path)
        lived = rows.kept()
        # A server may stop in the middle of a moment.
        lived.run_until(lived.now)
        again = rows.never_killed(lived.now)
        assert lived.history.changes == again.history.changes
        assert sorted(lived.agenda.events) == sorted(again.agenda.events)
        assert lived.chance.states == again.chance.states
        assert lived.memory == again.memory
