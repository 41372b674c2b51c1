/**
 * The drawing as boxes: control plane, band of workloads, shelf, hosts with their VMs, volumes,
 * services. Pure geometry, in units of the drawing; what is drawn in a box is the canvas's
 * business.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {Box & {name: string, host: string, node: string}} VmBox  `node` "" when it is none
 * @typedef {Box & {name: string, vms: VmBox[]}} HostBox   `name` "" for nodes without a host
 * @typedef {object} Scene
 * @property {Box | null} plane
 * @property {(Box & {pills: any[], left: number, rows: number}) | null} band
 * @property {(Box & {taken: number}) | null} shelf   `taken`: width that meters take
 * @property {HostBox[]} hosts
 * @property {any[]} meters      of quotas, each with its box
 * @property {any[]} cylinders   claims, each with its box
 * @property {Box | null} storage
 * @property {import("./frontage.js").Frontage & Box | null} services
 * @property {number} width
 * @property {number} height
 * @property {number} density
 */
import { bunchHeight, densityFor, grapesOf, slotCentre } from "./bunch.js";
import { DISKS, localDisks, onShelf, remoteDisks, STORAGE_PAD } from "./disks.js";
import { frontageOf } from "./frontage.js";
import { bestGrid, centred, GAP, groupVms, hostBoxes, VM_LEAST, VM_PAD } from "./grid.js";
import { intoRows } from "./rows.js";
import { deepest, SHELF } from "./slots.js";
import { countOf } from "./snapshot.js";

export const VM_HEAD = 92;
const PLANE = 86;
const SHELF_HEIGHT = 44;
/** Height of a pill in the band; rows that the band may have. */
export const PILL = 54;
const PILL_GAP = 8;
const METER = 33;
const BAND_ROWS = 3;

/**
 * @typedef {object} Content   what stands in the scene beside machines and pods
 * @property {import("./workloads.js").Pill[]} [pills]
 * @property {import("./claims.js").Cylinder[]} [cylinders]
 * @property {import("./quotas.js").Meter[]} [meters]
 * @property {{namespace?: string}} [filter]
 *
 * @param {import("./types.js").Snapshot} snapshot
 * @param {import("./slots.js").Slots} slots
 * @param {{width: number, height: number}} view size of the canvas in pixels
 * @param {{density?: number, rows?: number}} least of the scene before: density, rows of the band
 * @param {Content} content
 * @returns {Scene}
 */
export function buildScene(snapshot, slots, view, least = {}, content = {}) {
  const density = densityFor(deepest(slots), least.density);
  const hosts = groupVms(snapshot);
  const bunch = VM_HEAD + bunchHeight(deepest(slots), grapesOf(density)) + VM_PAD;
  const local = (content.cylinders ?? []).some(({ node }) => node);
  const need = Math.max(VM_LEAST, Math.ceil(bunch + (local ? DISKS : 0)));
  let rest = restOf(snapshot, content, least, view.width);
  let grid = bestGrid(hosts, need, { ...view, rest: rest.above + rest.below });
  rest = restOf(snapshot, content, least, widthOf(grid, rest));
  grid = bestGrid(hosts, need, { ...view, rest: rest.above + rest.below });
  rest = restOf(snapshot, content, least, widthOf(grid, rest));
  return { ...assemble(hosts, grid, rest), density, ...shelfOf(content.meters ?? [], rest) };
}

const widthOf = (grid, { hasKube }) => Math.max(grid.width, hasKube ? 560 : 0);

/** All that stands above and below the hosts, in a drawing of that width. */
function restOf(snapshot, { pills = [], cylinders = [], filter = {} }, least, width) {
  const hasKube = countOf(snapshot, "nodes") > 0;
  const band = intoRows(pills, width, { gap: PILL_GAP, height: PILL, most: BAND_ROWS });
  const rows = band.rows && Math.min(BAND_ROWS, Math.max(band.rows, least.rows ?? 0));
  const bandHeight = rows ? rows * (PILL + PILL_GAP) - PILL_GAP : 0;
  const remote = onShelf(cylinders, width);
  const front = frontageOf(snapshot, width, filter);
  const above = hasKube ? PLANE + GAP + (rows ? bandHeight + GAP : 0) + SHELF_HEIGHT + GAP : 0;
  const storage = remote.rows ? GAP + remote.height + 2 * STORAGE_PAD : 0;
  const below = storage + (front.client ? GAP + front.height : 0);
  const local = cylinders.filter(({ node }) => node);
  return { hasKube, width, band, rows, bandHeight, remote, local, front, above, storage, below };
}

function assemble(hosts, grid, rest) {
  const { hasKube, width, band, rows, bandHeight, above, storage, front } = rest;
  const boxes = centred(hostBoxes(hosts, grid, above), (width - grid.width) / 2);
  const bottom = above + grid.height;
  const across = { x: 0, width };
  const bandTop = PLANE + GAP;
  const foot = bottom + storage + GAP;
  return {
    width,
    height: bottom + rest.below,
    plane: hasKube ? { ...across, y: 0, height: PLANE } : null,
    band:
      hasKube && rows
        ? { ...across, ...bandOf(band, bandTop), rows, height: bandHeight }
        : null,
    hosts: boxes,
    cylinders: [...localDisks(rest.local, boxes), ...remoteDisks(rest.remote, bottom)],
    storage: storage ? { ...across, y: bottom + GAP, height: storage - GAP } : null,
    services: front.client ? { ...across, y: foot, ...frontAt(front, foot) } : null,
  };
}

/** The shelf, with the meters at its end. */
function shelfOf(meters, { hasKube, width, above }) {
  if (!hasKube) return { shelf: null, meters: [] };
  const y = above - GAP - SHELF_HEIGHT;
  let taken = 0;
  const placed = meters.map((meter) => {
    taken += meter.width + GAP;
    return { ...meter, x: width - taken + GAP, y: y + 2, height: METER };
  });
  return { shelf: { x: 0, y, width, height: SHELF_HEIGHT, taken }, meters: placed };
}

const lowered = (place, y) => ({ ...place, y: place.y + y });

const bandOf = ({ placed, left }, y) => ({
  y,
  left,
  pills: placed.map((pill) => lowered(pill, y)),
});

const frontAt = (front, y) => ({
  client: lowered(front.client, y),
  gates: front.gates.map((gate) => lowered(gate, y)),
  services: front.services.map((place) => lowered(place, y)),
  height: front.height,
});

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
  const free = shelf.width - SHELF_LABEL - (shelf.taken ?? 0);
  const room = Math.max(1, Math.floor(free / pitch));
  const column = Math.min(slot, room - 1);
  return { x: shelf.x + SHELF_LABEL + (column + 0.5) * pitch, y: shelf.y + shelf.height / 2 };
}
