"""What can be wrong with a scenario beyond its form, in words for whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cluster_sim.world.hypervisor.hosts import HYPERVISORS
from cluster_sim.world.kube.api import quantity, registry, timestamps
from cluster_sim.world.kube.api.quantity import QuantityError
from cluster_sim.world.kube.scheduler import configuration
from cluster_sim.world.scenarios.themes import THEMES
from cluster_sim.world.traffic import pace

if TYPE_CHECKING:
    from cluster_sim.world.scenarios.scenario import Scenario

_LANGUAGES = ("en", "fr")


def of(name: str, scenario: Scenario) -> Iterator[str]:
    """The faults of the scenario in the file ``name``, one sentence each."""
    if scenario.id != name:
        yield f"its id is {scenario.id!r}, its file says {name!r}"
    yield from _texts(scenario)
    yield from _times(scenario)
    yield from _machines(scenario)
    yield from _flows(scenario)
    yield from _scheduler(scenario.scheduler)
    for manifest in scenario.manifests:
        yield from _manifest(manifest)
    yield from _static_pods(scenario)


def _texts(scenario: Scenario) -> Iterator[str]:
    for field, text in (("title", scenario.title), ("summary", scenario.summary)):
        if tuple(sorted(text)) != _LANGUAGES or not all(text.values()):
            yield f"{field} needs a text in fr and in en"
    if scenario.theme not in THEMES:
        yield f"the theme {scenario.theme!r} is none of {', '.join(THEMES)}"


def _times(scenario: Scenario) -> Iterator[str]:
    try:
        timestamps.parse(scenario.start)
    except ValueError:
        yield f"start {scenario.start!r} is no time such as 2026-01-05T08:00:00Z"
    if scenario.settle < 0:
        yield "settle is negative"
    for turn in scenario.story:
        if turn.at < 0 or turn.every < 0:
            yield f"the turn {turn.kind!r} of the story has a negative time"


def _scheduler(settings: dict[str, Any]) -> Iterator[str]:
    try:
        configuration.read(settings)
    except configuration.WrongConfiguration as fault:
        yield f"its scheduler is set up wrongly: {fault}"


def _machines(scenario: Scenario) -> Iterator[str]:
    hosts = [host.name for host in scenario.hosts]
    yield from _twice("host", hosts)
    yield from _twice("VM", [vm.name for vm in scenario.vms])
    yield from _twice("node", [vm.node for vm in scenario.vms if vm.node])
    for host in scenario.hosts:
        yield from _size("host", host.name, host.cpu, host.memory)
        if host.hypervisor not in HYPERVISORS:
            yield f"host {host.name} has the hypervisor {host.hypervisor!r} that nobody knows"
    for vm in scenario.vms:
        yield from _size("VM", vm.name, vm.cpu, vm.memory)
        if vm.host not in hosts:
            yield f"VM {vm.name} is on the host {vm.host!r} that is not there"


def _size(kind: str, name: str, cpu: int, memory: str) -> Iterator[str]:
    if cpu < 1:
        yield f"{kind} {name} has no cores"
    try:
        if quantity.whole(memory) < 1:
            yield f"{kind} {name} has no memory"
    except QuantityError:
        yield f"{kind} {name} has the memory {memory!r}, which is no quantity such as 8Gi"


def _flows(scenario: Scenario) -> Iterator[str]:
    yield from _twice("flow", [flow.name for flow in scenario.flows])
    for flow in scenario.flows:
        steps = flow.rate if isinstance(flow.rate, list) else [(0, flow.rate)]
        lowest = min((rate for _, rate in steps), default=0)
        if lowest < 0 or not any(rate for _, rate in steps):
            yield f"flow {flow.name} has a rate of {flow.rate}"
        try:
            pace.spec_of(flow.rate, flow.every)
        except ValueError as fault:
            yield f"flow {flow.name}: {fault}"


def _manifest(manifest: dict[str, Any]) -> Iterator[str]:
    kind, version = manifest.get("kind"), manifest.get("apiVersion")
    if not (manifest.get("metadata") or {}).get("name"):
        yield f"a manifest of kind {kind!r} has no name"
    try:
        registry.by_kind(str(version), str(kind))
    except registry.UnknownResource:
        yield f"a manifest is of the unknown kind {kind!r} in {version!r}"


def _static_pods(scenario: Scenario) -> Iterator[str]:
    nodes = [vm.node for vm in scenario.vms if vm.node]
    for node, pods in scenario.static_pods.items():
        if node not in nodes:
            yield f"there are static pods for the node {node!r} that is not there"
        for pod in pods:
            if not (pod.get("metadata") or {}).get("name") or not pod.get("spec"):
                yield f"a static pod of {node!r} has no name or no spec"


def _twice(kind: str, names: Iterable[str]) -> Iterator[str]:
    seen: list[str] = []
    for name in names:
        if name in seen:
            yield f"there are two {kind}s called {name!r}"
        seen.append(name)
