"""What all tests share: Hypothesis profiles, and the browser tests' need of their own process."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from devtools import catalogues

# Machines are shared: slowness is no failure. In continuous integration the examples are the same
# each time, so that a red run says something about the change.
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("dev", deadline=None, max_examples=50, suppress_health_check=SLOW)
settings.register_profile(
    "ci", deadline=None, max_examples=50, derandomize=True, suppress_health_check=SLOW
)
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

BROWSER = Path(__file__).parent / "browser"


def pytest_sessionstart() -> None:
    catalogues.compile_all()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the browser tests out unless they are asked for by name.

    Playwright's synchronous interface keeps an event loop running: no asyncio test could start.
    """
    asked = any("browser" in argument for argument in config.args)
    return True if collection_path == BROWSER and not asked else None
