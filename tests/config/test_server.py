"""The site as a process: it starts from nothing, stops when asked, and survives a power cut."""

import signal
from pathlib import Path

from tests.services import site


def test_a_site_comes_back_with_its_data_after_being_killed(tmp_path: Path) -> None:
    with site.running(tmp_path) as served:
        key = (tmp_path / "secret_key").read_text()
        assert served.stop(signal.SIGKILL) == -signal.SIGKILL
        served.start()
        assert served.health()["checks"]["database"]["ok"]
        assert (tmp_path / "secret_key").read_text() == key
        assert served.stop() in (0, -signal.SIGTERM)
