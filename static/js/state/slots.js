/**
 * Where each pod sits: a slot on its node, or on the shelf while it has none. A slot is kept
 * until its pod has gone, so a new pod never makes another move.
 *
 * @typedef {{node: string, slot: number}} Place   node "" is the shelf
 * @typedef {{places: Map<string, Place>, taken: Map<string, Set<number>>}} Slots
 */
import { entriesOf, keyOf } from "./snapshot.js";

export const SHELF = "";

/** @returns {Slots} */
export const noSlots = () => ({ places: new Map(), taken: new Map() });

/** @param {Slots} old @returns {Slots} */
export function place(old, snapshot) {
  const pods = entriesOf(snapshot, "pods");
  const places = new Map();
  const taken = new Map();
  const homeless = pods.filter((pod) => !keep(old, places, taken, pod));
  homeless.sort((a, b) => a.card.created - b.card.created || (a.name < b.name ? -1 : 1));
  const next = new Map();
  for (const pod of homeless) settle(places, taken, next, pod);
  return { places, taken };
}

const homeOf = (pod) => pod.card.node || SHELF;

function slotsOf(taken, node) {
  if (!taken.has(node)) taken.set(node, new Set());
  return taken.get(node);
}

/** Keeps the pod where it was, if it still belongs there. */
function keep(old, places, taken, pod) {
  const key = keyOf(pod.namespace, pod.name);
  const was = old.places.get(key);
  if (!was || was.node !== homeOf(pod)) return false;
  places.set(key, was);
  slotsOf(taken, was.node).add(was.slot);
  return true;
}

/** Gives the pod the first free slot; `next` remembers where the search stopped on each node. */
function settle(places, taken, next, pod) {
  const node = homeOf(pod);
  const used = slotsOf(taken, node);
  let slot = next.get(node) ?? 0;
  while (used.has(slot)) slot += 1;
  used.add(slot);
  next.set(node, slot + 1);
  places.set(keyOf(pod.namespace, pod.name), { node, slot });
}

/** One more than the highest slot in use on any node (not the shelf). */
export function deepest(slots) {
  let most = 0;
  for (const [node, used] of slots.taken)
    if (node !== SHELF) for (const slot of used) most = Math.max(most, slot + 1);
  return most;
}
