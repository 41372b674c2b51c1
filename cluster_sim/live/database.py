"""The one thread in which the host works with the database.

Its connection stays open: opening one for each command would cost more than the command.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.db import DatabaseError, connection

Result = TypeVar("Result")


class DatabaseThread:
    """Runs what needs the database, one thing after the other, away from loop and worlds."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "database")

    async def run(self, function: Callable[..., Result], *args: Any) -> Result:
        """``function(*args)`` in the thread; a connection that made trouble is opened anew."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, _careful, function, args)

    async def stop(self) -> None:
        """Close the connection and end the thread."""
        await self.run(_close)
        self._thread.shutdown()


def _close() -> None:
    """The connection of this very thread: it is looked up here."""
    connection.close()


def _careful(function: Callable[..., Result], args: tuple[Any, ...]) -> Result:
    try:
        return function(*args)
    except DatabaseError:
        _close()
        raise
