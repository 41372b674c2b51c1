"""Portraits: what there is to say of an object, kind by kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cluster_sim.live.inspection import inspect
from cluster_sim.world.assembly import system
from cluster_sim.world.kernel.world import SECOND, World
from cluster_sim.world.kube.api.errors import StatusError
from cluster_sim.world.kube.api.user import account_user
from cluster_sim.world.scenarios.scenario import scenario
from cluster_sim.world.scenarios.start import start
from tests.world.explain.portrait import rows, said
from tests.world.kube.cluster import running, student

WORDS = Path("static/js/words")
PORTRAITS = Path("cluster_sim/world/explain/portraits")


def types(world: World, text: str, wait: int = 60) -> None:
    world.command("shell", {"terminal": "t1", "text": text}, "student")
    world.run_until(world.now + wait * SECOND)


def lab(name: str) -> World:
    return start(system(), scenario(name), 7)


def test_a_stateful_set_shows_each_ordinal_with_its_claim() -> None:
    world = lab("stateful")
    shown = rows(world, "statefulsets.apps", "default", "db")
    assert shown["state"] == ("ready", "good")
    members = shown["ordinals"]["rows"]
    assert [pod["key"][2] for pod, _state, _claims, _revision in members] == [
        "db-0",
        "db-1",
        "db-2",
    ]
    assert [claims[0]["key"][2] for _pod, _state, claims, _revision in members] == [
        "data-db-0",
        "data-db-1",
        "data-db-2",
    ]
    types(world, "kubectl cordon noeud-1 noeud-2 noeud-3")
    types(world, "kubectl delete pod db-0 db-1", 30)
    shown = rows(world, "statefulsets.apps", "default", "db")
    states = [said(state) for _pod, state, _claims, _revision in shown["ordinals"]["rows"]]
    assert states == ["pod.waits", "pod.missing", "pod.is-ready"]
    assert shown["state"] == ("ready", "wait")


def test_a_claim_and_its_volume_lead_to_each_other() -> None:
    world = lab("stateful")
    shown = rows(world, "persistentvolumeclaims", "default", "data-db-0")
    assert shown["state"] == ("claim.bound", "good")
    assert [each["text"] for each in shown["usedBy"]] == ["db-0"]
    volume = shown["volume"]["text"]
    assert rows(world, "persistentvolumes", "", volume)["claim"]["text"] == "data-db-0"


def test_a_job_that_fails_says_when_it_tries_again() -> None:
    world = lab("jobs")
    types(world, "kubectl apply -f obstine.yaml", 12)
    shown = rows(world, "jobs.batch", "default", "obstine")
    when, why = shown["nextTry"]
    assert why["args"]["failures"] == 1
    assert world.now < when["time"] <= world.now + 10 * SECOND
    assert shown["failurePolicy"][0]["args"]["codes"] == [42]
    types(world, "true", 300)
    shown = rows(world, "jobs.batch", "default", "obstine")
    assert shown["state"] == ("job.failed", "bad")
    assert "nextTry" not in shown


def test_a_cron_job_says_when_it_runs_next() -> None:
    world = lab("jobs")
    shown = rows(world, "cronjobs.batch", "default", "sauvegarde")
    assert shown["schedule"]["args"] == {"text": "*/2 * * * *", "zone": "Europe/Paris"}
    assert world.now < shown["nextRun"]["time"] <= world.now + 120 * SECOND
    types(world, 'kubectl patch cronjob sauvegarde -p \'{"spec":{"suspend":true}}\'')
    assert "nextRun" not in rows(world, "cronjobs.batch", "default", "sauvegarde")


def test_a_quota_shows_how_full_it_is() -> None:
    world = lab("quotas")
    quota = next(world.store.all("resourcequotas"))["metadata"]
    shown = rows(world, "resourcequotas", quota["namespace"], quota["name"])
    for _name, used in shown["used"]["rows"]:
        assert 0 <= used["meter"] <= 1
        assert " / " in used["text"]


def test_a_budget_names_the_last_pod_it_kept() -> None:
    world = lab("drain")
    cache = next(
        p for p in world.store.all("pods") if p["metadata"]["labels"].get("app") == "cache"
    )
    node = cache["spec"]["nodeName"]
    types(world, f"kubectl drain {node} --ignore-daemonsets --timeout=20s")
    shown = rows(world, "poddisruptionbudgets.policy", "default", "cache")
    assert shown["state"] == ("budget.holds", "wait")
    assert shown["lastHeld"][0]["text"] == cache["metadata"]["name"]


def test_a_network_policy_says_whom_it_stops_and_what_may_pass() -> None:
    world = lab("network-policies")
    types(world, "kubectl apply -f 1-tout-fermer.yaml -f 3-ouvrir-api.yaml", 20)
    shown = rows(world, "networkpolicies.networking.k8s.io", "default", "default-deny")
    assert said(shown["isolates"]) == "policy.all"
    assert [said(each) for each in shown["comesIn"]] == ["policy.nothing"]
    assert "intrus" in [each["args"]["flow"] for each in shown["stops"]]
    assert "lastStopped" not in shown
    types(world, "kubectl exec intrus -- curl -s -m 2 http://web", 30)
    shown = rows(world, "networkpolicies.networking.k8s.io", "default", "default-deny")
    assert shown["lastStopped"][0]["args"]["source"] == "intrus"
    shown = rows(world, "networkpolicies.networking.k8s.io", "default", "api")
    assert shown["comesIn"][0]["args"] == {"peers": [{"pods": "tier=web"}], "ports": ["8080/TCP"]}


def test_an_ingress_shows_who_is_behind_each_route() -> None:
    world = lab("ingress")
    types(world, "kubectl scale deployment api --replicas=0")
    shown = rows(world, "ingresses.networking.k8s.io", "default", "boutique")
    assert shown["state"] == ("ingress.served", "good")
    behind = {route: last["args"]["count"] for route, _path, _to, last in shown["routes"]["rows"]}
    assert behind == {"boutique.example/api": 0, "boutique.example/": 2}


def test_an_autoscaler_spells_out_its_calculation() -> None:
    world = lab("autoscaling")
    types(world, "true", 130)
    shown = rows(world, "horizontalpodautoscalers.autoscaling", "default", "calcul")
    assert shown["scales"]["key"] == ["deployments.apps", "default", "calcul"]
    (sum_,) = shown["reckons"]
    if said(sum_) == "hpa.sum":
        told = sum_["args"]
        assert told["exact"] == told["replicas"] * told["measured"] / told["target"]
        assert told["result"] - 1 < told["exact"] <= told["result"]
    assert shown["decides"][0]["args"]["count"] > 1


def test_an_account_names_what_it_was_refused_last() -> None:
    world = running(nodes=1)
    client = student(world).acting_as(account_user("default", "robot"))
    student(world).create("serviceaccounts", "default", {"metadata": {"name": "robot"}})
    with pytest.raises(StatusError):
        client.list("secrets", "default")
    shown = rows(world, "serviceaccounts", "default", "robot")
    assert said(shown["roles"]) == "account.no-role"
    assert shown["lastRefused"][0]["args"]["resource"] == "secrets"


def words(language: str) -> set[str]:
    """Every name and saying that the page has words for."""
    files = ("portrait-names.js", "portrait.js")
    text = "".join((WORDS / language / file).read_text("utf-8") for file in files)
    return set(re.findall(r'^ {2}"?([a-zA-Z.-]+)"?:', text, re.MULTILINE))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_a_portrait_may_say_has_words(language: str) -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(PORTRAITS.glob("*.py")))
    named = set(re.findall(r'(?:^ +|[\[=] ?)\("([a-z]\w*)", (?!")', source, re.MULTILINE))
    spoken = set(re.findall(r'"([a-z]+\.[a-z-]+)"|says\(\s*"([a-z]+)"', source))
    sayings = {one or other for one, other in spoken}
    others = (".apps", ".batch", ".policy", ".autoscaling")
    sayings = {each for each in sayings if not each.endswith(others) and "refused." not in each}
    assert len(named) > 60
    assert (named | sayings) - words(language) == set()


def told(value: Any) -> Iterator[str]:
    """The sayings and columns in a value."""
    if isinstance(value, list):
        for each in value:
            yield from told(each)
    elif isinstance(value, dict):
        yield from [value["says"]] if "says" in value else value.get("columns", ())
        yield from told(value.get("rows"))


@pytest.mark.parametrize("name", ["access", "disks", "jobs", "priorities", "quotas", "stateful"])
def test_every_object_of_a_lab_can_be_looked_at_and_all_it_tells_has_words(name: str) -> None:
    world = lab(name)
    known = words("fr") & words("en")
    looked = 0
    for resource in world.store.resources():
        for place in world.store.table(resource):
            found = inspect(world, (resource, *place))
            assert found is not None
            made = found["portrait"]
            if made is not None:
                looked += 1
                names = {row for row, _value in made["rows"]}
                spoken = set(told([made["state"], *(value for _name, value in made["rows"])]))
                assert (names | spoken) - known == set(), (resource, *place)
    assert looked > 50
