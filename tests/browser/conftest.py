"""A served site and a browser to look at it: `live_url`, Playwright's `page`, and a `visitor`.

The site is a process of its own with its own data, as on a student's machine. Tests share it and
keep apart by being different guests.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_playwright.pytest_playwright import CreateContextCallback

from tests.browser.complaints import Complaints
from tests.services import chromium, site


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How Playwright starts its browser."""
    return dict(chromium.launch())


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """What every page is like: the size that the design was drawn for."""
    return {**browser_context_args, "viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="session")
def live_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, with the course loaded."""
    with site.running(tmp_path_factory.mktemp("site")) as served:
        yield served.url


@pytest.fixture(scope="session")
def base_url(live_url: str) -> str:
    """Lets `page.goto("/fr/")` do without the address."""
    return live_url


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What the consoles say during a test; nothing may be left over that it did not expect."""
    heard = Complaints()
    yield heard
    assert heard.unexpected == []


@pytest.fixture
def context(context: BrowserContext, complaints: Complaints) -> BrowserContext:
    """The context of `page`, listened to."""
    complaints.watch(context)
    return context


@pytest.fixture
def visitor(new_context: CreateContextCallback, complaints: Complaints) -> Page:
    """A page of somebody else, who shares no cookie with `page`."""
    other = new_context()
    complaints.watch(other)
    return other.new_page()
