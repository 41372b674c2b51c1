"""The images that the registries of this world have.

Sizes are rounded and of the order of the published ones for linux/amd64; the images of a
repository weigh the same within a few per cent. ``grappe/*`` are the course's own small images.
"""

from __future__ import annotations

from cluster_sim.world.containers.catalogue_samples import SAMPLES
from cluster_sim.world.containers.entry import Entry

MB = 1_000_000
# Compressed and unpacked sizes of the bases that images share as their first layer.
BASES = {
    "debian": (28 * MB, 75 * MB),
    "alpine": (4 * MB, 8 * MB),
    "none": (0, 0),
}

_DEBIANS = ("bookworm", "bullseye", "slim", "slim-bookworm", "slim-bullseye", "trixie")
_ALPINE = (r"alpine(3\.\d{1,2})?",)
_BOTH = (*_DEBIANS, *_ALPINE)

CATALOGUE: dict[str, Entry] = {
    **SAMPLES,
    "docker.io/library/nginx": Entry(
        "nginx",
        72 * MB,
        192 * MB,
        series="1 1.14 1.16 1.17 1.18 1.19 1.20 1.21 1.22 1.23 1.24 1.25 1.26 1.27 1.28 1.29",
        tags="stable mainline alpine stable-alpine mainline-alpine perl",
        variants=(*_BOTH, "perl", "otel"),
        small=(20 * MB, 49 * MB),
    ),
    "docker.io/library/httpd": Entry(
        "httpd",
        59 * MB,
        148 * MB,
        series="2 2.4",
        tags="alpine",
        variants=_BOTH,
        small=(22 * MB, 60 * MB),
    ),
    "docker.io/library/redis": Entry(
        "redis",
        52 * MB,
        137 * MB,
        series="5 6 6.0 6.2 7 7.0 7.2 7.4 8 8.0 8.2",
        tags="alpine bookworm",
        variants=_BOTH,
        small=(17 * MB, 41 * MB),
    ),
    "docker.io/library/postgres": Entry(
        "postgres",
        156 * MB,
        438 * MB,
        series="12 13 14 15 16 17 18",
        tags="alpine bookworm",
        variants=_BOTH,
        small=(109 * MB, 276 * MB),
    ),
    "docker.io/library/mysql": Entry(
        "mysql",
        235 * MB,
        797 * MB,
        series="5.6 5.7 8 8.0 8.4 9 9.0 9.4",
        tags="lts",
        variants=("debian", "oracle", "oraclelinux9"),
        base="none",
    ),
    "docker.io/library/mariadb": Entry(
        "mysql",
        122 * MB,
        405 * MB,
        series="10 10.6 10.11 11 11.4 11.8",
        tags="lts",
        variants=("jammy", "noble"),
        base="none",
    ),
    "docker.io/library/mongo": Entry(
        "generic",
        271 * MB,
        796 * MB,
        series="4 4.4 5 6 7 8",
        variants=("jammy", "noble"),
        base="none",
    ),
    "docker.io/library/busybox": Entry(
        "sh",
        2 * MB,
        4 * MB,
        series="1 1.28 1.30 1.31 1.34 1.35 1.36 1.37",
        tags="stable glibc musl uclibc",
        variants=("glibc", "musl", "uclibc"),
        base="none",
    ),
    "docker.io/library/alpine": Entry(
        "sh",
        4 * MB,
        8 * MB,
        series="3 3.12 3.13 3.14 3.15 3.16 3.17 3.18 3.19 3.20 3.21 3.22",
        tags="edge",
        base="alpine",
    ),
    "docker.io/library/debian": Entry(
        "sh",
        48 * MB,
        117 * MB,
        series="10 11 12 13",
        tags="stable bookworm bullseye trixie bookworm-slim stable-slim",
        variants=("slim",),
    ),
    "docker.io/library/ubuntu": Entry(
        "sh",
        30 * MB,
        78 * MB,
        series="20.04 22.04 24.04",
        tags="focal jammy noble rolling",
        base="none",
    ),
    "docker.io/library/python": Entry(
        "python",
        366 * MB,
        1019 * MB,
        series="3 3.8 3.9 3.10 3.11 3.12 3.13 3.14",
        tags="slim alpine",
        variants=_BOTH,
        small=(17 * MB, 46 * MB),
    ),
    "docker.io/library/node": Entry(
        "node",
        397 * MB,
        1120 * MB,
        series="14 16 18 20 22 24",
        tags="lts alpine slim lts-alpine lts-slim current",
        variants=_BOTH,
        small=(53 * MB, 155 * MB),
    ),
    "docker.io/library/perl": Entry(
        "perl",
        350 * MB,
        860 * MB,
        series="5 5.34 5.36 5.38 5.40 5.42",
        tags="slim",
        variants=_DEBIANS,
    ),
    "docker.io/library/golang": Entry(
        "sh",
        297 * MB,
        838 * MB,
        series="1 1.21 1.22 1.23 1.24 1.25",
        tags="alpine",
        variants=_BOTH,
        small=(76 * MB, 248 * MB),
    ),
    "docker.io/library/hello-world": Entry(
        "hello", 2_500, 10_000, tags="linux nanoserver", base="none"
    ),
    "docker.io/library/fluentd": Entry(
        "generic", 15 * MB, 40 * MB, tags="v1 v2 v1.16 v1.17 v1.18", base="alpine"
    ),
    "docker.io/library/memcached": Entry(
        "generic",
        30 * MB,
        85 * MB,
        series="1 1.5 1.6",
        tags="alpine",
        variants=_BOTH,
        small=(5 * MB, 10 * MB),
    ),
    "docker.io/library/rabbitmq": Entry(
        "generic",
        100 * MB,
        250 * MB,
        series="3 3.12 3.13 4 4.0 4.1",
        tags="management",
        variants=("management", *_ALPINE),
        small=(70 * MB, 150 * MB),
        base="none",
    ),
    "docker.io/library/wordpress": Entry(
        "httpd",
        250 * MB,
        700 * MB,
        series="4 4.8 4.9 5 6 6.2 6.4 6.6 6.8",
        tags="latest-apache",
        variants=("apache", "fpm", r"php8\.\d", r"php8\.\d-apache"),
    ),
    "docker.io/library/traefik": Entry(
        "generic",
        46 * MB,
        190 * MB,
        series="2 2.10 2.11 3 3.0 3.3 3.5",
        variants=_ALPINE,
        base="alpine",
    ),
    "docker.io/curlimages/curl": Entry(
        "sh", 10 * MB, 22 * MB, series="7 8 8.10 8.12 8.16", base="alpine"
    ),
    "docker.io/nginxinc/nginx-unprivileged": Entry(
        "nginx",
        72 * MB,
        192 * MB,
        series="1 1.25 1.26 1.27 1.28 1.29",
        tags="alpine stable",
        variants=_BOTH,
        small=(20 * MB, 49 * MB),
    ),
    "docker.io/kennethreitz/httpbin": Entry("httpbin", 200 * MB, 534 * MB, base="none"),
    "docker.io/nicolaka/netshoot": Entry("sh", 200 * MB, 490 * MB, tags="v0.13", base="alpine"),
    "gcr.io/google-samples/hello-app": Entry(
        "hello-app", 10 * MB, 28 * MB, tags="1.0 2.0", base="none", latest=False
    ),
    "registry.k8s.io/pause": Entry(
        "pause",
        320_000,
        740_000,
        tags="2.0 3.0 3.1 3.2 3.5 3.6 3.7 3.8 3.9 3.10 3.10.1",
        base="none",
    ),
    "registry.k8s.io/kube-proxy": Entry(
        "kube-proxy", 31 * MB, 95 * MB, series="1.34 1.35 1.36", base="none", latest=False
    ),
    "registry.k8s.io/e2e-test-images/agnhost": Entry(
        "agnhost",
        55 * MB,
        140 * MB,
        series="2 2.39 2.40 2.43 2.45 2.47 2.53",
        base="alpine",
        latest=False,
    ),
    "registry.k8s.io/e2e-test-images/jessie-dnsutils": Entry(
        "sh", 100 * MB, 260 * MB, series="1 1.3 1.5 1.7", latest=False
    ),
    "registry.k8s.io/coredns/coredns": Entry(
        "coredns",
        23 * MB,
        76 * MB,
        series="1.10 1.11 1.12 1.13 1.14",
        base="none",
        latest=False,
    ),
    "registry.k8s.io/ingress-nginx/controller": Entry(
        "ingress-nginx",
        115 * MB,
        310 * MB,
        series="1.9 1.10 1.11 1.12 1.13 1.14",
        base="alpine",
        latest=False,
    ),
    "registry.k8s.io/busybox": Entry("sh", 1_100_000, 2_400_000, series="1.24 1.27", base="none"),
    "registry.k8s.io/nginx-slim": Entry(
        "nginx", 8 * MB, 20 * MB, series="0.8 0.21 0.24 0.26 0.27", base="none", latest=False
    ),
    "registry.k8s.io/hpa-example": Entry("hpa-example", 187 * MB, 481 * MB, base="none"),
    "registry.k8s.io/echoserver": Entry(
        "agnhost", 43 * MB, 95 * MB, tags="1.4 1.10", base="none", latest=False
    ),
    "docker.io/polinux/stress": Entry("stress", 4 * MB, 10 * MB, series="1.0", base="alpine"),
    "docker.io/grappe/crasher": Entry("crasher", 5 * MB, 12 * MB, series="1", base="alpine"),
    "docker.io/grappe/leaker": Entry("leaker", 5 * MB, 12 * MB, series="1", base="alpine"),
}
# Names under which registries serve the same images.
ALIASES = {
    "k8s.gcr.io": "registry.k8s.io",
    "gcr.io/google_containers": "registry.k8s.io",
    "gcr.io/google-containers": "registry.k8s.io",
    "us-docker.pkg.dev/google-samples/containers/gke": "gcr.io/google-samples",
    "gcr.io/google_samples": "gcr.io/google-samples",
    "gcr.io/kubernetes-e2e-test-images/dnsutils": (
        "registry.k8s.io/e2e-test-images/jessie-dnsutils"
    ),
    "registry.k8s.io/redis": "docker.io/library/redis",
    "registry.k8s.io/e2e-test-images/nginx": "docker.io/library/nginx",
    "registry.k8s.io/e2e-test-images/busybox": "docker.io/library/busybox",
}


def entry_of(repository: str) -> Entry | None:
    """The entry of a repository in full (``docker.io/library/nginx``), or None."""
    found = CATALOGUE.get(repository)
    if found is not None:
        return found
    for name, same in ALIASES.items():
        if repository == name or repository.startswith(f"{name}/"):
            return CATALOGUE.get(same + repository[len(name) :])
    return None
