"""What the programs inside pods say of the network, in their own words."""

from __future__ import annotations

import pytest

from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.kubelet import doors
from cluster_sim.world.kube.kubelet.readings import logs
from tests.world.traffic.lab import begun, expose, pods, run

SLEEP = ["sleep", "36000"]


@pytest.fixture(scope="module")
def lab() -> World:
    world = begun()
    run(world, "web", "nginx:1.27", replicas=2)
    expose(world, "web", 80, 80)
    run(world, "cache", "redis:7")
    expose(world, "cache", 6379, 6379)
    run(world, "box", "busybox:1.37", command=SLEEP)
    run(world, "shoot", "nicolaka/netshoot:v0.13", command=SLEEP)
    return world


@pytest.mark.parametrize(
    ("where", "line", "code", "said"),
    [
        ("box", "wget -qO- web", 0, "Welcome to nginx!"),
        ("box", "wget -O- web/no", 1, "wget: server returned error: HTTP/1.1 404 Not Found"),
        ("box", "wget nobody", 1, "wget: bad address 'nobody'"),
        ("box", "wget -T 2 10.96.255.1", 1, "wget: download timed out"),
        ("box", "nc -zv web 80", 0, ":80) open"),
        ("box", "nslookup nobody", 1, "can't find nobody.default.svc.cluster.local: NXDOMAIN"),
        ("shoot", "nslookup web", 0, "Name:\tweb.default.svc.cluster.local\nAddress: 10.96."),
        ("shoot", "host nobody", 1, "Host nobody not found: 3(NXDOMAIN)"),
        ("shoot", "curl -sS nobody", 6, "curl: (6) Could not resolve host: nobody"),
        ("shoot", "curl -sS cache", 28, "curl: (28) Failed to connect to cache port 80"),
        ("web", "curl -s -o /dev/null -w %{http_code} web", 0, "200"),
        ("cache", "redis-cli -h cache set a b", 0, "OK"),
    ],
)
def test_tools_speak_as_the_real_ones(
    lab: World, where: str, line: str, code: int, said: str
) -> None:
    world = lab.fork()
    pod = pods(world, where)[0]["metadata"]["name"]
    done = doors.execute(world, "default", pod, where, line.split())
    assert done.code == code
    assert said in done.stdout + done.stderr


def test_an_image_has_only_what_it_really_has(lab: World) -> None:
    pod = pods(lab, "web")[0]["metadata"]["name"]
    with pytest.raises(StatusError, match='exec: "wget": executable file not found'):
        doors.execute(lab.fork(), "default", pod, "web", ["wget", "web"])


def test_a_script_without_end_asks_in_time(lab: World) -> None:
    world = lab.fork()
    script = "while true; do wget -qO- -T 1 web >/dev/null && echo yes || echo no; sleep 5; done"
    container = {"name": "b", "image": "busybox", "command": ["sh", "-c", script]}
    body = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b"}}
    client = Client(world, "student", trusted=False)
    client.create("pods", "default", {**body, "spec": {"containers": [container]}})
    world.run_until(world.now + 30 * SECOND)
    client.delete("services", "default", "web")
    world.run_until(world.now + 30 * SECOND)
    said = [text for _, stream, text in logs(world, "default", "b", "b") if stream == "stdout"]
    assert 4 <= said.count("yes") <= 6
    assert 4 <= said.count("no") <= 6
    assert said == sorted(said, reverse=True)


def test_what_uses_the_network_of_its_node_is_its_own_neighbour(lab: World) -> None:
    """kubernetes.io, Pod security: hostNetwork gives access to the loopback device of the node."""
    world = lab.fork()
    client = Client(world, "student", trusted=False)
    for name, image in (("front", "nginx:1.27"), ("beside", "nginx:1.27")):
        container = {"name": name, "image": image}
        if name == "beside":
            container["command"] = SLEEP
        spec = {"hostNetwork": True, "nodeName": "noeud-1", "containers": [container]}
        body = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": spec}
        client.create("pods", "default", body)
    world.run_until(world.now + 30 * SECOND)
    code = ["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}"]
    for pod in ("front", "beside"):
        assert doors.execute(world, "default", pod, pod, [*code, "localhost"]).stdout == "200"
        assert doors.execute(world, "default", pod, pod, [*code, "localhost:81"]).code == 7
