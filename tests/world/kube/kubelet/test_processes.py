"""Which processes those of a container see."""

from __future__ import annotations

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.kubelet import doors
from tests.world.kube.kubelet.cluster import cluster, create, pod

SLEEP = {"image": "busybox:1.36", "command": ["sleep", "3600"]}


def listed(world: World, name: str, container: str) -> dict[int, str]:
    """What ps tells: commands by PID, ps itself left out."""
    done = doors.execute(world, "default", name, container, ["ps"])
    rows = [line.split(None, 3) for line in done.stdout.splitlines()[1:]]
    return {int(number): command for number, _, _, command in rows if command != "ps"}


def test_containers_are_alone_unless_they_share() -> None:
    """kubernetes.io, Share Process Namespace: process 1 is then the pod's pause."""
    world = cluster()
    others = [{"name": "side", **SLEEP}, {"name": "web", "image": "nginx:1.27-alpine"}]
    for name, sharing in (("apart", False), ("together", True)):
        spec = {"shareProcessNamespace": sharing}
        made = pod(name, others[0], **spec)
        made["spec"]["containers"] = others
        create(world, made)
    world.run_until(30 * SECOND)
    assert listed(world, "apart", "side") == {1: "sleep 3600"}
    together = listed(world, "together", "side")
    assert list(together.values()) == ["/pause", "sleep 3600", "nginx -g daemon off;"]
    assert min(together) == 1
    assert listed(world, "together", "web") == together


def test_an_ephemeral_container_comes_to_its_target() -> None:
    """kubernetes.io, Debug Running Pods: --target shares the process namespace."""
    world = cluster()
    create(world, pod("web", {"name": "web", "image": "nginx:1.27-alpine"}))
    world.run_until(20 * SECOND)
    client = Client(world, "student")
    stored = client.get("pods", "default", "web")
    guests = [
        {"name": "guest", **SLEEP, "targetContainerName": "web"},
        {"name": "other", **SLEEP},
    ]
    spec = {**stored["spec"], "ephemeralContainers": guests}
    changed = {**stored, "spec": spec}
    client.update("pods", "default", changed, subresource="ephemeralcontainers")
    world.run_until(40 * SECOND)
    together = listed(world, "web", "guest")
    assert together[1] == "nginx -g daemon off;"
    assert list(together.values())[1:] == ["sleep 3600"]
    assert listed(world, "web", "web") == together
    assert listed(world, "web", "other") == {1: "sleep 3600"}


def test_a_container_knows_its_groups_and_its_full_name() -> None:
    """kubernetes.io, Configure a Security Context; DNS for Services and Pods (subdomain)."""
    world = cluster()
    who = {"runAsUser": 1000, "runAsGroup": 3000, "fsGroup": 2000, "supplementalGroups": [4000]}
    spec = {"securityContext": who, "hostname": "one", "subdomain": "sub"}
    create(world, pod("known", SLEEP, **spec), pod("plain", SLEEP))
    world.run_until(20 * SECOND)

    def said(name: str, *argv: str) -> str:
        return doors.execute(world, "default", name, "c", [*argv]).stdout

    assert said("known", "id") == "uid=1000 gid=3000 groups=2000,3000,4000\n"
    assert said("plain", "id", "-G") == "0\n"
    assert said("known", "hostname", "-f") == "one.sub.default.svc.cluster.local\n"
    assert said("known", "hostname") == "one\n"
    assert said("plain", "hostname", "-f") == "plain\n"
