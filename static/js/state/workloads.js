/**
 * Who has something to tell in the band above the nodes: one pill an owner, in an order that does
 * not change while they live.
 *
 * @typedef {object} Pill
 * @property {[string, string, string]} key
 * @property {"set"|"daemons"|"job"|"cron"|"scaler"|"budget"} face
 * @property {import("./types.js").Entry} entry
 * @property {string | null} owner   whose colour it has (an owner's key)
 * @property {any} facts   what its face needs beside the card
 * @property {number} width
 */
import { isSystem, ownerKey, ownerOf } from "./colours.js";
import { indexesOf, ordinalsOf } from "./ordinals.js";
import { remember } from "./remember.js";
import { isEmpty, selects } from "./selectors.js";
import { entriesOf } from "./snapshot.js";

/** Slots of a StatefulSet, indexes of a Job, that are drawn at most. */
export const MOST_SLOTS = 10;
export const MOST_INDEXES = 20;
export const SLOT = 18;
export const INDEX = 10;
/** How long (lab time) a budget stays lit after it kept a pod: a drain asks again within 5 s. */
export const LIT = 8_000_000;

/** Jobs come last: they come and go, and the others stay where they are. */
const FACES = {
  "statefulsets.apps": "set",
  "daemonsets.apps": "daemons",
  "cronjobs.batch": "cron",
  "horizontalpodautoscalers.autoscaling": "scaler",
  "poddisruptionbudgets.policy": "budget",
  "jobs.batch": "job",
};

const LEAST = 132;
const MOST = 300;
const letters = (text, size) => text.length * size * 0.58;

/** What the lower line of each face needs. */
const WIDTHS = {
  set: ({ facts }) => 24 + Math.min(facts.ordinals.length, MOST_SLOTS + 1) * (SLOT + 3),
  daemons: () => LEAST,
  job: ({ facts }) => 68 + Math.min(facts.indexes.length, MOST_INDEXES) * (INDEX + 2),
  cron: () => 160,
  scaler: () => 190,
  budget: () => 186,
};
/** What the upper line needs beside the name. */
const HEADS = { set: 114, daemons: 112, job: 104, cron: 86, scaler: 112, budget: 102 };

/** The pills in their order. @returns {Pill[]} */
export const pillsOf = remember([...Object.keys(FACES), "pods"], (snapshot, { namespace = "" }) => {
  const pods = snapshot.objects.get("pods") ?? new Map();
  const context = { pods, ownersPods: byOwner(pods) };
  const pills = [];
  for (const [resource, face] of Object.entries(FACES))
    for (const entry of entriesOf(snapshot, resource).sort(byAge))
      if (isShown(entry, namespace)) pills.push(pillOf(entry, face, context));
  return pills;
});

const byAge = (a, b) => a.card.created - b.card.created || (a.name < b.name ? -1 : 1);

/** A CronJob tells of its Jobs itself, but for those that run or have failed. */
function isShown({ namespace, card }, wanted) {
  if (isSystem(namespace) || (wanted && namespace !== wanted)) return false;
  return !(card.state === "Complete" && card.owner);
}

/** Whether a Job has ended, well or badly. */
export const isOver = ({ state }) => state === "Complete" || state === "Failed";

function pillOf(entry, face, context) {
  const { resource, namespace, name } = entry;
  const key = /** @type {[string, string, string]} */ ([resource, namespace, name]);
  const pill = { key, entry, face, ...FACTS[face](entry, context), width: 0 };
  const schedule = face === "cron" ? letters(entry.card.schedule, 9) : 0;
  const head = HEADS[face] + schedule + letters(entry.name, 12.5);
  pill.width = Math.round(Math.min(MOST, Math.max(LEAST, head, WIDTHS[face](pill))));
  return pill;
}

const FACTS = {
  set: (entry, { pods }) => ({
    owner: ownerOf(entry),
    facts: { ordinals: ordinalsOf(entry, pods) },
  }),
  daemons: (entry) => ({ owner: ownerOf(entry), facts: {} }),
  job: (entry, { ownersPods }) => ({ owner: ownerOf(entry), facts: jobFacts(entry, ownersPods) }),
  cron: (entry) => ({ owner: ownerOf(entry), facts: {} }),
  scaler: ({ namespace, card }) => ({
    owner: `${card.target.kind}/${namespace}/${card.target.name}`,
    facts: {},
  }),
  budget: ({ namespace, card }, { pods }) => {
    const first = guardedBy(card, namespace, pods);
    const owner = first ? ownerKey(namespace, first.card) : null;
    return { owner, facts: { guards: Boolean(first) } };
  },
};

function jobFacts({ namespace, name, card }, pods) {
  if (!card.indexed) return { indexes: [] };
  const working = (pods.get(`${namespace}/${name}`) ?? []).filter(
    (pod) => pod.phase === "Pending" || pod.phase === "Running",
  );
  const numbers = working.map(({ number }) => number ?? -1).filter((n) => n >= 0);
  return { indexes: indexesOf(card, numbers) };
}

/** "namespace/job" → cards of its pods. */
function byOwner(pods) {
  const found = new Map();
  for (const { namespace, card } of pods.values()) {
    const job = card.labels?.["job-name"];
    if (!job) continue;
    const key = `${namespace}/${job}`;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(card);
  }
  return found;
}

/** The first of the pods that a budget guards; an empty selector guards none. */
function guardedBy({ selector }, namespace, pods) {
  if (isEmpty(selector)) return undefined;
  for (const pod of pods.values())
    if (pod.namespace === namespace && selects(selector, pod.card.labels)) return pod;
  return undefined;
}

/** Whether a budget has just kept a pod. */
export const isLit = ({ held }, now) => Boolean(held) && now - held.time < LIT && now >= held.time;

/** The next run of a CronJob; null when none is known. */
export const nextRun = ({ next = [], suspended }, now) =>
  suspended ? null : (next.find((time) => time > now) ?? null);

/**
 * How far an autoscaler's first metric is from its target: 0 nothing, 1 on target, 2 twice as
 * much or more; null while nothing is measured.
 */
export function pressure({ metrics }) {
  const told = metrics.filter(({ current, target }) => current !== null && target);
  if (!told.length) return null;
  return Math.min(2, Math.max(...told.map(({ current, target }) => current / target)));
}

/** Shares of a Job's work that are done, under way and failed. */
export function shares(card) {
  const all = Math.max(1, card.completions ?? Math.max(card.parallelism, card.succeeded));
  const given = card.indexed ? numberOfGivenUp(card) : 0;
  return {
    all,
    done: Math.min(1, card.succeeded / all),
    active: Math.min(1, card.active / all),
    failed: Math.min(1, given / all),
  };
}

const numberOfGivenUp = ({ givenUp }) =>
  (givenUp ?? "").split(",").reduce((sum, part) => {
    if (!part) return sum;
    const [first, last = first] = part.split("-").map(Number);
    return sum + last - first + 1;
  }, 0);
