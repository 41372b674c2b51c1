"""The site's addresses: pages under /fr/ and /en/, the rest without a language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        path("", include("course.accounts.urls")),
        path("", include("course.labs.urls")),
        path("", include("course.lessons.urls")),
        path("", include("course.glossary.urls")),
        path("", include("course.quizzes.urls")),
    ),
]

if settings.PROMETHEUS:
    urlpatterns.append(path("", include("django_prometheus.urls")))
