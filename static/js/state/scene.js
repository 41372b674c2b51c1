/**
 * The drawing as boxes: control plane, shelf, hosts with their VMs, services. Pure geometry, in
 * units of the drawing; what is drawn in a box is the canvas's business.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {Box & {name: string, host: string, node: string}} VmBox  `node` "" when it is none
 * @typedef {Box & {name: string, vms: VmBox[]}} HostBox   `name` "" for nodes without a host
 * @typedef {object} Scene
 * @property {Box | null} plane
 * @property {Box | null} shelf
 * @property {HostBox[]} hosts
 * @property {Box | null} services
 * @property {number} width
 * @property {number} height
 * @property {number} density
 */
import { BUNCH_WIDTH, bunchHeight, densityFor, grapesOf, slotCentre } from "./bunch.js";
import { countOf, entriesOf } from "./snapshot.js";
import { deepest, SHELF } from "./slots.js";

export const VM_PAD = 12;
export const VM_HEAD = 92;
const VM_WIDTH = BUNCH_WIDTH + 2 * VM_PAD;
const VM_LEAST = 232;
const VM_MOST = 340;
const HOST_PAD = 10;
const HOST_HEAD = 38;
const GAP = 12;
const PLANE = 86;
const SHELF_HEIGHT = 44;
const SERVICES = 48;

const byName = (a, b) => a.localeCompare(b, "en", { numeric: true });

/** Hosts by name, each with its VMs; nodes that no VM carries stand in a host without a name. */
export function groupVms(snapshot) {
  const hosts = new Map(
    entriesOf(snapshot, "hosts").map(({ name }) => [name, /** @type {any[]} */ ([])]),
  );
  const carried = new Set();
  const put = (host, vm) => hosts.set(host, [...(hosts.get(host) ?? []), vm]);
  for (const { name, card } of entriesOf(snapshot, "vms")) {
    if (card.node) carried.add(card.node);
    put(card.host ?? "", { name, node: card.node ?? "" });
  }
  for (const { name } of entriesOf(snapshot, "nodes"))
    if (!carried.has(name)) put("", { name, node: name });
  return [...hosts]
    .map(([name, vms]) => ({ name, vms: vms.sort((a, b) => byName(a.name, b.name)) }))
    .sort((a, b) => byName(a.name, b.name));
}

/**
 * @param {import("./types.js").Snapshot} snapshot
 * @param {import("./slots.js").Slots} slots
 * @param {{width: number, height: number}} view size of the canvas in pixels
 * @param {number} leastDensity density of the scene before, 0 at first
 * @returns {Scene}
 */
export function buildScene(snapshot, slots, view, leastDensity = 0) {
  const density = densityFor(deepest(slots), leastDensity);
  const hosts = groupVms(snapshot);
  const hasKube = countOf(snapshot, "nodes") > 0;
  const hasServices = shownServices(snapshot).length > 0;
  const above = hasKube ? PLANE + GAP + SHELF_HEIGHT + GAP : 0;
  const below = hasServices ? GAP + SERVICES : 0;
  const need = VM_HEAD + bunchHeight(deepest(slots), grapesOf(density)) + VM_PAD;
  const inner = { width: view.width, height: view.height, rest: above + below };
  const grid = bestGrid(hosts, Math.max(VM_LEAST, Math.ceil(need)), inner);
  const boxes = hostBoxes(hosts, grid, above);
  const width = Math.max(grid.width, hasKube ? 560 : 0);
  const bottom = above + grid.height;
  return {
    density,
    width,
    height: bottom + below,
    plane: hasKube ? { x: 0, y: 0, width, height: PLANE } : null,
    shelf: hasKube ? { x: 0, y: PLANE + GAP, width, height: SHELF_HEIGHT } : null,
    hosts: centred(boxes, (width - grid.width) / 2),
    services: hasServices ? { x: 0, y: bottom + GAP, width, height: SERVICES } : null,
  };
}

const centred = (boxes, by) =>
  by <= 0
    ? boxes
    : boxes.map((box) => ({
        ...box,
        x: box.x + by,
        vms: box.vms.map((vm) => ({ ...vm, x: vm.x + by })),
      }));

