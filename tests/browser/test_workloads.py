"""Workloads, volumes, routes and bounds as the picture draws them."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.laboratory import Laboratory, sandbox
from tests.browser.patience import until

SHOP = """kubectl create deployment web --image=nginx:1.27 --replicas=2
kubectl create deployment api --image=nginx:1.27
kubectl expose deployment web --port=80
kubectl expose deployment api --port=80 --type=NodePort"""
RULES = """kubectl apply -f - <<'END'
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec: {rules: [{host: shop.example, http: {paths: [\
{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}},\
{path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed}
spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}
END"""


def opened(page: Page, scenario: str) -> Laboratory:
    """A lab of a scenario whose terminal is ready."""
    lab = sandbox(page, scenario)
    lab.shell.ready()
    return lab


def slots(pill: Locator) -> list[str | None]:
    """How a StatefulSet's places are drawn, in order."""
    return [one.get_attribute("data-presence") for one in pill.locator(".slot").all()]


def test_a_stateful_set_shows_its_numbers_and_their_volumes(page: Page) -> None:
    lab = opened(page, "stateful")
    pill = lab.picture.thing("statefulsets.apps", "db", "default")
    assert slots(pill) == ["ready"] * 3
    grape = lab.picture.thing("pods", "db-1", "default")
    expect(grape.locator(".grape-number")).to_have_text("1")
    expect(lab.picture.stage.locator(".disk[data-phase=Bound]")).to_have_count(3)
    expect(lab.picture.stage.locator(".link-claim[data-always]")).to_have_count(3)

    lab.shell.enter("kubectl delete pod db-1 --wait=false")
    until(page, lambda: slots(pill), lambda seen: seen[1] != "ready")
    lab.speed("10")
    until(page, lambda: slots(pill), lambda seen: seen == ["ready"] * 3)

    lab.choose("persistentvolumeclaims", "data-db-1", "default")
    expect(lab.picture.stage.locator(".link-claim[data-shown]")).to_have_count(1)
    pill.click()
    expect(lab.inspector.get_by_role("heading", level=2)).to_have_text("db")


def test_a_job_fills_its_ring_index_by_index(page: Page) -> None:
    lab = opened(page, "jobs")
    clock = lab.picture.thing("cronjobs.batch", "sauvegarde", "default")
    expect(clock).to_contain_text("dans ")
    lab.shell.enter("kubectl apply -f factures.yaml")
    pill = lab.picture.thing("jobs.batch", "factures", "default")
    expect(pill.locator(".ring-count")).to_have_text("0/8")
    expect(pill.locator(".index[data-progress=active]")).to_have_count(3)
    lab.speed("10")
    expect(pill.locator(".ring-tick")).to_be_attached(timeout=20_000)
    expect(pill.locator(".index[data-progress=done]")).to_have_count(8)
    expect(lab.picture.stage.locator(".grape[data-shape=done] .grape-number")).to_have_count(8)


def test_a_budget_is_lit_while_it_keeps_a_pod_from_a_drain(page: Page) -> None:
    lab = opened(page, "drain")
    pill = lab.picture.thing("poddisruptionbudgets.policy", "web", "default")
    expect(pill).to_contain_text("1 départ permis")
    lab.shell.enter("kubectl drain noeud-1 --ignore-daemonsets")
    expect(pill).to_contain_text("retient web-")
    expect(lab.picture.stage.locator(".link-held")).to_have_count(1)
    lab.speed("60")
    expect(pill).to_contain_text("départ", timeout=20_000)
    expect(lab.picture.stage.locator(".link-held")).to_have_count(0)


def test_an_autoscaler_points_to_what_it_measures_and_says_what_follows(page: Page) -> None:
    lab = opened(page, "autoscaling")
    pill = lab.picture.thing("horizontalpodautoscalers.autoscaling", "calcul", "default")
    expect(pill.locator(".gauge-needle")).to_be_attached()
    before = len(lab.picture.see().of("default/calcul"))
    lab.speed("60")
    until(page, lambda: len(lab.picture.see().of("default/calcul")), lambda n: n > before)
    expect(pill).to_contain_text("pods")
    expect(pill).to_contain_text("visés")


def test_who_made_room_for_whom_is_said_after_the_victim_is_gone(page: Page) -> None:
    lab = opened(page, "priorities")
    lab.shell.enter("kubectl apply -f paiement.yaml")
    preempted = lab.picture.stage.locator(".link-preempted")
    expect(preempted).to_have_count(2)
    expect(preempted.first).to_contain_text("préempté")
    lab.speed("60")
    expect(preempted).to_have_count(0, timeout=20_000)


def test_routes_and_policies_are_drawn_and_their_tables_found(page: Page) -> None:
    lab = opened(page, "three-nodes")
    for line in [*SHOP.splitlines(), *RULES.splitlines()]:
        lab.shell.enter(line)
    gate = lab.picture.thing("ingresses.networking.k8s.io", "site", "default")
    expect(gate).to_contain_text("shop.example")
    expect(gate.locator(".gate-service")).to_have_text(["→ web", "→ api"])
    expect(lab.picture.thing("services", "api", "default")).to_contain_text(":3")
    expect(lab.picture.stage.locator(".grape .grape-fence")).to_have_count(1)

    lab.view("tables")
    lab.tables.region.locator("[data-group=network]").click()
    table = lab.tables.region.locator('table[data-resource="networkpolicies.networking.k8s.io"]')
    expect(table.locator("tbody tr")).to_have_count(1)
    expect(table).to_contain_text("POD-SELECTOR")
    expect(lab.tables.region.locator("table[data-resource=pods]")).to_have_count(0)
