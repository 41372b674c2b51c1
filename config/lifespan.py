"""What starts with the server and stops with it: the embedded worker and the lab host."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from django.conf import settings

from cluster_sim.live import lifespan as labs
from config.worker import EmbeddedWorker

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

log = structlog.get_logger(__name__)


class Lifespan:
    """ASGI application that answers the server's lifespan and hands the rest to *application*."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.worker = EmbeddedWorker()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await self.application(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            await self.start()
        except Exception as error:
            log.exception("server.not_started")
            await send({"type": "lifespan.startup.failed", "message": repr(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def start(self) -> None:
        """Start the worker, unless Redis brings tasks to others, and the lab host."""
        if not settings.REDIS_URL:
            await asyncio.to_thread(self.worker.start)
        await labs.start()

    async def stop(self) -> None:
        """Stop the lab host, which writes its checkpoints, then the worker."""
        await labs.stop()
        await asyncio.to_thread(self.worker.stop)
