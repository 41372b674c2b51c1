"""Machines come and go: heartbeats, power cuts, reboots; and what an idle node costs."""

from __future__ import annotations

from cluster_sim.world.kernel import checkpoint
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube import kubelet
from cluster_sim.world.kube.api import timestamps
from cluster_sim.world.kube.client import Client
from tests.world.kube.kubelet.cluster import EPOCH, cluster, create, pod, shell, status_of, stored

MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE
LEASES = "leases.coordination.k8s.io"


def renewed(world: World, node: str) -> int:
    lease = Client(world, "student").get(LEASES, "kube-node-lease", node)
    return timestamps.parse(lease["spec"]["renewTime"])


def test_a_node_registers_with_what_its_machine_has() -> None:
    world = cluster(2)
    node = Client(world, "student").get("nodes", "", "noeud-2")
    assert node["spec"]["podCIDR"] == "10.244.1.0/24"
    assert node["status"]["addresses"][0] == {"type": "InternalIP", "address": "10.0.0.12"}
    assert node["status"]["capacity"]["cpu"] == "4"
    ready = node["status"]["conditions"][-1]
    assert (ready["type"], ready["status"], ready["reason"]) == ("Ready", "True", "KubeletReady")
    world.run_until(20 * SECOND)
    shown = {key[1] for key in world.store.table("pods")}
    assert {"kube-proxy-noeud-1", "kube-proxy-noeud-2"} <= shown
    Client(world, "student").delete("pods", "kube-system", "kube-proxy-noeud-2")
    world.run_until(40 * SECOND)
    back = world.store.get("pods", "kube-system", "kube-proxy-noeud-2")
    assert back is not None and back["status"]["phase"] == "Running"


def test_the_lease_is_renewed_every_ten_seconds_without_a_single_event() -> None:
    world = cluster()
    world.run_until(10 * MINUTE)
    before = len(world.history.changes)
    seen = []
    for second in range(60):
        world.run_until(10 * MINUTE + second * SECOND)
        seen.append(renewed(world, "noeud-1"))
        assert 0 <= world.unix - seen[-1] < 10 * SECOND
    assert len(set(seen)) in (6, 7)
    assert len(world.history.changes) == before


def test_a_power_cut_kills_every_container_and_writes_nothing_about_pods() -> None:
    world = cluster(2)
    create(world, pod("web", {"image": "nginx:1.27"}), pod("sh", shell("sleep 9999")))
    world.run_until(MINUTE)
    before = stored(world, "web")
    last = kubelet.last_heartbeat(world, "noeud-1")
    command = world.command("power-off", {"host": "baie-1"}, "student")
    world.run_until(30 * MINUTE)
    written = {change.key.resource for change in world.history.since(command.revision)}
    assert written == {"hosts", "vms"}
    assert stored(world, "web") is before
    assert kubelet.last_heartbeat(world, "noeud-1") == last
    assert renewed(world, "noeud-1") == last
    assert kubelet.serve(world, "default", "web", 80, {})["error"] == "timeout"
    assert set(kubelet.usage(world)) == {"noeud-2"}


def test_after_a_reboot_lost_containers_are_started_anew_and_the_deleted_go() -> None:
    world = cluster()
    create(
        world,
        pod("web", {"image": "nginx:1.27"}),
        pod("once", shell("sleep 9999"), restartPolicy="Never"),
        pod("leaving", shell("sleep 9999")),
    )
    world.run_until(MINUTE)
    world.command("power-off", {"host": "baie-1"}, "student")
    world.run_until(3 * MINUTE)
    Client(world, "student").delete("pods", "default", "leaving")
    assert world.store.get("pods", "default", "leaving") is not None
    world.command("power-on", {"host": "baie-1"}, "student")
    world.run_until(6 * MINUTE)
    status = status_of(world, "web")
    assert status["restartCount"] == 1 and status["ready"]
    ended = status["lastState"]["terminated"]
    assert (ended["exitCode"], ended["reason"]) == (255, "Unknown")
    assert stored(world, "once")["status"]["phase"] == "Failed"
    assert world.store.get("pods", "default", "leaving") is None


def test_an_idle_node_with_thirty_pods_passes_a_day_with_a_handful_of_events() -> None:
    world = cluster()
    probe = {"httpGet": {"path": "/", "port": 80}, "periodSeconds": 5}
    for number in range(15):
        container = {"image": "nginx:1.27", "livenessProbe": probe, "readinessProbe": probe}
        create(world, pod(f"web-{number}", container))
        create(world, pod(f"loop-{number}", shell("while true; do echo tic; sleep 5; done")))
    world.run_until(10 * MINUTE)
    changes, events = len(world.history.changes), 0
    while world.agenda.next_time() is not None and world.agenda.next_time() <= DAY:
        world.step()
        events += 1
    # The Events of the first minutes go after an hour; nothing else happens.
    about_pods = [c for c in world.history.changes[changes:] if c.key.resource != "events"]
    assert about_pods == []
    assert events < 40


def test_a_fork_in_the_middle_of_a_pull_and_a_checkpoint_live_the_same_life() -> None:
    world = cluster(2)
    create(world, pod("big", {"image": "mysql:8.4", "env": [{"name": "MYSQL_ROOT_PASSWORD",
           "value": "x"}]}), pod("crash", shell("sleep 7; exit 2")))  # fmt: skip
    world.run_until(world.now + 2 * SECOND)
    twin = world.fork()
    restored = checkpoint.load(world.system, checkpoint.dump(world))
    for each in (world, twin, restored):
        each.run_until(5 * MINUTE)
    assert twin.history.changes == world.history.changes
    assert restored.history.changes == world.history.changes
    assert checkpoint.dump(twin) == checkpoint.dump(world)
    assert world.unix == EPOCH + 5 * MINUTE
