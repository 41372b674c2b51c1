"""The Celery worker of the embedded mode: two threads of the serving process."""

import threading

import structlog
from celery.worker import WorkController

from config.celery import app

log = structlog.get_logger(__name__)


class EmbeddedWorker:
    """A worker that starts and stops with the server it lives in."""

    def __init__(self) -> None:
        self._controller: WorkController | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to take tasks; returns at once."""
        self._controller = app.WorkController(
            pool="threads",
            concurrency=2,
            hostname="embedded@grappe",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self._thread = threading.Thread(target=self._run, name="celery-worker", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Take no more tasks; wait up to *timeout* seconds for those that run."""
        if self._controller is None or self._thread is None:
            return
        self._controller.stop()
        self._thread.join(timeout)
        self._controller = self._thread = None

    def _run(self) -> None:
        assert self._controller is not None
        try:
            self._controller.start()
        except Exception:
            log.exception("worker.died")
