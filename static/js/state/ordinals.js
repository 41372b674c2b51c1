/**
 * A StatefulSet as its numbered places, and a Job as its indexes: what there is of each.
 *
 * @typedef {"ready"|"starting"|"broken"|"leaving"|"missing"} Presence
 * @typedef {{number: number, presence: Presence, old: boolean}} Ordinal  `old`: it still runs the
 *   revision before the update that is going on
 * @typedef {"done"|"failed"|"active"|"waiting"} Progress
 */
import { shapeOf } from "./pods.js";
import { keyOf } from "./snapshot.js";

const PRESENCES = {
  running: "ready",
  crash: "broken",
  failed: "broken",
  terminating: "leaving",
};
const HASH = "controller-revision-hash";

/**
 * The places of a StatefulSet: those asked for, and those that are still there although they are
 * asked for no more.
 * @param {import("./types.js").Entry} entry
 * @param {Map<string, import("./types.js").Entry>} pods by "namespace/name"
 * @returns {Ordinal[]}
 */
export function ordinalsOf({ namespace, name, card }, pods) {
  const places = [];
  const end = card.start + card.replicas;
  const at = (number) => pods.get(keyOf(namespace, `${name}-${number}`))?.card;
  for (let number = card.start; number < end || at(number); number += 1) {
    const pod = at(number);
    const presence = pod ? (PRESENCES[shapeOf(pod)] ?? "starting") : "missing";
    const hash = pod?.labels?.[HASH];
    const old = isUpdating(card) && Boolean(pod) && hash !== card.revision;
    places.push({ number, presence, old });
  }
  return places;
}

/** Whether an update is on its way, or held at its partition. */
export const isUpdating = ({ revision, currentRevision }) =>
  Boolean(revision && currentRevision) && revision !== currentRevision;

/** `0-3,5` as numbers, at most so many. @returns {number[]} */
export function numbersOf(text, most = Infinity) {
  const numbers = [];
  for (const part of (text ?? "").split(",").filter(Boolean)) {
    const [first, last = first] = part.split("-").map(Number);
    for (let n = first; n <= last && numbers.length < most; n += 1) numbers.push(n);
  }
  return numbers;
}

/**
 * How far each index of an Indexed Job is.
 * @param {Record<string, any>} card
 * @param {number[]} active indexes that a pod works on
 * @returns {Progress[]}
 */
export function indexesOf({ completions, done, givenUp }, active) {
  const all = Array(completions ?? 0).fill("waiting");
  const put = (numbers, progress) => {
    for (const n of numbers) if (n < all.length) all[n] = progress;
  };
  put(active, "active");
  put(numbersOf(done, all.length), "done");
  put(numbersOf(givenUp, all.length), "failed");
  return all;
}
