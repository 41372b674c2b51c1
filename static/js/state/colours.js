/**
 * Owner → colour, kept for the life of the page. The order in which owners were created decides,
 * so that two viewers of one lab, and the same viewer after a reload, see the same colours.
 */
import { entriesOf } from "./snapshot.js";

/** Names of the palette's custom properties in tokens.css. */
export const PALETTE = [
  "owner-1",
  "owner-2",
  "owner-3",
  "owner-4",
  "owner-5",
  "owner-6",
  "owner-7",
];
export const LONELY = "owner-8";
export const SYSTEM = "owner-system";

const SYSTEM_NAMESPACES = new Set(["kube-system", "kube-public", "kube-node-lease"]);
const OWNING = [
  "deployments.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "cronjobs.batch",
  "jobs.batch",
];
const KINDS = {
  "deployments.apps": "Deployment",
  "replicasets.apps": "ReplicaSet",
  "statefulsets.apps": "StatefulSet",
  "daemonsets.apps": "DaemonSet",
  "cronjobs.batch": "CronJob",
  "jobs.batch": "Job",
};

/** Whether a namespace is the cluster's own. */
export const isSystem = (namespace) => SYSTEM_NAMESPACES.has(namespace);

/** @returns {string} whose pod this is: `Deployment/default/web`, `system`, or `lonely` */
export function ownerKey(namespace, card) {
  if (isSystem(namespace)) return "system";
  return card.owner ? `${card.owner.kind}/${namespace}/${card.owner.name}` : "lonely";
}

/** The owner's key of an object that may own pods, be one, or be about one; null when none. */
export function ownerOf(entry) {
  if (entry.resource === "pods") return ownerKey(entry.namespace, entry.card);
  if (isSystem(entry.namespace)) return "system";
  const owner = entry.card?.owner;
  if (owner) return `${owner.kind}/${entry.namespace}/${owner.name}`;
  const kind = KINDS[entry.resource];
  return kind ? `${kind}/${entry.namespace}/${entry.name}` : null;
}

/** The name an owner's key shows in a legend; null for the two that are worded. */
export const ownerName = (key) => (key.includes("/") ? key.slice(key.lastIndexOf("/") + 1) : null);

/**
 * @param {Map<string, string>} known colours given so far
 * @returns {Map<string, string>} the same map when there is no new owner
 */
export function assign(known, snapshot) {
  const firstSeen = new Map();
  const see = (key, created) => {
    if (known.has(key)) return;
    firstSeen.set(key, Math.min(created, firstSeen.get(key) ?? Infinity));
  };
  for (const resource of OWNING)
    for (const entry of entriesOf(snapshot, resource)) see(ownerOf(entry), entry.card.created);
  for (const { namespace, card } of entriesOf(snapshot, "pods"))
    see(ownerKey(namespace, card), card.created);
  if (!firstSeen.size) return known;
  const next = new Map(known);
  const order = [...firstSeen].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
  for (const [key] of order) next.set(key, pick(key, next));
  return next;
}

function pick(key, taken) {
  if (key === "system") return SYSTEM;
  if (key === "lonely") return LONELY;
  const used = [...taken.values()].filter((colour) => PALETTE.includes(colour)).length;
  return PALETTE[used % PALETTE.length];
}
