/**
 * What a screen reader hears of a stream of changes: at most one sentence in four seconds, the
 * most important things first, similar ones counted together.
 *
 * @typedef {{fact: string, place: string, count: number}} Note
 */
import { shapeOf } from "./pods.js";

export const QUIET = 4000;
const ORDER = [
  "host.off",
  "host.on",
  "node.lost",
  "node.back",
  "pod.crash",
  "pod.ready",
  "pod.gone",
];
const MOST = 3;

/** The note a change deserves, or null. @param {import("./types.js").Change} change */
export function noteOf({ resource, name, before, card }) {
  if (resource === "hosts" && before && card && before.power !== card.power)
    return { fact: card.power === "On" ? "host.on" : "host.off", place: name };
  if (resource === "nodes" && before && card && before.ready !== card.ready)
    return { fact: card.ready === "True" ? "node.back" : "node.lost", place: name };
  return resource === "pods" ? podNote(before, card) : null;
}

function podNote(before, card) {
  if (!card) return { fact: "pod.gone", place: before?.node ?? "" };
  const was = before && shapeOf(before);
  const is = shapeOf(card);
  if (was === is) return null;
  if (is === "running") return { fact: "pod.ready", place: card.node };
  return is === "crash" ? { fact: "pod.crash", place: card.node ?? "" } : null;
}

/** Adds changes to what is waiting to be said. @param {Note[]} waiting @returns {Note[]} */
export function gather(waiting, changes) {
  const next = [...waiting];
  for (const change of changes) {
    const note = noteOf(change);
    if (!note) continue;
    const same = next.findIndex((n) => n.fact === note.fact && n.place === note.place);
    if (same < 0) next.push({ ...note, count: 1 });
    else next[same] = { ...next[same], count: next[same].count + 1 };
  }
  return next;
}

/** The sentence for what waits: the weightiest notes, worded. */
export function sentence(waiting, words) {
  return [...waiting]
    .sort((a, b) => ORDER.indexOf(a.fact) - ORDER.indexOf(b.fact))
    .slice(0, MOST)
    .map(({ fact, place, count }) => words[fact](count, place))
    .join(" ");
}
