"""The websocket addresses of live labs."""

from django.urls import URLPattern, path

from cluster_sim.live.consumers import LabConsumer

websocket_urlpatterns: list[URLPattern] = [
    path("ws/labs/<slug:public_id>/", LabConsumer.as_asgi()),
    path("ws/labs/<slug:public_id>/replay/<slug:token>/", LabConsumer.as_asgi()),
]
