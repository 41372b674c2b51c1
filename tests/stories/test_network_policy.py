"""Everything is closed, then what is needed is opened again, and nothing more.

kubernetes.io/docs/concepts/services-networking/network-policies: the default deny, additive
rules, named ports; kubernetes.io/docs/tasks/administer-cluster/declare-network-policy.
"""

from __future__ import annotations

from itertools import product

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.client import Client
from cluster_sim.world.kube.kubelet import doors
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start
from cluster_sim.world.traffic import policies
from cluster_sim.world.traffic.party import Party

KEY = "networkpolicies.networking.k8s.io"
FILES = ("1-tout-fermer.yaml", "2-ouvrir-web.yaml", "3-ouvrir-api.yaml", "4-ouvrir-db.yaml")


@pytest.fixture(scope="module")
def tiers() -> World:
    return start(system(), scenario("network-policies"), 7)


def apply(world: World, manifest: dict[str, object]) -> None:
    Client(world, "student", trusted=False).create(KEY, "default", manifest)
    world.run_until(world.now + SECOND)


def failing(world: World) -> dict[str, float]:
    return {
        flow["metadata"]["name"]: flow["status"]["failed"]
        for flow in world.store.all("flows")
        if flow["status"]["failed"]
    }


def test_a_default_deny_stops_all_and_each_rule_opens_one_way(tiers: World) -> None:
    world = tiers.fork()
    assert failing(world) == {}
    expected = [
        {"visiteurs", "web-vers-api", "api-vers-db", "intrus"},
        {"web-vers-api", "api-vers-db", "intrus"},
        {"api-vers-db", "intrus"},
        {"intrus"},
    ]
    for name, left in zip(FILES, expected, strict=True):
        apply(world, yaml.safe_load(scenario("network-policies").files[name]))
        assert set(failing(world)) == left, name
    flow = world.store.get("flows", "", "intrus")
    assert flow is not None
    assert flow["status"]["stopped"] == {"default/db": 1.0}


def test_a_stopped_client_waits_until_its_patience_is_over(tiers: World) -> None:
    world = tiers.fork()

    def curl(*words: str) -> tuple[int, str, int]:
        done = doors.execute(world, "default", "intrus", "netshoot", ["curl", "-sS", *words])
        return done.code, done.stderr, done.time // SECOND

    assert curl("-m", "2", "http://web")[0] == 0
    apply(world, yaml.safe_load(scenario("network-policies").files[FILES[0]]))
    code, said, time = curl("-m", "2", "http://web")
    assert (code, time) == (28, 2)
    assert said.startswith("curl: (28) Connection timed out after 200")


def test_who_may_send_nothing_cannot_even_look_names_up(tiers: World) -> None:
    world = tiers.fork()
    spec = {"podSelector": {"matchLabels": {"app": "intrus"}}, "policyTypes": ["Egress"]}
    body = {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy"}
    apply(world, {**body, "metadata": {"name": "mute"}, "spec": spec})
    done = doors.execute(world, "default", "intrus", "netshoot", ["nslookup", "web"])
    assert (done.code, "no servers could be reached" in done.stdout) == (1, True)
    dns = {"ports": [{"protocol": "UDP", "port": 53}]}
    apply(world, {**body, "metadata": {"name": "dns"}, "spec": {**spec, "egress": [dns]}})
    done = doors.execute(world, "default", "intrus", "netshoot", ["nslookup", "web"])
    assert done.code == 0


PEERS = (None, {"podSelector": {}}, {"podSelector": {"matchLabels": {"app": "a"}}},
         {"namespaceSelector": {}}, {"ipBlock": {"cidr": "10.244.0.0/24"}},
         {"ipBlock": {"cidr": "10.244.0.0/16", "except": ["10.244.0.0/24"]}})  # fmt: skip
PORTS = (None, {"port": 80}, {"port": 70, "endPort": 90}, {"port": "http"}, {"port": 81})
rules = st.tuples(st.sampled_from(PEERS), st.sampled_from(PORTS))
some = st.lists(st.tuples(st.sampled_from(["a", "b", ""]), st.lists(rules, max_size=2)), max_size=3)


def pod(name: str, namespace: str, address: str) -> Party:
    ports = [{"name": "http", "containerPort": 80}]
    meta = {"name": name, "namespace": namespace, "labels": {"app": name}}
    return Party(address, "n", {"metadata": meta, "spec": {"containers": [{"ports": ports}]}})


PARTIES = (
    pod("a", "default", "10.244.0.2"),
    pod("b", "default", "10.244.1.2"),
    pod("a", "kube-system", "10.244.0.3"),
    Party("192.0.2.7"),
)


def model(made: list[tuple[str, list]], source: Party, target: Party, port: int) -> bool:
    """Whether a packet comes in, said in the shortest way."""
    if target.pod is None or source.address == target.address:
        return True
    mine = [
        each
        for app, each in made
        if target.namespace == "default" and app in ("", target.labels["app"])
    ]
    return not mine or any(
        meets(peer, source) and port in numbers(p) for e in mine for peer, p in e
    )


def meets(peer: dict | None, source: Party) -> bool:
    answers = (
        True,
        source.namespace == "default",
        source.namespace == "default" and source.labels.get("app") == "a",
        source.pod is not None,
        source.address.startswith("10.244.0."),
        source.address.startswith("10.244.1."),
    )
    return answers[PEERS.index(peer)]


def numbers(port: dict | None) -> range | tuple[int, ...]:
    return (range(65536), (80,), range(70, 91), (80,), (81,))[PORTS.index(port)]


@given(some)
def test_rules_let_in_what_a_small_model_lets_in(tiers: World, made: list) -> None:
    world = tiers.fork()
    client = Client(world, "test")
    for number, (app, allowed) in enumerate(made):
        ingress = [
            {**({"from": [peer]} if peer else {}), **({"ports": [port]} if port else {})}
            for peer, port in allowed
        ]
        selector = {"matchLabels": {"app": app}} if app else {}
        spec = {"podSelector": selector, "ingress": ingress}
        client.create(KEY, "default", {"metadata": {"name": f"p{number}"}, "spec": spec})
    for source, target, port in product(PARTIES, PARTIES, (80, 81, 90)):
        stop = policies.stop_of(world, source, target, port)
        assert (stop is None) == model(made, source, target, port), (source, target, port)
