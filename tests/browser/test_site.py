"""The site answers a browser as it answers anybody, and keeps to its own rules."""

from playwright.sync_api import Page, expect


def test_every_part_of_the_site_is_healthy(page: Page, live_url: str) -> None:
    answer = page.request.get(f"{live_url}/healthz")
    checks = answer.json()["checks"]
    assert {name: check["ok"] for name, check in checks.items()} == dict.fromkeys(checks, True)
    assert answer.status == 200


def test_the_home_page_shows_a_living_cluster(page: Page) -> None:
    page.goto("/en/")
    expect(page.locator("grappe-lab .grape").first).to_be_visible(timeout=20_000)
    time = page.locator("lab-clock")
    before = time.inner_text()
    expect(time).not_to_have_text(before)


def test_the_language_and_the_theme_of_a_page_can_be_changed(page: Page) -> None:
    page.goto("/en/glossary/")
    page.locator(".language button").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.url.endswith("/fr/glossary/")
    button = page.locator("[data-theme-button]")
    button.click()
    button.click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
