"""A served site and a browser to look at it: `live_url` and Playwright's `page`."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from config.server import Server, configuration
from tests.services import chromium

# Playwright's synchronous interface runs an event loop in this thread, which Django would refuse.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How Playwright starts its browser."""
    return dict(chromium.launch())


@pytest.fixture(scope="session")
def course(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database with the course loaded, open to the server's threads and to the tests."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("load_content")
        yield


@pytest.fixture(scope="session")
def live_url(course: None) -> Iterator[str]:
    """The address of the site, served by uvicorn in a thread of this process.

    Tests share its database and keep apart by being different guests.
    """
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        server = Server(configuration(host="127.0.0.1", port=bound.getsockname()[1]))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.config.port}"
        server.should_exit = True
        thread.join(15)


@pytest.fixture(scope="session")
def base_url(live_url: str) -> str:
    """Lets `page.goto("/fr/")` do without the address."""
    return live_url
