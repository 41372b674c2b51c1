/**
 * The state as plain tables: which columns a resource has and what stands in its rows. Cells are
 * data; wording and markup belong to the element that shows them.
 *
 * @typedef {{column: string, value: string | number | boolean | null, kind?: string}} Cell
 */
import { bytes, cores } from "./format.js";
import { formatAge } from "./clock.js";
import { stateOfPod } from "./pods.js";
import { entriesOf } from "./snapshot.js";

const text = (column, value) => ({ column, value: value ?? "" });
const word = (column, value, kind) => ({ column, value, kind });

/** Each resource's cells, from an entry and the snapshot it stands in. */
const CELLS = {
  hosts: ({ name, card }, { lang }) => [
    text("name", name),
    word("power", card.power, "power"),
    text("hypervisor", card.hypervisor),
    text("cpu", String(card.cpu)),
    text("memory", bytes(card.memory, lang)),
  ],
  nodes: ({ name, card }, { lang }) => [
    text("name", name),
    word("ready", card.ready, "ready"),
    word("scheduling", Boolean(card.cordoned), "cordoned"),
    text("vm", card.vm),
    text("pods", `${card.requested?.pods ?? 0} / ${card.pods}`),
    text("cpu", `${cores(card.requested?.cpu ?? 0, lang)} / ${cores(card.cpu, lang)}`),
    text("memory", `${bytes(card.requested?.memory ?? 0, lang)} / ${bytes(card.memory, lang)}`),
  ],
  pods: ({ name, namespace, card }, { now, dark }) => [
    text("name", name),
    text("namespace", namespace),
    text("node", card.node),
    word("state", stateOfPod(card, dark), "shape"),
    text("status", card.status),
    text("ready", card.ready.join("/")),
    text("restarts", card.restarts),
    text("ip", card.ip),
    text("age", formatAge(now - card.created)),
  ],
  "deployments.apps": ({ name, namespace, card }) => [
    text("name", name),
    text("namespace", namespace),
    text("ready", `${card.ready ?? 0}/${card.replicas}`),
    text("updated", card.updated ?? 0),
    text("available", card.available ?? 0),
    text("images", (card.images ?? []).join(", ")),
  ],
  services: ({ name, namespace, card }) => [
    text("name", name),
    text("namespace", namespace),
    text("type", card.type),
    text("clusterIP", card.clusterIP),
    text("ports", (card.ports ?? []).join(", ")),
    text("endpoints", (card.endpoints ?? []).filter((e) => e.ready).length),
  ],
  events: ({ card }, { now }) => [
    text("age", formatAge(now - card.last)),
    text("type", card.type),
    text("reason", card.reason),
    text("object", card.about ? `${card.about[0].split(".")[0]}/${card.about[2]}` : ""),
    text("message", card.message),
    text("count", card.count ?? 1),
  ],
};

/** The resources whose tables are worded; the others have kubectl's columns. */
export const TABLES = Object.keys(CELLS);

const WORDED = {
  hosts: ["name", "power", "hypervisor", "cpu", "memory"],
  nodes: ["name", "ready", "scheduling", "vm", "pods", "cpu", "memory"],
  pods: ["name", "namespace", "node", "state", "status", "ready", "restarts", "ip", "age"],
  "deployments.apps": ["name", "namespace", "ready", "updated", "available", "images"],
  services: ["name", "namespace", "type", "clusterIP", "ports", "endpoints"],
  events: ["age", "type", "reason", "object", "message", "count"],
};

/**
 * The columns of a resource: worded ones by their id, kubectl's own as `kubectl:NAME`.
 * @param {import("./types.js").Entry[]} entries those of its table
 */
export function columnsOf(resource, entries) {
  if (WORDED[resource]) return WORDED[resource];
  const [first] = entries;
  const told = ownCells(first?.card).map(([column]) => `kubectl:${column.toUpperCase()}`);
  const namespaced = entries.some(({ namespace }) => namespace);
  return ["name", ...(namespaced ? ["namespace"] : []), ...told, "age"];
}

const ownCells = (card) => (card?.cells ?? []).filter(([column]) => column !== "Name");

const generic = (entry, now, namespaced) => [
  text("name", entry.name),
  ...(namespaced ? [text("namespace", entry.namespace)] : []),
  ...ownCells(entry.card).map(([column, value]) => text(`kubectl:${column.toUpperCase()}`, value)),
  text("age", formatAge(now - entry.card.created)),
];

const spaces = new Intl.Collator("en");
const names = new Intl.Collator("en", { numeric: true });
const byName = (a, b) =>
  spaces.compare(a.namespace, b.namespace) || names.compare(a.name, b.name);

/** The entries of a table in the order in which they are shown: events newest first. */
export function rowsOf(snapshot, resource) {
  const entries = entriesOf(snapshot, resource);
  return resource === "events"
    ? entries.sort((a, b) => b.card.last - a.card.last || (a.name < b.name ? 1 : -1))
    : entries.sort(byName);
}

/**
 * @param {{now: number, lang: string, dark: Set<string>}} context `dark`: nodes without news
 * @returns {Cell[]}
 */
export const cellsOf = (entry, context) =>
  CELLS[entry.resource]?.(entry, context) ??
  generic(entry, context.now, entry.namespace !== "");
