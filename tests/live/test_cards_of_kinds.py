"""What the cards of workloads, volumes and bounds tell in small labs."""

from __future__ import annotations

from typing import Any

from cluster_sim.selectors import OWNER
from cluster_sim.world.kernel.world import SECOND
from tests.live.browser import Snapshot
from tests.live.test_frames import act, hosted, read

DRAIN = "kubectl drain noeud-1 --ignore-daemonsets"


def lived(scenario: str, line: str, seconds: float) -> Snapshot:
    """The lab of a viewer who has seen it from the start."""
    one = hosted(scenario)
    viewer = listed(one)
    act(one, "shell", {"terminal": "t1", "text": line})
    act(one, "wait", int(seconds * SECOND))
    delta, _ = one.draw(set())
    assert delta is not None
    viewer.apply(read(delta))
    assert viewer.objects == listed(one).objects
    return viewer


def listed(one: Any) -> Snapshot:
    _, lists = one.draw({OWNER})
    return Snapshot(read(lists[OWNER]))


def test_a_stateful_set_its_pods_and_their_volumes() -> None:
    seen = lived("stateful", "kubectl get pods", 2).objects
    assert seen["statefulsets.apps", "default", "db"]["claims"] == ["data"]
    pods = [seen["pods", "default", f"db-{number}"] for number in range(3)]
    assert [(pod["number"], pod["claims"]) for pod in pods] == [
        (number, [f"data-db-{number}"]) for number in range(3)
    ]
    claim = seen["persistentvolumeclaims", "default", "data-db-1"]
    assert (claim["phase"], claim["size"], claim["modes"]) == ("Bound", 2**30, "RWO")
    volume = seen["persistentvolumes", "", claim["volume"]]
    assert volume["claim"] == ["default", "data-db-1"]
    assert volume["node"] == pods[1]["node"]


def test_a_job_with_indexes_and_the_next_runs_of_a_cron_job() -> None:
    seen = lived("jobs", "kubectl apply -f factures.yaml", 20).objects
    job = seen["jobs.batch", "default", "factures"]
    assert (job["indexed"], job["completions"], job["state"]) == (True, 8, "Running")
    assert (job["succeeded"], job["done"]) == (3, "0-2")
    numbers = {
        card["number"]
        for key, card in seen.items()
        if key[2].startswith("factures-") and key[0] == "pods"
    }
    assert numbers >= {0, 1, 2}
    cron = seen["cronjobs.batch", "default", "sauvegarde"]
    assert cron["next"][0] - cron["last"] == 120 * SECOND


def test_a_budget_tells_the_pod_that_it_kept() -> None:
    seen = lived("drain", DRAIN, 12).objects
    budget = seen["poddisruptionbudgets.policy", "default", "web"]
    assert budget["allowed"] == 0
    kept = seen["pods", "default", budget["held"]["pod"]]
    assert kept["node"] == "noeud-1"
    gone = [card for key, card in seen.items() if key[0] == "pods" and "leaving" in card]
    assert all(card["leaving"] == "EvictionByEvictionAPI" for card in gone)


def test_a_victim_tells_who_displaced_it_and_the_other_where_its_room_is() -> None:
    seen = lived("priorities", "kubectl apply -f paiement.yaml", 0.1).objects
    victims = [card for key, card in seen.items() if "displacedBy" in card]
    waiting = {key[2]: card for key, card in seen.items() if "nominated" in card}
    assert victims
    for victim in victims:
        assert waiting[victim["displacedBy"]]["nominated"] == victim["node"]


def test_a_quota_tells_what_share_of_it_is_used() -> None:
    used = lived("quotas", "ls", 2).objects["resourcequotas", "equipe-a", "budget"]["used"]
    pods = next(each for each in used if each["name"] == "pods")
    assert pods == {"name": "pods", "used": "4", "hard": "5", "share": 0.8}
