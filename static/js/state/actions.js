/**
 * What can be done to an object, and as which command of the wire. A destructive action is
 * confirmed first; one that asks for a number carries `ask`.
 *
 * @typedef {{id: string, danger?: boolean, ask?: "replicas", kind: string,
 *   args: Record<string, any>}} Action
 */

const kube = (id, { resource, namespace, name }, more = {}) => ({
  id,
  kind: "kube",
  args: { verb: id, resource, namespace, name },
  ...more,
});

const ACTIONS = {
  hosts: ({ name, card }) =>
    card.power === "On"
      ? [{ id: "power-off", kind: "power-off", args: { host: name }, danger: true }]
      : [{ id: "power-on", kind: "power-on", args: { host: name } }],
  vms: ({ name, card }) =>
    card.phase === "Stopped"
      ? [{ id: "vm-start", kind: "vm-start", args: { vm: name } }]
      : [{ id: "vm-stop", kind: "vm-stop", args: { vm: name }, danger: true }],
  nodes: (entry) => [
    kube(entry.card.cordoned ? "uncordon" : "cordon", entry),
    kube("drain", entry, { danger: true }),
  ],
  pods: (entry) => [kube("delete", entry, { danger: true })],
  "deployments.apps": (entry) => [
    kube("scale", entry, { ask: "replicas" }),
    kube("delete", entry, { danger: true }),
  ],
  "replicasets.apps": (entry) => [kube("delete", entry, { danger: true })],
  services: (entry) => [kube("delete", entry, { danger: true })],
};

/** @param {import("./types.js").Entry} entry @returns {Action[]} */
export const actionsOf = (entry) => ACTIONS[entry.resource]?.(entry) ?? [];
