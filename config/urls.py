"""The site's addresses: pages under /fr/ and /en/, the rest without a language."""

from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz

APPS = ("accounts", "lessons", "glossary", "quizzes")

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        *(
            path("", include(f"course.{app}.urls"))
            for app in APPS
            if find_spec("course") and find_spec(f"course.{app}.urls")
        )
    ),
]

if settings.PROMETHEUS:
    urlpatterns.append(path("", include("django_prometheus.urls")))
