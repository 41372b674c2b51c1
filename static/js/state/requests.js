/**
 * The requests that the changes of a delta stand for: who asked the API server what. They are
 * drawn as discs in the control plane row.
 *
 * @typedef {object} Request
 * @property {number} revision
 * @property {"client"|"scheduler"|"controllers"|"kubelet"|"power"} from
 * @property {string} node       the kubelet's node, or ""
 * @property {string} verb       POST, PATCH, DELETE, BIND
 * @property {string} resource
 * @property {string} name
 */

const SILENT = new Set(["hosts", "vms", "commands", "flows"]);

/** The part of the drawing that an actor belongs to. */
export function componentOf(actor) {
  if (/scheduler/.test(actor)) return "scheduler";
  if (/^(kubelet|kube-proxy)/.test(actor)) return "kubelet";
  if (/controller|^endpoint|garbage|^node-lifecycle|^namespace/.test(actor)) return "controllers";
  return "client";
}

function verbOf({ before, card, resource }, from) {
  if (!card) return "DELETE";
  if (!before) return "POST";
  return from === "scheduler" && resource === "pods" && card.node ? "BIND" : "PATCH";
}

/** @param {import("./types.js").Change[]} changes @returns {Request[]} */
export function requestsOf(changes) {
  return changes
    .filter(({ resource, actor }) => actor && !SILENT.has(resource))
    .map((change) => {
      const from = componentOf(change.actor);
      return {
        revision: change.revision,
        from,
        node: from === "kubelet" ? change.actor.replace(/^[^/:]*[/:]?/, "") : "",
        verb: verbOf(change, from),
        resource: change.resource,
        name: change.name,
      };
    });
}

/**
 * How much of the motion the speed leaves: words on the discs, discs, grapes that travel,
 * changes of state alone, or counts.
 * @returns {"worded"|"discs"|"travel"|"states"|"counts"}
 */
export function motionAt({ paused, speed, live }) {
  if (!live) return "travel";
  if (paused || speed <= 0.1) return "worded";
  if (speed <= 1) return "discs";
  if (speed <= 10) return "travel";
  return speed <= 60 ? "states" : "counts";
}
