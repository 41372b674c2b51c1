"""The arithmetic of Deployments: what a rollout may never do, whatever its settings."""

from hypothesis import given
from hypothesis import strategies as st

from cluster_sim.world.kube.controllers import deployment_history as history
from cluster_sim.world.kube.controllers import deployment_math as math
from cluster_sim.world.kube.controllers import deployment_progress as progress

FENCES = st.integers(0, 4) | st.sampled_from(["0%", "25%", "50%", "100%"])


def deployment(replicas, surge=1, unavailable=0, **status):
    rolling = {"maxSurge": surge, "maxUnavailable": unavailable}
    strategy = {"type": "RollingUpdate", "rollingUpdate": rolling}
    spec = {"replicas": replicas, "strategy": strategy, "template": {"spec": {"v": 1}}}
    return {"metadata": {"name": "web"}, "spec": spec, "status": status}


def replica_set(name, replicas, available=None, created="2026-01-05T08:00:00Z", **annotations):
    marked = {key.replace("_", "-"): value for key, value in annotations.items()}
    return {
        "metadata": {"name": name, "creationTimestamp": created, "annotations": marked},
        "spec": {"replicas": replicas, "template": {"spec": {"v": name}}},
        "status": {"availableReplicas": replicas if available is None else available},
    }


def resized(each, replicas):
    """The ReplicaSet once its pods have come, gone, and become available."""
    return replica_set(each["metadata"]["name"], replicas)


@given(st.integers(1, 20), FENCES, FENCES)
def test_a_rolling_update_keeps_within_its_fences_and_ends(replicas, surge, unavailable):
    dep = deployment(replicas, surge, unavailable)
    most = replicas + math.max_surge(dep)
    least = replicas - math.max_unavailable(dep)
    old, new = replica_set("old", replicas), replica_set("new", 0)
    for _ in range(3 * replicas):
        step = math.reconcile_new(dep, [old, new], new)
        if step is not None:
            new = resized(new, step.replicas)
        for down in math.reconcile_old(dep, [old], new):
            old = resized(old, down.replicas)
        running = math.size(old) + math.size(new)
        assert least <= running <= most
    assert (math.size(old), math.size(new)) == (0, replicas)


@given(st.integers(1, 20), FENCES, FENCES, st.integers(0, 20))
def test_unhealthy_old_pods_go_first_and_healthy_ones_stay(replicas, surge, unavailable, healthy):
    dep = deployment(replicas, surge, unavailable)
    old = replica_set("old", replicas, available=min(healthy, replicas))
    new = replica_set("new", 0)
    steps = math.reconcile_old(dep, [old], new)
    left = steps[-1].replicas if steps else replicas
    least = replicas - math.max_unavailable(dep)
    # No available pod is given up that the minimum needs.
    assert left >= min(math.status_count(old, "availableReplicas"), least)


@given(
    st.integers(0, 30),
    st.lists(st.integers(1, 15), min_size=1, max_size=4),
    st.integers(0, 5),
)
def test_scaling_amid_a_rollout_gives_out_exactly_what_is_allowed(wanted, sizes, surge):
    before = sum(sizes)
    sets = [
        replica_set(f"rs-{i}", size, **{history.MAX_REPLICAS: str(before)})
        for i, size in enumerate(sizes)
    ]
    dep = deployment(wanted, surge)
    steps = math.proportional_scales(dep, sets)
    allowed = wanted + math.max_surge(dep) if wanted else 0
    assert all(step.replicas >= 0 for step in steps)
    # The largest pays for the rounding of all, but has no more than it has to give.
    total = sum(step.replicas for step in steps)
    assert total == allowed or (steps[0].replicas == 0 and total > allowed)


def test_fenceposts_are_never_both_zero():
    assert math.resolve_fenceposts("0%", "0%", 5) == (0, 1)
    assert math.resolve_fenceposts("1%", "25%", 2) == (1, 0)
    assert math.resolve_fenceposts(None, "50%", 3) == (0, 1)


def test_the_new_replica_set_has_the_template_of_the_deployment():
    dep = deployment(3)
    hashed = {"metadata": {"labels": {history.TEMPLATE_HASH: "abc"}}, "spec": {"v": 1}}
    match = replica_set("web-abc", 3)
    match["spec"]["template"] = hashed
    other = replica_set("web-old", 0)
    assert history.new_replica_set(dep, [other, match]) is match
    assert history.new_replica_set(dep, [other]) is None
    assert history.old_replica_sets(dep, [other, match]) == ([], [other])


def test_a_revision_that_comes_back_remembers_what_it_was():
    dep = deployment(3)
    dep["metadata"]["annotations"] = {"team": "a", history.REVISION: "3"}
    back = replica_set("web-1", 0, **{history.REVISION: "1"})
    assert history.new_annotations(dep, back, 4, None) == {
        "team": "a",
        history.REVISION: "4",
        history.REVISION_HISTORY: "1",
    }
    created = history.new_annotations(dep, replica_set("web-2", 0), 1, (3, 4))
    assert created[history.DESIRED_REPLICAS] == "3"
    assert created[history.MAX_REPLICAS] == "4"
    assert history.REVISION_HISTORY not in created


@given(st.lists(st.integers(0, 50), min_size=2, max_size=6, unique=True))
def test_undo_goes_back_to_the_revision_before_the_last(revisions):
    sets = [replica_set(f"rs-{r}", 0, **{history.REVISION: str(r)}) for r in revisions]
    assert history.max_revision(sets) == max(revisions)
    assert history.last_revision(sets) == sorted(revisions)[-2]


def test_history_beyond_its_limit_goes_lowest_revision_first():
    dep = deployment(3)
    dep["spec"]["revisionHistoryLimit"] = 1
    sets = [replica_set(f"rs-{r}", 0, **{history.REVISION: str(r)}) for r in (10, 9, 2)]
    assert [each["metadata"]["name"] for each in history.beyond_history(dep, sets)] == [
        "rs-2",
        "rs-9",
    ]


def test_a_deadline_counts_from_the_last_progress():
    dep = deployment(3)
    dep["spec"]["progressDeadlineSeconds"] = 10
    since = progress.new_condition("Progressing", "True", progress.REPLICA_SET_UPDATED, "", 0)
    status = {"conditions": [since]}
    assert not progress.is_timed_out(dep, status, 10_000_000)
    assert progress.is_timed_out(dep, status, 10_000_001)
    done = {"conditions": [{**since, "reason": progress.NEW_AVAILABLE}]}
    assert not progress.is_timed_out(dep, done, 10**12)


def test_a_condition_changes_its_transition_time_with_its_status_only():
    first = progress.new_condition("Available", "True", "A", "", 0)
    later = progress.new_condition("Available", "True", "B", "", 60_000_000)
    lost = progress.new_condition("Available", "False", "C", "", 120_000_000)
    kept = progress.with_condition([first], later)
    assert kept[0]["lastTransitionTime"] == first["lastTransitionTime"]
    assert kept[0]["lastUpdateTime"] == later["lastUpdateTime"]
    assert progress.with_condition(kept, lost) == [lost]
