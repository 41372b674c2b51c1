/** Hosts in rows, each with its VMs in rows: the boxes of machines. */
import { BUNCH_WIDTH } from "./bunch.js";
import { entriesOf } from "./snapshot.js";

export const VM_PAD = 12;
export const VM_LEAST = 204;
export const GAP = 12;
const VM_WIDTH = BUNCH_WIDTH + 2 * VM_PAD;
const VM_MOST = 340;
const HOST_PAD = 10;
const HOST_HEAD = 38;

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

/** The same boxes, moved to the right. */
export const centred = (boxes, by) =>
  by <= 0
    ? boxes
    : boxes.map((box) => ({
        ...box,
        x: box.x + by,
        vms: box.vms.map((vm) => ({ ...vm, x: vm.x + by })),
      }));

/** The number of hosts in a row that lets the drawing be largest. */
export function bestGrid(hosts, vmHeight, view) {
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

/** Each host's box with those of its VMs. */
export function hostBoxes(hosts, grid, top) {
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
