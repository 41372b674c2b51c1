"""The site in a process of its own, embedded, with its own data: to be killed and started again."""

import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from devtools.environment import variables
from devtools.places import PYTHON, ROOT
from tests.services import ports

SCALED = ("DATABASE_URL", "REDIS_URL")


class Site:
    """A server process and the folder that holds all its data."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = ports.free()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address, without a slash at the end; the same after a restart."""
        return f"http://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Make its database and load the course. CalledProcessError when that fails."""
        for command in ("migrate", "load_content"):
            self._call("manage.py", command, "-v0")

    def start(self) -> None:
        """Serve; return when it accepts connections. RuntimeError when it does not."""
        command = [str(PYTHON), "-m", "config.server"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self._environment())
        ports.wait(self.port, self.process)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send *how* (SIGKILL is the power cut) and wait; the exit status, negative for a signal.

        TimeoutExpired when it goes on for 20 s.
        """
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(20)

    def health(self) -> dict[str, Any]:
        """What `/healthz` says, whether well or not."""
        try:
            body = urlopen(f"{self.url}/healthz", timeout=10).read()
        except HTTPError as unwell:
            body = unwell.read()
        found: dict[str, Any] = json.loads(body)
        return found

    def _environment(self) -> dict[str, str]:
        plain = {name: value for name, value in variables().items() if name not in SCALED}
        return {**plain, "VAR_DIR": str(self.var), "PORT": str(self.port)}

    def _call(self, *arguments: str) -> None:
        command = [str(PYTHON), *arguments]
        subprocess.run(command, cwd=ROOT, env=self._environment(), check=True)


@contextmanager
def running(var: Path) -> Iterator[Site]:
    """A prepared site that serves; stopped on leaving, whatever became of it."""
    site = Site(var)
    site.prepare()
    site.start()
    try:
        yield site
    finally:
        if site.process is not None and site.process.poll() is None:
            site.stop(signal.SIGKILL)
