"""Wiring of the site: settings, URLs, the ASGI application, the task queue. No logic."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
