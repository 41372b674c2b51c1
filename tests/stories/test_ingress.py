"""Two sites behind one address: the host and the path choose who answers.

kubernetes.io/docs/concepts/services-networking/ingress (path types, the longest match, wildcard
hosts), ingress-nginx' 404, 503 and 504; the address of the load balancer in the status.
"""

from __future__ import annotations

import pytest

from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.client import Client
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start
from cluster_sim.world.traffic.answer import REFUSED, Answer
from cluster_sim.world.traffic.request import request

INGRESSES = "ingresses.networking.k8s.io"


@pytest.fixture
def world() -> World:
    return start(system(), scenario("ingress"), 7)


def ask(world: World, host: str, path: str = "/", **more: bool) -> Answer:
    scheme = "https" if more else "http"
    return request(world, f"{scheme}://203.0.113.10{path}", host=host, **more)


def service_of(answer: Answer) -> str:
    """``blog`` for an answer of a pod of the Deployment blog."""
    return answer.pod.partition("/")[2].rsplit("-", 2)[0]


def ingress(world: World, name: str, **spec: object) -> None:
    made = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": name},
        "spec": {"ingressClassName": "nginx", **spec},
    }
    Client(world, "student", trusted=False).create(INGRESSES, "default", made)
    world.run_until(world.now + SECOND)


def rule(host: str, *paths: tuple[str, str, str]) -> dict[str, object]:
    return {
        "host": host,
        "http": {
            "paths": [
                {
                    "path": path,
                    "pathType": kind,
                    "backend": {"service": {"name": service, "port": {"number": 80}}},
                }
                for path, kind, service in paths
            ]
        },
    }


def test_host_and_path_choose_who_answers(world: World) -> None:
    for host, path, service in (
        ("boutique.example", "/", "boutique"),
        ("boutique.example", "/api", "api"),
        ("boutique.example", "/api/panier?n=1", "api"),
        ("boutique.example", "/apis", "boutique"),
        ("blog.example", "/", "blog"),
    ):
        assert service_of(ask(world, host, path)) == service, (host, path)
    assert ask(world, "nobody.example").status == 404
    for each in world.store.all(INGRESSES):
        assert each["status"]["loadBalancer"]["ingress"] == [{"ip": "203.0.113.10"}]


def test_exact_comes_before_prefix_and_a_name_before_a_wildcard(world: World) -> None:
    ingress(
        world,
        "more",
        rules=[
            rule("*.example", ("/", "Prefix", "boutique")),
            rule("x.example", ("/a", "Prefix", "blog"), ("/a", "Exact", "api")),
        ],
    )
    assert service_of(ask(world, "x.example", "/a")) == "api"
    assert service_of(ask(world, "other.example", "/nothing")) in ("", "boutique")
    assert ask(world, "deep.other.example").status == 404
    assert ask(world, "x.example", "/").status == 404
    assert service_of(ask(world, "blog.example")) == "blog"


def test_what_goes_wrong_behind_has_the_status_that_nginx_gives(world: World) -> None:
    client = Client(world, "student", trusted=False)
    ingress(world, "lost", rules=[rule("lost.example", ("/", "Prefix", "nobody"))])
    assert ask(world, "lost.example").status == 503
    client.scale("deployments.apps", "default", "blog", 0)
    world.run_until(world.now + 5 * SECOND)
    assert ask(world, "blog.example").status == 503
    deny = {"metadata": {"name": "deny"}, "spec": {"podSelector": {"matchLabels": {"app": "api"}}}}
    body = {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", **deny}
    client.create("networkpolicies.networking.k8s.io", "default", body)
    stopped = ask(world, "boutique.example", "/api")
    assert (stopped.status, stopped.stopped) == (504, ("default/deny",))
    client.scale("deployments.apps", "ingress-nginx", "ingress-nginx-controller", 0)
    world.run_until(world.now + 30 * SECOND)
    assert ask(world, "boutique.example").fault in (REFUSED, "timeout")


def test_a_host_with_a_certificate_sends_everybody_to_it(world: World) -> None:
    tls = [{"hosts": ["sure.example"], "secretName": "sure"}]
    ingress(world, "sure", tls=tls, rules=[rule("sure.example", ("/", "Prefix", "blog"))])
    sent = ask(world, "sure.example", "/x")
    assert (sent.status, sent.headers["Location"]) == (308, "https://sure.example/x")
    assert service_of(ask(world, "sure.example", insecure=True)) == "blog"


def test_flows_follow_the_rules(world: World) -> None:
    flow = world.store.get("flows", "", "lecteurs")
    assert flow is not None
    assert flow["status"]["service"] == ["default", "blog"]
    Client(world, "student", trusted=False).delete(INGRESSES, "default", "blog")
    world.run_until(world.now + SECOND)
    flow = world.store.get("flows", "", "lecteurs")
    assert flow is not None
    assert flow["status"] == {"pods": {}, "failed": 1.0}
