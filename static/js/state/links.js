/**
 * Lines between things that belong together: a claim and the pod that mounts it, a victim and the
 * pod it made room for, a waiting pod and the node where room is kept for it, a budget and the pod
 * that it keeps.
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{id: string, kind: "claim"|"preempted"|"nominated"|"held", from: Point, to: Point,
 *   ends: string[], always: boolean, gone?: Point & {radius: number}}} Link
 *   `ends`: keys of what it joins, as "resource|namespace|name"; one that is not shown `always` is shown with either of them;
 *   `gone`: where a pod stood that is gone
 */
import { find, keyOf } from "./snapshot.js";
import { isLit } from "./workloads.js";

/** Claims of StatefulSets whose lines are always shown. */
const FEW = 8;

const podKey = (id) => `pods|${id.replace("/", "|")}`;

/**
 * @param {import("./scene.js").Scene} scene
 * @param {Map<string, any>} centres of pods
 * @returns {Link[]}
 */
export function claimLinks({ cylinders }, centres) {
  const numbered = cylinders.filter((disk) => disk.numbered).length;
  return cylinders.flatMap(({ key, x, y, users, ...disk }) =>
    users.flatMap((user) => {
      const to = centres.get(user);
      if (!to) return [];
      const always = disk.numbered && numbered <= FEW;
      const from = { x: x + 20, y: y + 2 };
      const id = `claim|${key.join("|")}|${user}`;
      const foot = { x: to.x, y: to.y + to.radius };
      return [{ id, kind: "claim", from, to: foot, ends: [key.join("|"), podKey(user)], always }];
    }),
  );
}

/**
 * Rooms kept for pods that still wait, but for those to which a victim's line leads already.
 * @param {Set<string>} told "namespace/name" of these
 */
export function nominationLinks(snapshot, { hosts }, centres, told) {
  const vms = new Map(hosts.flatMap((host) => host.vms).map((vm) => [vm.node, vm]));
  const links = [];
  for (const { namespace, name, card } of snapshot.objects.get("pods")?.values() ?? []) {
    const vm = card.nominated && !card.node && vms.get(card.nominated);
    const from = vm && centres.get(keyOf(namespace, name));
    if (!from || told.has(keyOf(namespace, name))) continue;
    const to = { x: vm.x + vm.width / 2, y: vm.y };
    const ends = [`pods|${namespace}|${name}`, `nodes||${card.nominated}`];
    links.push({ id: `nominated|${ends[0]}`, kind: "nominated", from, to, ends, always: true });
  }
  return links;
}

/**
 * Who made room for whom; a victim that is gone is where it was seen last.
 * @param {import("./preemption.js").Preemption[]} preemptions
 * @param {Map<string, Point>} ghosts last places of victims
 */
export function preemptionLinks(snapshot, preemptions, centres, ghosts) {
  return preemptions.flatMap(({ victim, preemptor }) => {
    const from = centres.get(victim) ?? ghosts.get(victim);
    const to = centres.get(preemptor);
    if (!from || !to) return [];
    const gone = find(snapshot, ["pods", ...splitKey(victim)]) ? undefined : from;
    const ends = [podKey(victim), podKey(preemptor)];
    const id = `preempted|${victim}`;
    return [{ id, kind: "preempted", ...edges(from, to), ends, always: true, gone }];
  });
}

/** Budgets that have just kept a pod, and the pod. */
export function heldLinks({ band }, centres, now) {
  return (band?.pills ?? []).flatMap(({ key, entry, face, x, y, height }) => {
    if (face !== "budget" || !isLit(entry.card, now)) return [];
    const pod = keyOf(entry.namespace, entry.card.held.pod);
    const at = centres.get(pod);
    if (!at) return [];
    const from = { x: x + 28, y: y + height - 8 };
    const to = { x: at.x, y: at.y - at.radius - 3 };
    const ends = [key.join("|"), podKey(pod)];
    return [{ id: `held|${ends[0]}`, kind: "held", from, to, ends, always: true }];
  });
}

/** From the rim of one grape to the rim of another. */
function edges(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = Math.max(1, Math.hypot(dx, dy));
  const at = (point, by) => ({ x: point.x + (dx / far) * by, y: point.y + (dy / far) * by });
  return { from: { ...at(from, from.radius), below: from }, to: at(to, -to.radius) };
}

const splitKey = (key) => {
  const at = key.indexOf("/");
  return [key.slice(0, at), key.slice(at + 1)];
};
