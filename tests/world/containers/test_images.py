"""References, what registries have, and what a pull costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.containers import images
from cluster_sim.world.containers.catalogue_samples import SAMPLES
from cluster_sim.world.containers.images import PullFailed
from cluster_sim.world.containers.programs.registry import PROGRAMS
from cluster_sim.world.containers.references import InvalidReference, parse


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("nginx", "docker.io/library/nginx:latest"),
        ("nginx:1.27", "docker.io/library/nginx:1.27"),
        ("grappe/crasher", "docker.io/grappe/crasher:latest"),
        ("registry.k8s.io/pause:3.10", "registry.k8s.io/pause:3.10"),
        ("localhost:5000/app:v1", "localhost:5000/app:v1"),
    ],
)
def test_references_are_written_in_full(text: str, full: str) -> None:
    assert parse(text).full == full


@given(st.text(max_size=40))
def test_any_text_is_a_reference_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except InvalidReference as problem:
        assert "couldn't parse image name" in str(problem)
    else:
        assert parse(found.full) == found


@pytest.mark.parametrize(
    "text",
    ["nginx:1.27", "nginx:1.27.3-alpine", "nginx:stable", "busybox:1.36", "redis:7", "mysql:8.0.36",
     "python:3.12-slim", "node:22-alpine3.20", "registry.k8s.io/e2e-test-images/agnhost:2.40",
     "registry.k8s.io/kube-proxy:v1.36.2", "gcr.io/google-samples/hello-app:2.0",
     "k8s.gcr.io/pause:3.9"],
)  # fmt: skip
def test_versions_of_known_series_exist(text: str) -> None:
    assert images.find(text).size > 0


@pytest.mark.parametrize("tag", ["1.99", "1.27.3.4", "1.27-nope", "doesnotexist", "1.270", "v9"])
def test_other_tags_do_not_and_containerd_says_so(tag: str) -> None:
    name = f"docker.io/library/nginx:{tag}"
    with pytest.raises(PullFailed) as failure:
        images.find(f"nginx:{tag}")
    assert failure.value.code == "NotFound"
    assert failure.value.message == (
        f'failed to pull and unpack image "{name}": failed to resolve reference "{name}": '
        f"{name}: not found"
    )


def test_unknown_repositories_and_hosts_fail_as_they_do_in_life() -> None:
    with pytest.raises(PullFailed, match="pull access denied, repository does not exist"):
        images.find("ngnix:1.27")
    with pytest.raises(PullFailed, match="no such host"):
        images.find("registre.exemple/app:1")


def test_layers_that_are_there_already_are_not_fetched_again() -> None:
    nginx, redis = images.find("nginx:1.27"), images.find("redis:7")
    first = images.pull_time(nginx, list(nginx.layers))
    shared = [layer for layer in redis.layers if layer not in nginx.layers]
    assert len(shared) < len(redis.layers)
    assert images.pull_time(redis, shared) < images.pull_time(redis, list(redis.layers))
    assert images.pull_time(nginx, []) == images.RESOLVE < first
    assert sum(layer.compressed for layer in nginx.layers) == nginx.size


def test_samples_of_the_documentation_are_found_and_run_what_they_are() -> None:
    for name, entry in SAMPLES.items():
        tags = [*entry.tags.split(), *entry.series.split(), *(["latest"] if entry.latest else [])]
        assert tags, name
        image = images.find(f"{name}:{tags[0]}")
        assert image.program in PROGRAMS, name
        assert image.size > 0


def test_an_official_image_may_be_named_with_its_host_alone() -> None:
    assert parse("docker.io/redis:6.0.5") == parse("redis:6.0.5")
    assert parse("index.docker.io/library/redis:6.0.5") == parse("redis:6.0.5")
