/**
 * A function of the state that is worked out anew only when what it reads has changed.
 *
 * @template T
 * @param {string[]} resources those it reads of the snapshot
 * @param {(snapshot: import("./types.js").Snapshot, filter: {namespace?: string}) => T} make
 * @returns {(snapshot: import("./types.js").Snapshot, filter?: {namespace?: string}) => T} the same
 *   value as long as nothing changed
 */
export function remember(resources, make) {
  let last = /** @type {any[] | null} */ (null);
  let value;
  return (snapshot, filter = {}) => {
    const parts = [...resources.map((key) => snapshot.objects.get(key)), filter.namespace];
    if (!last?.every((part, i) => part === parts[i]))
      [last, value] = [parts, make(snapshot, filter)];
    return value;
  };
}
