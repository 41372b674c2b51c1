"""Programs of the cluster itself, and servers of which only the outside is modelled."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_sim.world.containers.programs import clocks
from cluster_sim.world.containers.programs.program import (
    MIB,
    MILLISECOND,
    STDERR,
    STDOUT,
    End,
    Line,
    Program,
    Run,
)

_PORTS = {
    "mongo": (27017,),
    "memcached": (11211,),
    "rabbitmq": (5672, 15672),
    "fluentd": (24224,),
    "traefik": (80, 8080),
    "cassandra": (7000, 7199, 9042),
    "metrics-server": (4443,),
    "tomcat": (8080,),
    "elasticsearch": (9200, 9300),
    "kibana": (5601,),
    "registry": (5000,),
    "consul": (8500, 8600),
    "nats": (4222, 6222, 8222),
    "influxdb": (8086,),
    "zookeeper": (2181, 2888, 3888),
    "couchdb": (5984,),
    "neo4j": (7474, 7687),
    "adminer": (8080,),
    "phpmyadmin": (80,),
    "caddy": (80, 443, 2019),
    "ghost": (2368,),
    "nextcloud": (80,),
    "drupal": (80,),
    "grafana": (3000,),
    "prometheus": (9090,),
    "node-exporter": (9100,),
    "jenkins": (8080, 50000),
    "minio": (9000,),
    "gitea": (22, 3000),
}
_MEMORY = {
    "mongo": 120,
    "memcached": 3,
    "rabbitmq": 140,
    "fluentd": 45,
    "traefik": 30,
    "cassandra": 700,
    "elasticsearch": 1200,
    "kibana": 500,
    "jenkins": 450,
    "neo4j": 500,
}


def _name(run: Run) -> str:
    return run.image.rpartition("/")[2].partition(":")[0].partition("@")[0]


def _kube_proxy_lines(run: Run) -> Iterator[Line]:
    at = run.started + 30 * MILLISECOND
    for number, (place, text) in enumerate(
        (
            ("server_linux.go:53", '"Using iptables proxy"'),
            ("server.go:715", f'"Successfully retrieved node IP(s)" IPs=["{run.ip}"]'),
            ("server_linux.go:145", '"Using iptables Proxier"'),
            ("shared_informer.go:349", '"Waiting for caches to sync" controller="service config"'),
            ("shared_informer.go:356", '"Caches are synced" controller="service config"'),
        )
    ):
        moment = at + number * 12 * MILLISECOND
        yield (moment, STDERR, f"I{clocks.klog(moment)}       1 {place}] {text}")


def _hello_lines(run: Run) -> Iterator[Line]:
    for text in (
        "",
        "Hello from Docker!",
        "This message shows that your installation appears to be working correctly.",
        "",
    ):
        yield (run.started + MILLISECOND, STDOUT, text)


PAUSE = Program(
    name="pause",
    cpu=lambda run, now, rate: 0,
    memory=lambda run, now, rate: 256 * 1024,
    stop=lambda run, at: (5 * MILLISECOND, 0),
)
KUBE_PROXY = Program(
    name="kube-proxy",
    ready=lambda run: 100 * MILLISECOND,
    ports=lambda run: (10249, 10256),
    cpu=lambda run, now, rate: 2,
    memory=lambda run, now, rate: 18 * MIB,
    lines=_kube_proxy_lines,
    stop=lambda run, at: (20 * MILLISECOND, 2),
)
HELLO_WORLD = Program(
    name="hello",
    end=lambda run: End(run.started + 2 * MILLISECOND, 0),
    memory=lambda run, now, rate: 300 * 1024,
    lines=_hello_lines,
)
GENERIC = Program(
    name="generic",
    ready=lambda run: 500 * MILLISECOND,
    ports=lambda run: _PORTS.get(_name(run), ()),
    cpu=lambda run, now, rate: 5 + rate * 300 // 1_000_000,
    memory=lambda run, now, rate: _MEMORY.get(_name(run), 40) * MIB,
    stop=lambda run, at: (200 * MILLISECOND, 0),
)
