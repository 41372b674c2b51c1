"""The websocket addresses of live labs."""

from django.urls import URLPattern

websocket_urlpatterns: list[URLPattern] = []
