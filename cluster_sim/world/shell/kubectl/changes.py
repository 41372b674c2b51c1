"""What the verbs that change things share: dry runs, output, the line they print."""

from __future__ import annotations

from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.kube.client import Client
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, switch
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.output.name import name_of
from cluster_sim.world.shell.kubectl.recording import recorded

DRY_RUN = Flag("dry-run", default="none", alone="unchanged")
FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    flag("output", "o"),
    Flag("validate", default="strict", alone="strict"),
    flag("field-manager", default="kubectl"),
    switch("show-managed-fields"),
)
_SUFFIXES = {"none": "", "client": " (dry run)", "server": " (server dry run)"}
_VALIDATIONS = {
    **dict.fromkeys(("true", "strict"), "Strict"),
    "warn": "Warn",
    **dict.fromkeys(("false", "ignore"), "Ignore"),
}


def dry_run(command: Invocation) -> str:
    """``none``, ``client`` or ``server``; Failure for anything else."""
    asked = str(command.value("dry-run"))
    if asked not in _SUFFIXES:
        raise error(
            f'Invalid dry-run value ({asked}). Must be "none", "server", or "client".'
            if asked != "unchanged"
            else "--dry-run flag without a value was specified. A value must be set: "
            '"none", "server", or "client".'
        )
    return asked


def client_for(command: Invocation) -> Client:
    """The client that acts as the flags ask: for real or on trial, strictly or not."""
    client = command.client
    if "validate" in command.parsed.values:
        asked = str(command.value("validate"))
        if asked not in _VALIDATIONS:
            raise error(
                f'invalid - validate option "{asked}"; must be one of: strict (or true), warn, '
                "ignore (or false)"
            )
        client = client.validating(_VALIDATIONS[asked])
    on_trial = "dry-run" in command.parsed.values and dry_run(command) == "server"
    return client.dry() if on_trial else client


def tell(command: Invocation, obj: Object, what: str, typed: bool = False) -> None:
    """``deployment.apps/web created``, or the object itself as ``-o`` asks.

    typed: whether the verb has it as a struct of Go, which JSON output shows.
    """
    obj = recorded(command, obj)
    output = command.value("output") if "output" in command.parsed.values else ""
    if output and output != "name":
        command.show(output, obj, typed)
        return
    if output == "name":
        command.write(f"{name_of(obj)}\n")
        return
    suffix = _SUFFIXES[dry_run(command)] if "dry-run" in command.parsed.values else ""
    command.write(f"{name_of(obj)} {what}{suffix}\n")


def typed(resource: Resource, obj: Object) -> Object:
    """The object with its apiVersion and kind."""
    return {**obj, "apiVersion": resource.api_version, "kind": resource.kind}
