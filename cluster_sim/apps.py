"""The Django application that keeps labs."""

from django.apps import AppConfig


class ClusterSimConfig(AppConfig):
    """Labs, their commands and their checkpoints."""

    name = "cluster_sim"
