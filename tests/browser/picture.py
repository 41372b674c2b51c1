"""The canvas as one sees it: which grape lies in which machine, and how each is drawn."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

# Where a grape lies is told by geometry alone, as an eye would tell it.
READ = """() => {
  const numbers = (text) => (text ?? "").match(/-?[0-9.]+/g)?.map(Number) ?? [];
  const all = (selector) => [...document.querySelectorAll(`cluster-canvas ${selector}`)];
  const vms = all(".vms > .vm").map((vm) => {
    const [x, y] = numbers(vm.getAttribute("transform"));
    const card = vm.querySelector(".vm-card");
    return {
      name: vm.querySelector(".vm-name").textContent, status: vm.dataset.status,
      phase: vm.dataset.phase, x, y,
      width: Number(card.getAttribute("width")), height: Number(card.getAttribute("height")),
    };
  });
  const pods = all(".grapes > .grape").map((grape) => {
    const [x, y] = numbers(grape.dataset.place);
    const at = vms.find((vm) =>
      x > vm.x && x < vm.x + vm.width && y > vm.y && y < vm.y + vm.height);
    const lost = "lost" in grape.dataset && grape.dataset.shape !== "terminating";
    return [grape.dataset.key, {node: at?.name ?? "", shape: lost ? "lost" : grape.dataset.shape}];
  });
  const hosts = all(".hosts > .host").map((host) =>
    [host.querySelector(".host-name").textContent, "off" in host.dataset ? "Off" : "On"]);
  return {hosts, pods, nodes: vms.map(({name, status}) => [name, status])};
}"""


@dataclass(frozen=True)
class Pod:
    """A pod as it is shown: the node it lies on ("" for the shelf) and the shape it has."""

    node: str
    shape: str


@dataclass(frozen=True)
class Sight:
    """What is shown at one moment: pods by "namespace/name", nodes and hosts by name."""

    pods: dict[str, Pod]
    nodes: dict[str, str]
    hosts: dict[str, str]

    def of(self, prefix: str) -> dict[str, Pod]:
        """The pods whose key begins with *prefix*."""
        return {key: pod for key, pod in self.pods.items() if key.startswith(prefix)}


class Picture:
    """The canvas of the one lab on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stage = page.locator("cluster-canvas .canvas-stage")

    def see(self) -> Sight:
        """What is drawn now."""
        seen: dict[str, Any] = self.page.evaluate(READ)
        pods = {_short(key): Pod(**pod) for key, pod in seen["pods"]}
        return Sight(pods, dict(seen["nodes"]), dict(seen["hosts"]))

    def thing(self, resource: str, name: str, namespace: str = "") -> Locator:
        """The drawing of one object."""
        return self.stage.locator(f'[data-key="{resource}|{namespace}|{name}"]')

    def node(self, name: str, status: str) -> Locator:
        """The card of a node while it is drawn as *status*: ready, lost, cordoned."""
        return self.stage.locator(f'.vm[data-key="nodes||{name}"][data-status="{status}"]')


def _short(key: str) -> str:
    _resource, namespace, name = key.split("|")
    return f"{namespace}/{name}"
