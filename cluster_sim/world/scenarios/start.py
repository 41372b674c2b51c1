"""The first moments of a world: the cluster, hosts, VMs, objects, and what it all settles to."""

from __future__ import annotations

from typing import Any

from cluster_sim.world.hypervisor.hosts import add_host
from cluster_sim.world.hypervisor.vms import add_vm
from cluster_sim.world.kernel.system import System
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import bootstrap
from cluster_sim.world.kube.api import registry
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.kubelet import mirror
from cluster_sim.world.kube.metrics import server as metrics
from cluster_sim.world.kube.scheduler import profiles
from cluster_sim.world.scenarios import story
from cluster_sim.world.scenarios.scenario import LIMITS, Scenario, WrongScenario, memory_bytes
from cluster_sim.world.shell import files
from cluster_sim.world.traffic import flows

ACTOR = "scenario"
# By then the kubelets have registered their nodes and the namespaces have their accounts.
_READY = 5 * SECOND
_ZONE = "topology.kubernetes.io/zone"


def start(system: System, scenario: Scenario, seed: int) -> World:
    """The world of the scenario, ``settle`` seconds old, its clock at 0.

    WrongScenario when its story tells of commands that this system does not have.
    """
    for turn in scenario.story:
        if turn.kind not in system.commands:
            raise WrongScenario(f"{scenario.id}: the story has the unknown command {turn.kind!r}")
    world = World(system, seed, scenario.epoch, now=-scenario.settle * SECOND)
    bootstrap.create_cluster(world, {**LIMITS, **scenario.limits})
    if scenario.metrics:
        metrics.install(world)
    if scenario.scheduler:
        profiles.configure(world, scenario.scheduler)
    for node, manifests in scenario.static_pods.items():
        mirror.place(world, node, manifests)
    _create_machines(world, scenario)
    world.run_until(min(0, world.now + _READY))
    _label_nodes(world, scenario)
    _create_objects(world, scenario)
    for flow in scenario.flows:
        where = (flow.name, flow.namespace, flow.service)
        flows.create(world, *where, flow.rate, flow.path, flow.source, flow.host, every=flow.every)
    for path, text in scenario.files.items():
        files.write(world, path, text, ACTOR)
    story.schedule(world, scenario.story)
    world.run_until(0)
    return world


def _create_machines(world: World, scenario: Scenario) -> None:
    for host in scenario.hosts:
        add_host(world, host.name, host.cpu, memory_bytes(host.memory), host.hypervisor)
    for vm in scenario.vms:
        add_vm(world, vm.name, vm.host, vm.cpu, memory_bytes(vm.memory), vm.node)


def _label_nodes(world: World, scenario: Scenario) -> None:
    """Say in which zone the nodes are, as the controller of a cloud does, and mark them."""
    client = Client(world, ACTOR)
    for vm in scenario.vms:
        labels = {**({_ZONE: vm.zone} if vm.zone else {}), **vm.labels}
        patch: dict[str, Any] = {"metadata": {"labels": labels}} if labels else {}
        if vm.taints:
            patch["spec"] = {"taints": vm.taints}
        if patch and world.store.get("nodes", "", vm.node) is not None:
            client.patch("nodes", "", vm.node, patch)


def _create_objects(world: World, scenario: Scenario) -> None:
    client = Client(world, ACTOR, trusted=False)
    for manifest in scenario.manifests:
        resource = registry.of(world).by_kind(manifest["apiVersion"], manifest["kind"])
        namespace = manifest["metadata"].get("namespace", "default")
        client.create(resource.address, namespace if resource.namespaced else "", manifest)
