/**
 * Who had to go for whom, lately: a victim may be gone long before one has read that it was one.
 *
 * @typedef {{victim: string, preemptor: string, node: string, time: number}} Preemption
 *   victim and preemptor are "namespace/name" of pods; `preemptor` "" when it is gone itself
 */
import { entriesOf, keyOf } from "./snapshot.js";

/** How long (lab time) a preemption stays in the picture. */
export const TOLD = 30_000_000;
const MESSAGE = /^Preempted by pod (\S+) on node (\S+)/;

/** @returns {Preemption[]} oldest first */
export function preemptionsOf(snapshot, now) {
  const told = entriesOf(snapshot, "events").filter(
    ({ card }) => card.reason === "Preempted" && card.last <= now && now - card.last < TOLD,
  );
  if (!told.length) return [];
  const pods = new Map(
    entriesOf(snapshot, "pods").map((pod) => [pod.card.uid, keyOf(pod.namespace, pod.name)]),
  );
  return told
    .sort((a, b) => a.card.last - b.card.last || (a.name < b.name ? -1 : 1))
    .flatMap(({ card }) => {
      const [, uid, node] = MESSAGE.exec(card.message) ?? [];
      const [, namespace, name] = card.about;
      const victim = keyOf(namespace, name);
      return node ? [{ victim, preemptor: pods.get(uid) ?? "", node, time: card.last }] : [];
    });
}
