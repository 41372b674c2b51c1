"""The site answers a browser as it answers anybody."""

from playwright.sync_api import Page


def test_every_part_of_the_site_is_healthy(page: Page, live_url: str) -> None:
    answer = page.request.get(f"{live_url}/healthz")
    checks = answer.json()["checks"]
    assert {name: check["ok"] for name, check in checks.items()} == dict.fromkeys(checks, True)
    assert answer.status == 200


def test_the_home_page_has_no_error_and_breaks_no_rule_of_its_own(
    page: Page, live_url: str
) -> None:
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto("/")
    assert answer is not None and answer.ok
    page.wait_for_load_state("load")
    assert complaints == []
