/**
 * An object in a few lines: the state it is in, as a kind of word and a tone, and the facts worth
 * a row. Wording happens where it is shown.
 *
 * @typedef {{tone: "good"|"wait"|"bad"|"muted", kind: string, value: any}} State
 */
import { bytes, cores } from "./format.js";
import { darkNodes, stateOfPod } from "./pods.js";

const TONES = {
  running: "good",
  done: "good",
  pending: "wait",
  creating: "wait",
  half: "wait",
  terminating: "muted",
  crash: "bad",
  failed: "bad",
  lost: "bad",
};

const STATES = {
  hosts: ({ card }) => ({
    tone: card.power === "On" ? "good" : "bad",
    kind: "power",
    value: card.power,
  }),
  vms: ({ card }) => ({
    tone: { Running: "good", Booting: "wait" }[card.phase] ?? "bad",
    kind: "phases",
    value: card.phase,
  }),
  nodes: ({ card }) => ({
    tone: card.ready === "True" ? "good" : "bad",
    kind: "ready",
    value: card.ready,
  }),
  pods: ({ card }, snapshot) => {
    const state = stateOfPod(card, darkNodes(snapshot));
    return { tone: TONES[state], kind: "shapes", value: state };
  },
  "deployments.apps": ({ card }) => ({
    tone: (card.ready ?? 0) >= card.replicas ? "good" : "wait",
    kind: "deployment",
    value: card,
  }),
  services: ({ card }) => {
    const ready = (card.endpoints ?? []).filter((end) => end.ready).length;
    return { tone: ready ? "good" : "bad", kind: "service", value: ready };
  },
};

/** @returns {State | null} */
export const stateOf = (entry, snapshot) => STATES[entry.resource]?.(entry, snapshot) ?? null;

/** The words of a state. */
export function wordState(state, { states }) {
  const words = states[state.kind];
  return typeof words === "function" ? words(state.value) : (words[state.value] ?? state.value);
}

const link = (resource, namespace, name) =>
  name && { key: [resource, namespace, name], text: name };
const pairs = (map, mark = "=") =>
  Object.entries(map ?? {})
    .map(([k, v]) => `${k}${mark}${v}`)
    .join(", ");
const OWNERS = {
  Deployment: "deployments.apps",
  ReplicaSet: "replicasets.apps",
  StatefulSet: "statefulsets.apps",
  DaemonSet: "daemonsets.apps",
  Job: "jobs.batch",
  CronJob: "cronjobs.batch",
  ReplicationController: "replicationcontrollers",
};

/** Rows as [name of the fact, value]; a value is a text or {key, text}: another object. */
const FACTS = {
  hosts: ({ card }, { lang, words }) => [
    ["hypervisor", `${card.hypervisor} (${words.states.hypervisorType[card.type] ?? card.type})`],
    ["cpu", String(card.cpu)],
    ["memory", bytes(card.memory, lang)],
  ],
  vms: ({ card }, { lang }) => [
    ["host", link("hosts", "", card.host)],
    ["node", link("nodes", "", card.node)],
    ["cpu", String(card.cpu)],
    ["memory", bytes(card.memory, lang)],
  ],
  nodes: ({ card }, { lang }) => [
    ["vm", link("vms", "", card.vm)],
    ["roles", [card.roles ?? []].flat().join(", ")],
    ["pods", `${card.requested?.pods ?? 0} / ${card.pods}`],
    ["cpu", `${cores(card.requested?.cpu ?? 0, lang)} / ${cores(card.cpu, lang)}`],
    ["memory", `${bytes(card.requested?.memory ?? 0, lang)} / ${bytes(card.memory, lang)}`],
    ["taints", (card.taints ?? []).join(", ")],
    ["ip", card.ip],
    ["version", card.version],
  ],
  pods: ({ namespace, card }) => [
    ["node", link("nodes", "", card.node)],
    [
      card.containers?.length > 1 ? "images" : "image",
      (card.containers ?? []).map((c) => c.image).join(", "),
    ],
    ["ip", card.ip],
    ["qos", card.qos],
    ["owner", card.owner && ownerLink(card.owner, namespace)],
    ["restarts", card.restarts ? String(card.restarts) : ""],
    ["namespace", namespace === "default" ? "" : namespace],
  ],
  "deployments.apps": ({ card }) => [
    ["ready", `${card.ready ?? 0} / ${card.replicas}`],
    ["updated", String(card.updated ?? 0)],
    ["available", String(card.available ?? 0)],
    ["images", (card.images ?? []).join(", ")],
    ["selector", typeof card.selector === "string" ? card.selector : pairs(card.selector)],
  ],
  "replicasets.apps": ({ namespace, card }) => [
    ["owner", card.owner && ownerLink(card.owner, namespace)],
    ["ready", `${card.ready ?? 0} / ${card.replicas}`],
    ["revision", card.revision ? String(card.revision) : ""],
  ],
  services: ({ card }) => [
    ["type", card.type],
    ["clusterIP", card.clusterIP],
    ["ports", (card.ports ?? []).join(", ")],
    ["selector", pairs(card.selector)],
  ],
};

const ownerLink = (owner, namespace) =>
  OWNERS[owner.kind]
    ? link(OWNERS[owner.kind], namespace, owner.name)
    : `${owner.kind}/${owner.name}`;

/** @param {{lang: string, words: any}} context @returns {[string, any][]} rows that say something */
export const factsOf = (entry, context) =>
  (FACTS[entry.resource]?.(entry, context) ?? entry.card.cells ?? []).filter(([, value]) => value);

/** Whether the card of this kind tells its facts itself. */
export const hasFacts = (entry) => entry.resource in FACTS;