/** The number of hosts in a row that lets the drawing be largest. */
function bestGrid(hosts, vmHeight, view) {
  const vmColumns = Math.max(1, ...hosts.map(({ vms }) => (vms.length > 3 ? 2 : vms.length)));
  const vmRows = Math.max(1, ...hosts.map(({ vms }) => Math.ceil(vms.length / vmColumns)));
  let best = null;
  for (let columns = 1; columns <= Math.max(1, hosts.length); columns += 1) {
    const grid = sizeOf(hosts.length, columns, vmColumns, vmRows, vmHeight);
    const zoom = Math.min(view.width / grid.width, view.height / (grid.height + view.rest));
    if (!best || Math.min(zoom, 1.25) >= best.zoom) best = { ...grid, zoom: Math.min(zoom, 1.25) };
  }
  return stretch(best, hosts.length, view);
}

/** Lets the VMs of a short drawing grow down to the foot of the canvas. */
function stretch(grid, count, view) {
  const rows = Math.ceil(Math.max(1, count) / grid.columns);
  const free = view.height / grid.zoom - grid.height - view.rest;
  const more = Math.min(free / (rows * grid.vmRows), VM_MOST - grid.vmHeight);
  if (!(more > 0)) return grid;
  const { columns, vmColumns, vmRows } = grid;
  return {
    ...grid,
    ...sizeOf(count, columns, vmColumns, vmRows, Math.floor(grid.vmHeight + more)),
  };
}

function sizeOf(count, columns, vmColumns, vmRows, vmHeight) {
  const hostWidth = 2 * HOST_PAD + vmColumns * VM_WIDTH + (vmColumns - 1) * GAP;
  const hostHeight = HOST_HEAD + HOST_PAD + vmRows * vmHeight + (vmRows - 1) * GAP;
  const rows = Math.ceil(Math.max(1, count) / columns);
  const width = columns * hostWidth + (columns - 1) * GAP;
  const height = rows * hostHeight + (rows - 1) * GAP;
  return { columns, vmColumns, vmRows, vmHeight, hostWidth, hostHeight, width, height };
}

function hostBoxes(hosts, grid, top) {
  return hosts.map(({ name, vms }, index) => {
    const x = (index % grid.columns) * (grid.hostWidth + GAP);
    const y = top + Math.floor(index / grid.columns) * (grid.hostHeight + GAP);
    const place = (vm, i) => vmBox(name, vm, i, { x, y }, grid);
    return { name, x, y, width: grid.hostWidth, height: grid.hostHeight, vms: vms.map(place) };
  });
}

function vmBox(host, vm, index, corner, { vmColumns, vmHeight }) {
  const x = corner.x + HOST_PAD + (index % vmColumns) * (VM_WIDTH + GAP);
  const y = corner.y + HOST_HEAD + Math.floor(index / vmColumns) * (vmHeight + GAP);
  return { ...vm, host, x, y, width: VM_WIDTH, height: vmHeight };
}

/** Services worth drawing: those that choose pods. */
export const shownServices = (snapshot) =>
  entriesOf(snapshot, "services").filter(
    ({ card, namespace }) =>
      namespace !== "kube-system" && Object.keys(card.selector ?? {}).length > 0,
  );

/**
 * Centre and radius of every pod in the scene. Pods on the shelf stand in one line.
 * @returns {Map<string, {x: number, y: number, radius: number, node: string}>}
 */
export function grapeCentres(scene, slots) {
  const grapes = grapesOf(scene.density);
  const corners = new Map();
  for (const host of scene.hosts) for (const vm of host.vms) if (vm.node) corners.set(vm.node, vm);
  const centres = new Map();
  for (const [key, { node, slot }] of slots.places) {
    const radius = node === SHELF ? Math.min(16, grapes.radius) : grapes.radius;
    const vm = corners.get(node);
    if (node !== SHELF && vm) {
      const at = slotCentre(slot, grapes);
      centres.set(key, { x: vm.x + VM_PAD + at.x, y: vm.y + VM_HEAD + at.y, radius, node });
    } else if (scene.shelf) centres.set(key, { ...shelfCentre(scene, slot, radius), radius, node });
  }
  return centres;
}

const SHELF_LABEL = 176;

function shelfCentre({ shelf }, slot, radius) {
  const pitch = radius * 2.4;
  const room = Math.max(1, Math.floor((shelf.width - SHELF_LABEL) / pitch));
  const column = Math.min(slot, room - 1);
  return { x: shelf.x + SHELF_LABEL + (column + 0.5) * pitch, y: shelf.y + shelf.height / 2 };
}
