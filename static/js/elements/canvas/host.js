/** Hosts and the VMs in them: frames, heads, bars. Boxes come from the scene. */
import { bytes } from "../../state/format.js";
import { s, say, set } from "../dom.js";

const key = (...parts) => parts.join("|");

/** @param {import("../../state/scene.js").HostBox} box */
export function makeHost(box) {
  return s(
    "g",
    { class: "host", "data-key": box.name ? key("hosts", "", box.name) : null },
    s("rect", { class: "host-frame", rx: 12 }),
    s("text", { class: "host-name", x: 16, y: 25 }),
    s("text", { class: "host-kind", y: 25 }),
  );
}

export function drawHost(group, box, entry, words) {
  const [frame, name, kind] = group.children;
  set(group, "transform", `translate(${box.x} ${box.y})`);
  set(frame, "width", box.width);
  set(frame, "height", box.height);
  const off = entry?.card.power === "Off";
  set(group, "data-off", off ? "" : null);
  say(name, box.name || words.canvas.outside);
  set(kind, "x", box.width - 16);
  const hypervisor = entry ? `${words.canvas.host} · ${entry.card.hypervisor}` : "";
  say(kind, off ? words.states.power.Off : hypervisor);
}

/** @param {import("../../state/scene.js").VmBox} box */
export function makeVm(box, words) {
  const bar = (y, name, label) => [
    s("text", { class: "bar-label", x: 14, y: y + 4 }, label),
    s("rect", { class: "bar", x: 48, y: y - 3, height: 6, rx: 3 }),
    s("rect", { class: `bar-full bar-${name}`, x: 48, y: y - 3, height: 6, rx: 3 }),
  ];
  return s(
    "g",
    { class: "vm", "data-key": box.node ? key("nodes", "", box.node) : key("vms", "", box.name) },
    s("rect", { class: "vm-card", rx: 10 }),
    s("g", { class: "vm-status", transform: "translate(19 22)" }),
    s("text", { class: "vm-name", x: 31, y: 26.5 }),
    s("text", { class: "vm-kind", y: 26.5 }),
    s("text", { class: "vm-phase", x: 14, y: 53 }),
    s(
      "g",
      { class: "vm-bars" },
      bar(49, "cpu", words.canvas.cpu),
      bar(67, "ram", words.canvas.memory),
    ),
    s("g", { class: "vm-cell" }, s("rect", { rx: 10 }), s("text", { class: "vm-count" })),
  );
}

/** The dot of a node: a disc, a cross, a barred ring. */
const DOTS = {
  ready: () => [s("circle", { r: 5 })],
  lost: () => [s("path", { d: "M-4 -4L4 4M4 -4L-4 4" })],
  cordoned: () => [s("circle", { r: 4.6 }), s("path", { d: "M-3.2 3.2L3.2 -3.2" })],
  vm: () => [s("rect", { x: -4.5, y: -4.5, width: 9, height: 9, rx: 2 })],
  off: () => [s("circle", { r: 4.2 })],
};

function statusOf(vm, node) {
  if (vm && vm.card.phase !== "Running" && !node) return "off";
  if (!node) return "vm";
  if (node.card.ready !== "True") return "lost";
  return node.card.cordoned ? "cordoned" : "ready";
}

/**
 * @param {Element} group
 * @param {import("../../state/scene.js").VmBox} box
 * @param {{vm: any, node: any, usage?: [number, number], pods: number, booted: number}} of
 *   `booted`: share of the boot that is over
 */
export function drawVm(group, box, of, words) {
  const [card, dot, name, kind, stage, bars, cell] = group.children;
  const status = statusOf(of.vm, of.node);
  const phase = of.vm?.card.phase ?? "Running";
  set(group, "transform", `translate(${box.x} ${box.y})`);
  set(card, "width", box.width);
  set(card, "height", box.height);
  if (group.dataset.status !== status) dot.replaceChildren(...DOTS[status]());
  set(group, "data-status", status);
  set(group, "data-phase", phase);
  say(name, box.node || box.name);
  set(kind, "x", box.width - 14);
  say(kind, kindText(of, status, words));
  say(stage, phase === "Running" ? "" : `VM ${words.states.phases[phase]}`);
  drawBars(bars, box, loadsOf(of));
  drawCell(cell, box, of, loadsOf(of)[0]);
}

function kindText({ vm, node }, status, words) {
  if (status === "lost") return words.states.nodeBadge[node.card.ready];
  if (node && vm && vm.card.phase !== "Running") return words.states.nodeBadge.True;
  if (status === "cordoned") return "cordon";
  if (vm) return `VM · ${vm.card.cpu} vCPU`;
  return node ? `${node.card.cpu / 1000} CPU · ${bytes(node.card.memory, words.lang)}` : "";
}

/** Shares of CPU and memory in use; while a VM boots, the first is its progress. */
function loadsOf({ vm, node, usage, booted }) {
  if (vm?.card.phase === "Booting") return [booted, 0];
  if (vm && vm.card.phase !== "Running") return [0, 0];
  const cpu = node?.card.cpu ?? (vm ? vm.card.cpu * 1000 : 0);
  const memory = node?.card.memory ?? vm?.card.memory ?? 0;
  const [milli, used] = usage ?? [
    node?.card.requested?.cpu ?? 0,
    node?.card.requested?.memory ?? 0,
  ];
  return [cpu ? milli / cpu : 0, memory ? used / memory : 0];
}

function drawBars(bars, box, loads) {
  const width = box.width - 48 - 14;
  const rects = bars.querySelectorAll("rect");
  loads.forEach((load, i) => {
    set(rects[2 * i], "width", width);
    const share = Math.min(1, Math.max(0, load));
    rects[2 * i + 1].style.width = `${share > 0 ? Math.max(6, width * share) : 0}px`;
  });
}

/** From far a node is one cell, coloured by its load and with the number of its pods. */
function drawCell(cell, box, { pods, node }, load) {
  const [rect, count] = cell.children;
  set(rect, "width", box.width);
  set(rect, "height", box.height);
  const lost = node && node.card.ready !== "True";
  rect.style.fillOpacity = lost ? "0" : String(0.12 + 0.8 * Math.min(1, load));
  set(count, "x", box.width / 2);
  set(count, "y", box.height / 2 + 24);
  say(count, lost ? "✕" : String(pods));
}
