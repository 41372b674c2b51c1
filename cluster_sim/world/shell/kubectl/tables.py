"""The tables of a command: their shape by its flags, their rows as the API server prints them."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.table import TableOptions
from cluster_sim.world.shell.kubectl.selection import Target


def table_options(command: Invocation, kinds: bool) -> TableOptions:
    """The flags of the command that shape its tables."""
    return TableOptions(
        wide=command.value("output") == "wide",
        headers=not command.value("no-headers"),
        namespaces=command.value("all-namespaces"),
        kinds=kinds or command.value("show-kind"),
        show_labels=command.value("show-labels"),
        label_columns=tuple(command.value("label-columns")),
    )


def rows_of(command: Invocation, resource: Resource, objects: list[Object]) -> list[list[Any]]:
    """The table cells of each object as the API server prints them."""
    row = resource.row
    assert row is not None, f"{resource.key} has a table"
    return [row(obj, command.client.now) for obj in objects]


def nothing_found(command: Invocation, wanted: list[Target]) -> str:
    """``No resources found in default namespace.``"""
    everywhere = command.value("all-namespaces")
    if everywhere or not any(target.resource.namespaced for target in wanted):
        return "No resources found\n"
    return f"No resources found in {command.namespace} namespace.\n"
