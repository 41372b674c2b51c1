"""`/healthz` tells the truth about each part, and the server starts and stops them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from channels.layers import get_channel_layer
from django.test import AsyncClient

from cluster_sim.live import lifespan as labs
from config import health
from config.lifespan import Lifespan

pytestmark = pytest.mark.django_db(transaction=True)


async def nothing(*_: Any) -> None:
    """An application that is never asked."""


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> AsyncIterator[Lifespan]:
    """What a server starts with the site; its worker is ours in the scaled mode too."""
    monkeypatch.setitem(health.CHECKS, "worker", health.Worker())
    lifespan = Lifespan(nothing)
    settings.REDIS_URL = ""
    await lifespan.start()
    yield lifespan
    await lifespan.stop()


async def failing() -> list[str]:
    """The parts that `/healthz` says are down, after checking that its status agrees."""
    answer = await AsyncClient().get("/healthz")
    checks = answer.json()["checks"]
    down = [name for name, check in checks.items() if not check["ok"]]
    assert all(check["ok"] or check["error"] for check in checks.values())
    assert answer.status_code == (503 if down else 200)
    assert "no-store" in answer["Cache-Control"]
    return down


async def test_a_running_site_is_well(server: Lifespan) -> None:
    assert await failing() == []


async def test_a_stopped_worker_is_reported(
    server: Lifespan, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.worker.stop()
    monkeypatch.setattr(health, "TIMEOUT", 0.3)
    assert await failing() == ["worker"]


async def test_a_lost_channel_layer_is_reported(
    server: Lifespan, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: Any) -> None:
        raise ConnectionError("gone")

    monkeypatch.setattr(get_channel_layer(), "send", refuse)
    assert await failing() == ["channel_layer"]


async def test_an_idle_lab_host_is_reported(
    server: Lifespan, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def idle() -> bool:
        return False

    monkeypatch.setattr(labs, "healthy", idle)
    assert await failing() == ["lab_host"]


async def test_a_site_that_cannot_start_says_so_to_its_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail() -> None:
        raise OSError("no room")

    async def receive() -> dict[str, Any]:
        return {"type": "lifespan.startup"}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    said: list[dict[str, Any]] = []
    lifespan = Lifespan(nothing)
    monkeypatch.setattr(lifespan, "start", fail)
    await lifespan({"type": "lifespan"}, receive, send)
    assert said == [{"type": "lifespan.startup.failed", "message": "OSError('no room')"}]
