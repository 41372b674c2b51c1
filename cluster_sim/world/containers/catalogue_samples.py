"""Images of Kubernetes' documentation and tutorials, and of servers that courses often run.

Sizes are rounded and of the order of the published ones for linux/amd64.
"""

from __future__ import annotations

from cluster_sim.world.containers.entry import Entry

MB = 1_000_000
_ALPINE = (r"alpine(3\.\d{1,2})?",)


def _web(megabytes: int, tags: str, latest: bool = False, series: str = "") -> Entry:
    """A small web application that needs nothing else."""
    size = megabytes * MB
    return Entry("sample", size, size * 5 // 2, series, tags, base="none", latest=latest)


def _server(megabytes: int, series: str, tags: str = "", latest: bool = True) -> Entry:
    """A server of which only the outside is modelled."""
    size = megabytes * MB
    variants = ("debian", "slim", "management", "ubuntu", "jammy", "noble", "jre", *_ALPINE)
    return Entry("generic", size, size * 5 // 2, series, tags, variants, base="none", latest=latest)


def _part(name: str, megabytes: int) -> Entry:
    """A program of the control plane."""
    size = megabytes * MB
    return Entry(name, size, size * 10 // 3, "1.34 1.35 1.36", base="none", latest=False)


SAMPLES: dict[str, Entry] = {
    "gcr.io/google-samples/hello-go-gke": _web(5, "1.0"),
    "gcr.io/google-samples/hello-frontend": _web(45, "1.0"),
    "gcr.io/google-samples/node-hello": _web(260, "1.0"),
    "gcr.io/google-samples/kubernetes-bootcamp": _web(85, "v1"),
    "docker.io/jocatalin/kubernetes-bootcamp": _web(85, "v1 v2"),
    "gcr.io/google-samples/gb-frontend": _web(165, "v3 v4 v5 v6"),
    "gcr.io/google-samples/whereami": _web(60, "v1.2.22 v1.2.24"),
    "registry.k8s.io/goproxy": _web(2, "0.1"),
    "registry.k8s.io/serve_hostname": _web(3, "v1.4", latest=True),
    "registry.k8s.io/test-webserver": _web(2, "latest", latest=True),
    "docker.io/hashicorp/http-echo": _web(4, "", latest=True, series="0.2 1.0 1"),
    "docker.io/traefik/whoami": _web(3, "", latest=True, series="1.8 1.9 1.10 1.11"),
    "docker.io/containous/whoami": _web(3, "v1.5.0", latest=True),
    "docker.io/nginxdemos/hello": _web(17, "plain-text", latest=True, series="0.2 0.3 0.4"),
    "docker.io/paulbouwer/hello-kubernetes": _web(45, "", latest=True, series="1 1.10"),
    "docker.io/stefanprodan/podinfo": _web(30, "", latest=True, series="6"),
    "ghcr.io/stefanprodan/podinfo": _web(30, "", latest=True, series="6"),
    "mcr.microsoft.com/azuredocs/aks-helloworld": _web(350, "v1", latest=True),
    "gcr.io/google-samples/gb-redis-follower": Entry(
        "redis", 35 * MB, 110 * MB, tags="v1 v2", latest=False
    ),
    "gcr.io/google-samples/cassandra": _server(110, "", "v11 v12 v13 v14 v15", latest=False),
    "gcr.io/google-samples/xtrabackup": Entry("sh", 265 * MB, 690 * MB, tags="1.0", latest=False),
    "registry.k8s.io/etcd": Entry(
        "etcd", 22 * MB, 62 * MB, "3.5 3.6", "3.5.1-0 3.5.21-0 3.6.4-0", base="none", latest=False
    ),
    "registry.k8s.io/kube-apiserver": _part("kube-apiserver", 27),
    "registry.k8s.io/kube-controller-manager": _part("kube-controller-manager", 23),
    "registry.k8s.io/kube-scheduler": _part("kube-scheduler", 17),
    "registry.k8s.io/liveness": Entry("agnhost", 3 * MB, 8 * MB, base="none"),
    "registry.k8s.io/event-exporter": _server(6, "0.2 0.4", latest=False),
    "registry.k8s.io/node-problem-detector": _server(20, "0.1", latest=False),
    "registry.k8s.io/node-problem-detector/node-problem-detector": _server(60, "0.8", latest=False),
    "registry.k8s.io/cluster-proportional-autoscaler-amd64": _server(15, "1.6", latest=False),
    "registry.k8s.io/cpa/cluster-proportional-autoscaler": _server(15, "1.8 1.9", latest=False),
    "registry.k8s.io/fluentd-gcp": _server(90, "", "1.30", latest=False),
    "registry.k8s.io/metrics-server/metrics-server": _server(20, "0.6 0.7 0.8", latest=False),
    "quay.io/fluentd_elasticsearch/fluentd": _server(80, "2.5 3.0 4.0 5.0", latest=False),
    "docker.io/vish/stress": Entry("stress", 2 * MB, 6 * MB, base="none"),
    "docker.io/library/bash": Entry(
        "sh", 6 * MB, 15 * MB, series="4.4 5 5.1 5.2 5.3", variants=_ALPINE, base="alpine"
    ),
    "docker.io/library/centos": Entry("sh", 80 * MB, 225 * MB, series="7 8", base="none"),
    "docker.io/library/fedora": Entry("sh", 60 * MB, 180 * MB, series="40 41 42 43", base="none"),
    "docker.io/radial/busyboxplus": Entry("sh", 4 * MB, 13 * MB, tags="curl", base="none"),
    "docker.io/bitnami/kubectl": Entry("sh", 60 * MB, 180 * MB, series="1", base="none"),
    "docker.io/library/tomcat": _server(180, "9 9.0 10 10.1 11 11.0"),
    "docker.io/library/elasticsearch": _server(640, "7 7.17 8 8.15 9 9.1", latest=False),
    "docker.io/library/kibana": _server(400, "7 7.17 8 8.15 9 9.1", latest=False),
    "docker.io/library/registry": _server(10, "2 2.8 3 3.0"),
    "docker.io/library/haproxy": _server(40, "2.8 3 3.0 3.2", "lts"),
    "docker.io/library/consul": _server(50, "1.15", latest=False),
    "docker.io/library/nats": _server(8, "2 2.10 2.11"),
    "docker.io/library/influxdb": _server(130, "1.8 2 2.7 3"),
    "docker.io/library/zookeeper": _server(120, "3.8 3.9"),
    "docker.io/library/cassandra": _server(155, "3.11 4 4.1 5 5.0"),
    "docker.io/library/couchdb": _server(100, "3 3.4 3.5"),
    "docker.io/library/neo4j": _server(260, "5 5.26 2025.01"),
    "docker.io/library/adminer": _server(45, "4 4.8 5", "standalone"),
    "docker.io/library/phpmyadmin": _server(190, "5 5.2"),
    "docker.io/library/caddy": _server(17, "2 2.8 2.9 2.10"),
    "docker.io/library/ghost": _server(160, "5 6"),
    "docker.io/library/nextcloud": _server(480, "30 31 32", "stable"),
    "docker.io/library/drupal": _server(190, "10 11 11.2"),
    "docker.io/phpmyadmin/phpmyadmin": _server(190, "5 5.2"),
    "docker.io/grafana/grafana": _server(190, "9 9.5 10 10.4 11 11.6 12 12.1"),
    "docker.io/prom/prometheus": _server(110, "2 2.53 2.55 3 3.5"),
    "docker.io/prom/node-exporter": _server(12, "1 1.8 1.9"),
    "quay.io/prometheus/prometheus": _server(110, "2 2.53 2.55 3 3.5"),
    "quay.io/prometheus/node-exporter": _server(12, "1 1.8 1.9"),
    "docker.io/jenkins/jenkins": _server(260, "2", "lts lts-jdk17 lts-jdk21"),
    "docker.io/minio/minio": _server(60, ""),
    "docker.io/gitea/gitea": _server(60, "1 1.22 1.23 1.24"),
}
