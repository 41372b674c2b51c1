"""A host of live labs, and labs for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from channels.db import database_sync_to_async

from cluster_sim import services
from cluster_sim.live import lifespan
from cluster_sim.live.host import LabHost
from cluster_sim.models import Command, Lab
from tests.live.browser import Snapshot


@pytest_asyncio.fixture
async def host(transactional_db: None) -> AsyncIterator[LabHost]:
    """The host of this process, as the server starts it."""
    await lifespan.start()
    yield lifespan.host()
    await lifespan.stop()


@pytest.fixture
def owner() -> str:
    return f"learner:{uuid4()}"


@database_sync_to_async
def new_lab(owner: str, scenario: str = "three-nodes", seed: int = 7, **more: object) -> Lab:
    """A stored lab of ``owner``."""
    return services.open_lab(owner, scenario, seed, **more)


async def again() -> LabHost:
    """The host after the server was stopped and started."""
    await lifespan.stop()
    await lifespan.start()
    return lifespan.host()


@database_sync_to_async
def stored_commands(lab: Lab) -> list[Command]:
    """What is written down of a lab."""
    return list(lab.commands.all())


def pods(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The cards of the learner's pods."""
    return [card for key, card in snapshot.objects.items() if key[:2] == ("pods", "default")]


def running(count: int) -> Callable[[Snapshot], bool]:
    """Whether just so many of the learner's pods run."""
    return lambda snapshot: sum(pod["status"] == "Running" for pod in pods(snapshot)) == count
