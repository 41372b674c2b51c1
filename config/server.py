"""Serve the site: `python -m config.server` (PORT, HOST; DEBUG=1 restarts when code changes)."""

import socket

import uvicorn
from django.conf import settings

from config import environment

APPLICATION = "config.asgi:application"


def configuration(**more: object) -> uvicorn.Config:
    """How the site is served; *more* overrides. Frames are compressed by us, once for all."""
    defaults: dict[str, object] = {
        "lifespan": "on",
        "ws_per_message_deflate": False,
        "ws_max_size": 512 * 1024,  # bytes; a message of the lab's protocol holds 256 KiB
        "timeout_graceful_shutdown": 5,  # seconds; an open watch would keep us from stopping
        "access_log": False,
        "log_level": "warning",
        "server_header": False,
    }
    return uvicorn.Config(APPLICATION, **{**defaults, **more})  # type: ignore[arg-type]


class Server(uvicorn.Server):
    """A server that says where it is once it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"Grappe: http://{self.config.host}:{self.config.port}", flush=True)


def bound(served: uvicorn.Config) -> socket.socket:
    """The listening socket, taken before anything starts: two hosts must not run the same labs.

    SystemExit when somebody else has the port.
    """
    try:
        with socket.create_connection((served.host, served.port), timeout=1):
            pass
    except OSError:
        return served.bind_socket()
    raise SystemExit(f"Port {served.port} is taken. Try: PORT={served.port + 1} python3 dev.py run")


def main() -> None:
    """Serve on HOST:PORT (127.0.0.1:8000) until a signal says stop."""
    host, port = environment.text("HOST", "127.0.0.1"), int(environment.text("PORT", "8000"))
    if settings.DEBUG:
        folders = [str(settings.BASE_DIR / name) for name in ("config", "course", "cluster_sim")]
        uvicorn.run(
            APPLICATION, host=host, port=port, reload=True, reload_dirs=folders,
            lifespan="on", ws_per_message_deflate=False, timeout_graceful_shutdown=5,
        )  # fmt: skip
    else:
        served = configuration(host=host, port=port)
        Server(served).run(sockets=[bound(served)])


if __name__ == "__main__":
    main()
