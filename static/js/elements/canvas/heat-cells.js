/** The cells of the heat map: hosts, nodes by load, pods as bars by owner. */
import { ownerKey } from "../../state/colours.js";
import { find } from "../../state/snapshot.js";

const TEXT_FROM = 0.35;

/**
 * @param {CanvasRenderingContext2D} pen set to units of the scene
 * @param {any} picture
 * @param {{colour: (name: string) => string, zoom: number, inSight: (box: any) => boolean,
 *   discs: boolean, words: any}} how
 */
export function drawCells(pen, picture, how) {
  const bars = how.discs ? new Map() : countOwners(picture);
  for (const host of picture.scene.hosts.filter(how.inSight)) {
    frame(pen, host, how.colour("host-ground"), how.colour("line"), 12);
    if (how.zoom >= TEXT_FROM) head(pen, host.name, host.x + 16, host.y + 25, how.colour("ink"));
    for (const vm of host.vms) cell(pen, vm, picture, bars.get(vm.node), how);
  }
}

/** node → [[colour name, pods], …] */
function countOwners({ snapshot, colours }) {
  const nodes = new Map();
  for (const { namespace, card } of snapshot.objects.get("pods")?.values() ?? []) {
    if (!card.node) continue;
    if (!nodes.has(card.node)) nodes.set(card.node, new Map());
    const counts = nodes.get(card.node);
    const colour = colours.get(ownerKey(namespace, card)) ?? "owner-8";
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return nodes;
}

function frame(pen, { x, y, width, height }, fill, stroke, radius) {
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = stroke;
  pen.lineWidth = 1;
  pen.stroke();
}

function head(pen, text, x, y, colour) {
  pen.font = "600 14px Inter, system-ui, sans-serif";
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

function cell(pen, box, { snapshot }, owners, { colour, zoom, discs }) {
  const node = find(snapshot, ["nodes", "", box.node]);
  const lost = node && node.card.ready !== "True";
  const load = loadOf(node, snapshot.usage[box.node]);
  frame(pen, box, colour("panel"), colour(lost ? "danger" : "line"), 10);
  if (!discs && !lost) {
    pen.globalAlpha = 0.1 + 0.75 * load;
    frame(pen, box, colour("grape"), colour("line"), 10);
    pen.globalAlpha = 1;
  }
  if (lost) cross(pen, box, colour("danger"));
  else if (owners) ownerBar(pen, box, owners, node?.card.pods ?? 110, colour);
  if (zoom >= TEXT_FROM) head(pen, box.node || box.name, box.x + 16, box.y + 27, colour("ink"));
}

function loadOf(node, usage) {
  if (!node) return 0;
  const milli = usage ? usage[0] : (node.card.requested?.cpu ?? 0);
  return Math.min(1, milli / Math.max(1, node.card.cpu));
}

function cross(pen, { x, y, width, height }, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 10;
  pen.beginPath();
  pen.moveTo(x + 50, y + height / 2 - 50);
  pen.lineTo(x + width - 50, y + height / 2 + 50);
  pen.moveTo(x + width - 50, y + height / 2 - 50);
  pen.lineTo(x + 50, y + height / 2 + 50);
  pen.stroke();
}

/** A stacked bar: its length is the number of pods, its parts their owners. */
function ownerBar(pen, box, owners, capacity, colour) {
  const room = box.width - 28;
  let x = box.x + 14;
  for (const [name, count] of owners) {
    const width = (count / capacity) * room;
    pen.fillStyle = colour(name);
    pen.fillRect(x, box.y + box.height - 60, width, 40);
    x += width;
  }
}
