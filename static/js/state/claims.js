/**
 * Claims as cylinders: each in the node that its volume is tied to, or on the shelf of the network.
 *
 * @typedef {object} Cylinder
 * @property {[string, string, string]} key
 * @property {import("./types.js").Entry} entry
 * @property {string} node        "" on the network, or while there is no volume
 * @property {string[]} users     keys ("namespace/name") of the pods that mount it
 * @property {boolean} numbered   of a StatefulSet's pods
 * @property {number} width
 */
import { isSystem } from "./colours.js";
import { remember } from "./remember.js";
import { entriesOf, find, keyOf } from "./snapshot.js";

export const CYLINDER = 40;
const letters = (text) => Math.min(26, text.length) * 6.2;

const READ = ["persistentvolumeclaims", "persistentvolumes", "nodes", "pods"];

/** The claims by name. @returns {Cylinder[]} */
export const cylindersOf = remember(READ, (snapshot, { namespace = "" }) => {
  const claims = entriesOf(snapshot, "persistentvolumeclaims").filter(
    (entry) => !isSystem(entry.namespace) && (!namespace || entry.namespace === namespace),
  );
  if (!claims.length) return [];
  const users = usersOf(snapshot);
  return claims.sort(byName).map((entry) => {
    const at = users.get(keyOf(entry.namespace, entry.name)) ?? [];
    const volume = find(snapshot, ["persistentvolumes", "", entry.card.volume]);
    const node = volume?.card.node ?? "";
    return {
      key: /** @type {[string, string, string]} */ ([entry.resource, entry.namespace, entry.name]),
      entry,
      node: find(snapshot, ["nodes", "", node]) ? node : "",
      users: at.map((pod) => keyOf(pod.namespace, pod.name)),
      numbered: at.some((pod) => pod.card.owner?.kind === "StatefulSet"),
      width: CYLINDER + 8 + letters(entry.name),
    };
  });
});

const names = new Intl.Collator("en", { numeric: true });
const byName = (a, b) =>
  names.compare(a.namespace, b.namespace) || names.compare(a.name, b.name);

/** "namespace/claim" → the pods that mount it and are not over. */
function usersOf(snapshot) {
  const users = new Map();
  for (const pod of entriesOf(snapshot, "pods")) {
    if (pod.card.phase === "Succeeded" || pod.card.phase === "Failed") continue;
    for (const claim of pod.card.claims ?? []) {
      const key = keyOf(pod.namespace, claim);
      users.set(key, [...(users.get(key) ?? []), pod]);
    }
  }
  return users;
}
