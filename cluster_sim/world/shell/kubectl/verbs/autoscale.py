"""``kubectl autoscale``: an autoscaler for what can be scaled (pkg/cmd/autoscale)."""

from __future__ import annotations

from typing import Any, Final

from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.resource import Object, Resource
from cluster_sim.world.shell.kubectl.changes import DRY_RUN, client_for, dry_run, tell
from cluster_sim.world.shell.kubectl.failure import error
from cluster_sim.world.shell.kubectl.flags import Flag, flag, number, several, switch
from cluster_sim.world.shell.kubectl.generators import remembering
from cluster_sim.world.shell.kubectl.invocation import Invocation
from cluster_sim.world.shell.kubectl.recording import RECORD
from cluster_sim.world.shell.kubectl.resource_targets import SHARE, TargetValue, target_value
from cluster_sim.world.shell.kubectl.subjects import subjects
from cluster_sim.world.shell.process import Exit, Outcome

FLAGS: tuple[Flag, ...] = (
    DRY_RUN,
    flag("output", "o"),
    flag("field-manager", default="kubectl-autoscale"),
    switch("show-managed-fields"),
    switch("save-config"),
    number("min", default=-1),
    number("max", default=-1),
    number("cpu-percent", default=-1),
    flag("cpu"),
    flag("memory"),
    flag("name"),
    several("filename", "f", split=True),
    switch("recursive", "R"),
    RECORD,
)
_KEY: Final = "horizontalpodautoscalers.autoscaling"
_DEPRECATED: Final = (
    "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity "
    "format (e.g., '70%' for utilization or '500m' for milliCPU).\n"
)
_INCOMPATIBLE: Final = (
    "failed to create autoscaling/v2 HPA and the configuration is incompatible with "
    "autoscaling/v1: "
)


def run(command: Invocation) -> Outcome:
    """Create an autoscaler for each object named."""
    if command.given("cpu-percent"):
        command.complain(_DEPRECATED)
    metrics = _checked(command)
    found, failed = subjects(command, command.args)
    count = 0
    for each in found:
        for item in each.items:
            _autoscale(command, each.resource, item, metrics)
            count += 1
    if not failed and not count:
        raise error("no objects passed to autoscale")
    return Exit(1 if failed else 0)


def _checked(command: Invocation) -> list[Object]:
    """The metrics that the flags ask for; Failure for flags that make no sense."""
    if not command.given("max"):
        raise error('required flag(s) "max" not set')
    most, least, percent = (command.value(name) for name in ("max", "min", "cpu-percent"))
    if most < 1:
        raise error(f"--max=MAXPODS is required and must be at least 1, max: {most}")
    if most < least:
        raise error(
            f"--max=MAXPODS must be larger or equal to --min=MINPODS, max: {most}, min: {least}"
        )
    if percent > 0 and command.value("cpu"):
        raise error("--cpu-percent and --cpu are mutually exclusive")
    metrics = [_metric("cpu", TargetValue(SHARE, percent))] if percent > 0 else []
    for name in ("cpu", "memory"):
        if command.value(name):
            metrics.append(_metric(name, target_value(command.value(name), name)))
    return metrics


def _metric(name: str, wanted: TargetValue) -> Object:
    target = {"type": wanted.kind, wanted.field: wanted.value}
    return {"type": "Resource", "resource": {"name": name, "target": target}}


def _autoscale(
    command: Invocation, resource: Resource, item: Object, metrics: list[Object]
) -> None:
    if "scale" not in resource.subresources:
        place = f"{resource.group}/{resource.version}, Resource={resource.plural}"
        raise error(
            f"cannot autoscale a {resource.kind}: could not find scale subresource for {place} in "
            "discovery information"
        )
    made = _autoscaler(command, resource, item["metadata"]["name"], metrics)
    here = dry_run(command) == "client"
    if here:
        tell(command, made, "created", typed=True)
        return
    if command.value("save-config"):
        made = remembering(made)
    tell(command, _created(command, made), "autoscaled", typed=True)


def _created(command: Invocation, made: Object) -> Object:
    """The stored autoscaler; who cannot have it is told why version 1 would not do either."""
    try:
        return client_for(command).create(_KEY, command.namespace, made)
    except StatusError as problem:
        if not command.value("cpu"):
            raise error(f"{_INCOMPATIBLE}empty input") from problem
        share = target_value(command.value("cpu"), "cpu").kind == SHARE
        if command.value("memory") or not share:
            raise error(f"{_INCOMPATIBLE}%!w(<nil>)") from problem
        raise


def _autoscaler(
    command: Invocation, resource: Resource, target: str, metrics: list[Object]
) -> Object:
    reference = {"apiVersion": resource.api_version, "kind": resource.kind, "name": target}
    meta = {"name": command.value("name") or target}
    if command.given("namespace"):
        meta["namespace"] = command.namespace
    spec: dict[str, Any] = {"maxReplicas": command.value("max")}
    if metrics:
        spec["metrics"] = metrics
    if command.value("min") > 0:
        spec["minReplicas"] = command.value("min")
    return {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": meta,
        "spec": {**spec, "scaleTargetRef": reference},
        "status": {"currentMetrics": None, "desiredReplicas": 0},
    }
