"""QoS classes, template hashes and rollout status: what is read off pods and workloads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.api import hash as hashes
from cluster_sim.world.kube.api import qos
from cluster_sim.world.kube.api.rollout_status import RolloutError, rollout_status

FULL = {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"cpu": "1000m", "memory": "1024Mi"}}
HALF = {"requests": {"cpu": "100m"}}
RESOURCES = st.sampled_from([FULL, HALF, {}])


def pod(*resources, level=None):
    containers = [{"name": f"c{i}", "resources": each} for i, each in enumerate(resources)]
    return {"spec": {"containers": containers, **({"resources": level} if level else {})}}


@given(st.lists(RESOURCES, min_size=1, max_size=4))
def test_one_container_is_enough_to_lose_the_class(resources):
    found = qos.of_pod(pod(*resources))
    if all(each is FULL for each in resources):
        assert found == "Guaranteed"
    elif any(each for each in resources):
        assert found == "Burstable"
    else:
        assert found == "BestEffort"


def test_resources_of_the_pod_count_before_those_of_its_containers():
    assert qos.of_pod(pod({}, level=FULL)) == "Guaranteed"
    assert qos.of_pod(pod(FULL, level=HALF)) == "Burstable"


def test_a_template_hash_depends_on_the_template_and_nothing_else():
    one = {"spec": {"containers": [{"name": "a", "image": "nginx"}]}, "metadata": {}}
    same = {"metadata": {}, "spec": {"containers": [{"image": "nginx", "name": "a"}]}}
    other = {"metadata": {}, "spec": {"containers": [{"name": "a", "image": "httpd"}]}}
    assert hashes.pod_template_hash(one) == hashes.pod_template_hash(same)
    assert hashes.pod_template_hash(one) != hashes.pod_template_hash(other)
    assert hashes.pod_template_hash(one) != hashes.pod_template_hash(one, collisions=1)
    assert set(hashes.pod_template_hash(one)) <= set(hashes.ALPHABET)


def test_fnv_of_known_texts():
    # From the FNV reference vectors.
    assert hashes.fnv32a(b"") == 0x811C9DC5
    assert hashes.fnv32a(b"foobar") == 0xBF9CF968


@given(st.integers(0, 27**5 - 1), st.integers(0, 27**5 - 1))
def test_different_numbers_give_different_suffixes(one, other):
    assert len(hashes.encode_suffix(one)) == 5
    assert (hashes.encode_suffix(one) == hashes.encode_suffix(other)) == (one == other)


def deployment(**status):
    return {
        "kind": "Deployment",
        "metadata": {"name": "web", "generation": 2},
        "spec": {"replicas": 3},
        "status": {"observedGeneration": 2, **status},
    }


@pytest.mark.parametrize(
    ("status", "message", "done"),
    [
        (
            {"observedGeneration": 1},
            "Waiting for deployment spec update to be observed...\n",
            False,
        ),
        (
            {"updatedReplicas": 2, "replicas": 4},
            'Waiting for deployment "web" rollout to finish: 2 out of 3 new replicas have been '
            "updated...\n",
            False,
        ),
        (
            {"updatedReplicas": 3, "replicas": 4},
            'Waiting for deployment "web" rollout to finish: 1 old replicas are pending '
            "termination...\n",
            False,
        ),
        (
            {"updatedReplicas": 3, "replicas": 3, "availableReplicas": 2},
            'Waiting for deployment "web" rollout to finish: 2 of 3 updated replicas are '
            "available...\n",
            False,
        ),
        (
            {"updatedReplicas": 3, "replicas": 3, "availableReplicas": 3},
            'deployment "web" successfully rolled out\n',
            True,
        ),
    ],
)
def test_the_rollout_of_a_deployment_is_told_step_by_step(status, message, done):
    found = rollout_status(deployment(**status))
    assert (found.message, found.done) == (message, done)


def test_a_rollout_that_ran_out_of_time_is_an_error():
    late = {"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded"}
    with pytest.raises(RolloutError, match='deployment "web" exceeded its progress deadline'):
        rollout_status(deployment(conditions=[late]))
