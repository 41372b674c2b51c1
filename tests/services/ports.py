"""Ports of this machine."""

import socket
import time
from subprocess import Popen

WAIT = 20.0  # seconds a server may take to start


def free() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait(port: int, server: Popen[bytes]) -> None:
    """Return when *port* accepts; RuntimeError when *server* has ended or does not come up."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{server.args!r} does not listen on port {port} (status {server.poll()})")
