"""The table view: the same state as the canvas, read from the cells of its tables."""

from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.picture import Pod, Sight

READ = """() => {
  const rows = (resource) =>
    [...document.querySelectorAll(`state-tables table[data-resource=${resource}] tbody tr`)];
  const cell = (row, column) => row.querySelector(`td[data-column=${column}]`);
  const name = (row) => row.querySelector("th").textContent;
  return {
    hosts: rows("hosts").map((row) => [name(row), cell(row, "power").dataset.value]),
    nodes: rows("nodes").map((row) =>
      [name(row), [cell(row, "ready").dataset.value, cell(row, "scheduling").dataset.value]]),
    pods: rows("pods").map((row) => [
      `${cell(row, "namespace").textContent}/${name(row)}`,
      {node: cell(row, "node").textContent, shape: cell(row, "state").dataset.value},
    ]),
  };
}"""


class Tables:
    """The tables of the one lab on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.region = page.locator("state-tables")

    def see(self) -> Sight:
        """What the tables say now, in the terms of the picture."""
        seen: dict[str, Any] = self.page.evaluate(READ)
        pods = {key: Pod(**pod) for key, pod in seen["pods"]}
        nodes = {name: _drawn(*cells) for name, cells in seen["nodes"]}
        return Sight(pods, nodes, dict(seen["hosts"]))

    def actions(self) -> Locator:
        """All the buttons that do something to an object."""
        return self.region.locator("button[data-action]")


def _drawn(ready: str, cordoned: str) -> str:
    """How the canvas draws a node of which the table says this."""
    if ready != "True":
        return "lost"
    return "cordoned" if cordoned == "true" else "ready"
