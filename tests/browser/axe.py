"""axe-core: what a machine can tell of a page's accessibility."""

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from devtools.places import NODE_MODULES

SCRIPT = Path(NODE_MODULES) / "axe-core" / "axe.min.js"
RUN = """async () => {
  const {violations} = await axe.run(document);
  return violations.map(({id, help, nodes}) =>
    ({id, help, at: nodes.map(({html, failureSummary}) => `${html}: ${failureSummary}`)}));
}"""


def install(context: BrowserContext) -> None:
    """Put axe into every page that *context* opens from now on."""
    context.add_init_script(path=SCRIPT)


def faults(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands: a line for each place."""
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [f"{fault['id']} ({fault['help']}): {place}" for fault in found for place in fault["at"]]
