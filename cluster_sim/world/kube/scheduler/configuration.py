"""Profiles read from a KubeSchedulerConfiguration, as plain data in its own words.

pkg/scheduler/apis/config (types.go, types_pluginargs.go), kubernetes.io/docs/reference/
scheduling/config. A plugin is enabled or disabled at ``multiPoint`` or at one extension point;
arguments that are not given keep their defaults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from cluster_sim.world.kube.scheduler.plugin import Plugin
from cluster_sim.world.kube.scheduler.plugins.allocation import (
    DEFAULT_RESOURCES,
    LeastAllocated,
    MostAllocated,
    RequestedToCapacityRatio,
    Strategy,
)
from cluster_sim.world.kube.scheduler.plugins.inter_pod_affinity import InterPodAffinity
from cluster_sim.world.kube.scheduler.plugins.node_affinity import NodeAffinity
from cluster_sim.world.kube.scheduler.plugins.node_resources_balanced_allocation import (
    NodeResourcesBalancedAllocation,
)
from cluster_sim.world.kube.scheduler.plugins.node_resources_fit import NodeResourcesFit
from cluster_sim.world.kube.scheduler.plugins.pod_topology_spread import PodTopologySpread
from cluster_sim.world.kube.scheduler.profile import DEFAULT, NAME, PREEMPTION, Profile

Settings = Mapping[str, Any]
_ALL: Final = "multiPoint"
_POINTS: Final = (_ALL, "preFilter", "filter", "postFilter", "score", "reserve", "preBind")
# Always there in the real scheduler, and of a form that a cycle does not ask for.
_BUILT_IN: Final = ("PrioritySort", "DefaultBinder", PREEMPTION)


class WrongConfiguration(ValueError):
    """A configuration that does not make sense; the message says where and why."""


def read(configuration: Settings) -> dict[str, Profile]:
    """The profiles by scheduler name; the default one when the configuration has none.

    WrongConfiguration for what this scheduler does not know.
    """
    listed: Iterable[Settings] = configuration.get("profiles") or ({},)
    profiles = [_profile(settings) for settings in listed]
    names = [profile.name for profile in profiles]
    if len(set(names)) < len(names):
        raise WrongConfiguration("profiles: two have the same schedulerName")
    return dict(zip(names, profiles, strict=True))


def _profile(settings: Settings) -> Profile:
    args = {each["name"]: each.get("args") or {} for each in settings.get("pluginConfig") or ()}
    for name in args:
        _known(name, "pluginConfig")
    chosen = settings.get("plugins") or {}
    for point in chosen:
        if point not in _POINTS:
            raise WrongConfiguration(f"plugins.{point}: not an extension point that is simulated")
    plugins = [_made(plugin, args) for plugin in _taking_part(chosen)]
    return Profile(
        settings.get("schedulerName") or NAME,
        tuple(plugins),
        _weights(chosen),
        {point: _absent(chosen, point) for point in _POINTS if point != _ALL},
    )


def _taking_part(chosen: Settings) -> list[Plugin]:
    """The default plugins that are not disabled everywhere, then those enabled by name."""
    off = _names(chosen.get(_ALL) or {}, "disabled")
    on = [name for point in chosen for name in _names(chosen[point], "enabled")]
    first = _names(chosen.get(_ALL) or {}, "enabled")
    kept = [
        each
        for each in DEFAULT.plugins
        if each.name not in first and (each.name in on or not _off(each.name, off))
    ]
    return kept + [DEFAULT.plugin(name) for name in first if name not in _BUILT_IN]


def _weights(chosen: Settings) -> dict[str, int]:
    weights = dict(DEFAULT.weights)
    for point in (_ALL, "score"):
        for each in (chosen.get(point) or {}).get("enabled") or ():
            if DEFAULT.weights.get(each["name"]):
                weights[each["name"]] = each.get("weight") or 1
    return weights


def _absent(chosen: Settings, point: str) -> tuple[str, ...]:
    every = (*(plugin.name for plugin in DEFAULT.plugins), PREEMPTION)
    everywhere, here = chosen.get(_ALL) or {}, chosen.get(point) or {}
    found = []
    for name in every:
        if name in _names(here, "enabled"):
            continue
        gone = _off(name, _names(everywhere, "disabled"))
        back = name in _names(everywhere, "enabled")
        if (gone and not back) or _off(name, _names(here, "disabled")):
            found.append(name)
    return tuple(found)


def _names(change: Settings, kind: str) -> list[str]:
    return [_known(each["name"], kind) for each in change.get(kind) or ()]


def _off(name: str, disabled: Iterable[str]) -> bool:
    return any(each in ("*", name) for each in disabled)


def _known(name: str, where: str) -> str:
    known = {plugin.name for plugin in DEFAULT.plugins}
    if name != "*" and name not in known and name not in _BUILT_IN:
        raise WrongConfiguration(f"{where}: there is no plugin {name}")
    return name


# -- arguments of plugins


def _made(plugin: Plugin, args: Mapping[str, Settings]) -> Plugin:
    make, given = _WITH_ARGS.get(plugin.name), args.get(plugin.name)
    return make(given) if make is not None and given else plugin


def _resources(listed: Iterable[Settings] | None) -> tuple[tuple[str, int], ...]:
    if listed is None:
        return DEFAULT_RESOURCES
    return tuple((each["name"], each.get("weight") or 1) for each in listed)


def _strategy(given: Settings) -> Strategy:
    kind, resources = given.get("type", "LeastAllocated"), _resources(given.get("resources"))
    if kind == "MostAllocated":
        return MostAllocated(resources)
    if kind == "RequestedToCapacityRatio":
        points = (given.get("requestedToCapacityRatio") or {}).get("shape") or ()
        shape = [(point["utilization"], point["score"]) for point in points]
        if not shape:
            raise WrongConfiguration("requestedToCapacityRatio.shape: at least one point")
        return RequestedToCapacityRatio(shape, resources)
    if kind != "LeastAllocated":
        raise WrongConfiguration(f"scoringStrategy.type: there is no {kind}")
    return LeastAllocated(resources)


def _fit(args: Settings) -> Plugin:
    ignored = tuple(args.get("ignoredResources") or ())
    groups = tuple(args.get("ignoredResourceGroups") or ())
    return NodeResourcesFit(_strategy(args.get("scoringStrategy") or {}), ignored, groups)


def _spread(args: Settings) -> Plugin:
    if args.get("defaultingType", "System") == "System":
        return PodTopologySpread()
    return PodTopologySpread(tuple(args.get("defaultConstraints") or ()), system=False)


_WITH_ARGS: Final[dict[str, Callable[[Settings], Plugin]]] = {
    "InterPodAffinity": lambda args: InterPodAffinity(
        args.get("hardPodAffinityWeight", 1),
        bool(args.get("ignorePreferredTermsOfExistingPods")),
    ),
    "NodeAffinity": lambda args: NodeAffinity(args.get("addedAffinity")),
    "NodeResourcesFit": _fit,
    "NodeResourcesBalancedAllocation": lambda args: NodeResourcesBalancedAllocation(
        _resources(args.get("resources"))
    ),
    "PodTopologySpread": _spread,
}
