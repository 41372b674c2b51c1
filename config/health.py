"""`/healthz`: whether each part of the running site answers, asked for real every time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from cluster_sim.live import lifespan as labs
from config.celery import answer

Check = Callable[[], Awaitable[None]]
TIMEOUT = 3.0  # seconds a part has to answer
KEPT = 5.0  # seconds the worker's last answer is believed


class Worker:
    """Asks the worker for an answer, and believes the last one for KEPT seconds."""

    def __init__(self) -> None:
        self.answered = float("-inf")

    async def __call__(self) -> None:
        if time.monotonic() - self.answered < KEPT:
            return
        token = uuid4().hex
        await sync_to_async(answer.apply_async, thread_sensitive=False)((token,), retry=False)
        # The answer may come from another process, which sets no event of ours.
        while not await cache.aget(f"health:worker:{token}"):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        self.answered = time.monotonic()


@database_sync_to_async
def database() -> None:
    """Read a table that migrations have made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")


async def channel_layer() -> None:
    """Send a message through the layer and receive it."""
    layer = get_channel_layer()
    channel = await layer.new_channel("health")
    token = uuid4().hex
    await layer.send(channel, {"type": "health", "token": token})
    if (await layer.receive(channel))["token"] != token:
        raise RuntimeError("the channel layer delivered another message")


async def lab_host() -> None:
    """Ask the host of live labs."""
    if not await labs.healthy():
        raise RuntimeError("the lab host does not advance its labs")


CHECKS: dict[str, Check] = {
    "database": database,
    "channel_layer": channel_layer,
    "worker": Worker(),
    "lab_host": lab_host,
}


async def report(check: Check) -> dict[str, Any]:
    """What *check* says: `ok`, the milliseconds it took and, when it failed, why."""
    start = time.perf_counter()
    error = ""
    try:
        async with asyncio.timeout(TIMEOUT):
            await check()
    except TimeoutError:
        error = f"no answer within {TIMEOUT:g} s"
    except Exception as failure:
        error = f"{type(failure).__name__}: {failure}"
    result = {"ok": not error, "ms": round((time.perf_counter() - start) * 1000, 1)}
    return {**result, "error": error} if error else result


@never_cache
async def healthz(request: HttpRequest) -> JsonResponse:
    """200 when every part answers, else 503; the body says which and why."""
    results = await asyncio.gather(*(report(check) for check in CHECKS.values()))
    healthy = all(result["ok"] for result in results)
    body = {
        "status": "ok" if healthy else "failing",
        "checks": dict(zip(CHECKS, results, strict=True)),
    }
    return JsonResponse(body, status=200 if healthy else 503)
