/**
 * What can be done to an object, and as which command of the wire. A destructive action is
 * confirmed first; one that asks for a number carries `ask`.
 *
 * @typedef {{id: string, danger?: boolean, ask?: "replicas", kind: string,
 *   args: Record<string, any>}} Action
 */
import { isGiven } from "./table-groups.js";

const kube = (id, { resource, namespace, name }, more = {}) => ({
  id,
  kind: "kube",
  args: { verb: id, resource, namespace, name },
  ...more,
});

/** What the hypervisor can do to a VM in each phase. */
const POWER = {
  Stopped: ["vm-start"],
  Booting: ["vm-stop"],
  Running: ["vm-pause", "vm-stop"],
  Paused: ["vm-resume", "vm-stop"],
};
const DANGERS = new Set(["vm-pause", "vm-stop"]);

const ACTIONS = {
  hosts: ({ name, card }) =>
    card.power === "On"
      ? [{ id: "power-off", kind: "power-off", args: { host: name }, danger: true }]
      : [{ id: "power-on", kind: "power-on", args: { host: name } }],
  vms: ({ name, card }) =>
    (POWER[card.phase] ?? POWER.Running).map((id) => ({
      id,
      kind: id,
      args: { vm: name },
      ...(DANGERS.has(id) && { danger: true }),
    })),
  nodes: (entry) => [
    kube(entry.card.cordoned ? "uncordon" : "cordon", entry),
    kube("drain", entry, { danger: true }),
  ],
  pods: (entry) => [kube("delete", entry, { danger: true })],
  "deployments.apps": (entry) => [
    kube("scale", entry, { ask: "replicas" }),
    kube("delete", entry, { danger: true }),
  ],
  "statefulsets.apps": (entry) => [
    kube("scale", entry, { ask: "replicas" }),
    kube("delete", entry, { danger: true }),
  ],
  events: () => [],
  flows: () => [],
  commands: () => [],
};

/** What others look after: deleting it would change nothing for long. */
const LOOKED_AFTER =
  /^(endpoints|controllerrevisions|apiservices|flowschemas|prioritylevel|csinodes)/;

/** Whatever is no part of the cluster itself may be deleted. */
const others = (entry) =>
  LOOKED_AFTER.test(entry.resource) || isGiven(entry)
    ? []
    : [kube("delete", entry, { danger: true })];

/** @param {import("./types.js").Entry} entry @returns {Action[]} */
export const actionsOf = (entry) => (ACTIONS[entry.resource] ?? others)(entry);
