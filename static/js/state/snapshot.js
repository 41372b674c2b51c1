/**
 * Old snapshot + delta = new snapshot. Nothing here is mutated: what did not change is shared.
 *
 * @typedef {import("./types.js").Snapshot} Snapshot
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Change} Change
 */

/** The key of an object among those of its resource. */
export const keyOf = (namespace, name) => `${namespace}/${name}`;

const EMPTY = new Map();
/** Characters of a terminal that a page keeps at least; at twice as many it lets the oldest go. */
const KEPT = 1024 * 1024;

/** @param {Record<string, any>} frame a `list` frame @returns {Snapshot} */
export function fromList(frame) {
  const objects = new Map();
  for (const [resource, rows] of Object.entries(frame.objects)) {
    const entries = rows.map(([namespace, name, card]) => [
      keyOf(namespace, name),
      { resource, namespace, name, card },
    ]);
    objects.set(resource, new Map(entries));
  }
  return {
    revision: frame.revision,
    time: frame.time,
    epoch: frame.epoch,
    clock: frame.clock,
    lab: frame.lab,
    objects,
    markers: frame.markers ?? [],
    tasks: frame.tasks ?? [],
    terminals: frame.terminals ?? {},
    files: frame.files ?? [],
    usage: frame.usage ?? {},
  };
}

/** True when the delta starts elsewhere than where this snapshot stands: list again. */
export const hasGap = (snapshot, delta) => delta.from !== snapshot.revision;

/**
 * @param {Snapshot} snapshot
 * @param {Record<string, any>} delta a `delta` frame without a gap
 * @returns {{snapshot: Snapshot, changes: Change[]}} the new snapshot and what changed
 */
export function applyDelta(snapshot, delta) {
  const objects = new Map(snapshot.objects);
  const fresh = new Set();
  const changes = (delta.changes ?? []).map((row) => applyChange(objects, fresh, row));
  return {
    changes,
    snapshot: {
      ...snapshot,
      revision: delta.to,
      time: delta.time,
      clock: delta.clock ?? snapshot.clock,
      objects,
      markers: delta.markers?.length ? [...snapshot.markers, ...delta.markers] : snapshot.markers,
      tasks: mergeTasks(snapshot.tasks, delta.tasks),
      terminals: appendOutput(snapshot.terminals, delta.output),
      files: delta.files ?? snapshot.files,
      usage: delta.usage ? { ...snapshot.usage, ...delta.usage } : snapshot.usage,
    },
  };
}

/** Writes one change into `objects`, copying the map of its resource the first time. */
function applyChange(objects, fresh, row) {
  const [revision, time, actor, cause, resource, namespace, name, card] = row;
  if (!fresh.has(resource)) {
    objects.set(resource, new Map(objects.get(resource)));
    fresh.add(resource);
  }
  const entries = objects.get(resource);
  const key = keyOf(namespace, name);
  const before = entries.get(key)?.card ?? null;
  if (card === null) entries.delete(key);
  else entries.set(key, { resource, namespace, name, card });
  return { revision, time, actor, cause, resource, namespace, name, before, card };
}

function mergeTasks(tasks, changed) {
  if (!changed?.length) return tasks;
  const byId = new Map(tasks.map((task) => [task.id, task]));
  for (const task of changed) byId.set(task.id, task);
  return [...byId.values()];
}

function appendOutput(terminals, output) {
  if (!output?.length) return terminals;
  const next = { ...terminals };
  for (const [terminal, text] of output) next[terminal] = ending((next[terminal] ?? "") + text);
  return next;
}

/** The text, or its last lines once it has grown long. */
function ending(text) {
  if (text.length <= 2 * KEPT) return text;
  const from = text.length - KEPT;
  return text.slice(Math.max(from, text.indexOf("\n", from) + 1));
}

/** All objects of a resource. @returns {Entry[]} */
export const entriesOf = (snapshot, resource) => [
  ...(snapshot.objects.get(resource) ?? EMPTY).values(),
];

/** How many objects a resource has. */
export const countOf = (snapshot, resource) => (snapshot.objects.get(resource) ?? EMPTY).size;

/** The object of a key (resource, namespace, name). @returns {Entry | undefined} */
export const find = (snapshot, [resource, namespace, name]) =>
  (snapshot.objects.get(resource) ?? EMPTY).get(keyOf(namespace, name));

/** The `objects` of a list frame that describes this snapshot, in order of key. */
export function toObjects(snapshot) {
  const byKey = (a, b) => (a[0] < b[0] ? -1 : 1);
  return Object.fromEntries(
    [...snapshot.objects]
      .filter(([, entries]) => entries.size)
      .sort(byKey)
      .map(([resource, entries]) => [
        resource,
        [...entries].sort(byKey).map(([, entry]) => [entry.namespace, entry.name, entry.card]),
      ]),
  );
}
