"""Waiting on a state that no locator of Playwright's can name."""

import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

T = TypeVar("T")
LIMIT = 15.0  # seconds
LOOK_EVERY = 50  # milliseconds; meanwhile the page goes on


def until(page: Page, look: Callable[[], T], holds: Callable[[T], bool]) -> T:
    """Look again and again until what is seen *holds*; what was seen then.

    AssertionError with what was seen last when it never does.
    """
    end = time.monotonic() + LIMIT
    while not holds(seen := look()):
        assert time.monotonic() < end, f"still {seen!r}"
        page.wait_for_timeout(LOOK_EVERY)
    return seen
