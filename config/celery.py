"""The task queue: `@shared_task` functions of the apps reach a worker through this app."""

import os

from celery import Celery, shared_task
from django.core.cache import cache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("grappe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@shared_task(name="config.answer", ignore_result=True, expires=10)
def answer(token: str) -> None:
    """Leave *token* in the cache, where the health check that sent it looks for it (60 s)."""
    cache.set(f"health:worker:{token}", True, 60)
