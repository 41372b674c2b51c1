/** The rows of a portrait: what a teacher would point at in an object. */
import { schedule } from "./schedule.js";

const machine = (text) => `\`${text}\``;
const all = (list) => list.map(machine).join(", ");
const some = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

export { schedule };
export { columns, rows } from "./portrait-names.js";

export const ahead = (at, wait) => `${at}, in ${wait}`;
export const beforeStart = "before the lab began";

/** @type {Record<string, (args: any, f: any) => string>} */
export const says = {
  number: ({ value }, f) => f.number(value),
  bytes: ({ count }) => some(count, "byte"),
  ready: ({ ready, all: every }) =>
    ready >= every ? `All ${every} ready` : `${ready} of ${every} ready`,

  "pod.missing": () => "not made yet",
  "pod.leaving": () => "on its way out",
  "pod.waits": () => "waiting",
  "pod.is-ready": () => "ready",
  "pod.is-not-ready": () => "running, not ready",

  "sts.in-order": () => "one at a time, each waits for the one before it to be ready",
  "sts.at-once": () => "all at once, nobody waits for anybody",
  "sts.on-delete": ({ updated, all: every }) =>
    `only when a pod is deleted: ${updated} of ${every} are up to date`,
  "sts.partition": ({ partition, updated, all: every, revision }) =>
    `from number ${partition} up only (partition): ${updated} of ${every} at ${machine(revision)}`,
  "sts.updating": ({ updated, all: every, revision }) =>
    `from the last number down: ${updated} of ${every} at ${machine(revision)}`,
  "sts.claims-kept": ({ scaled, deleted }) =>
    scaled && deleted
      ? "kept, even when their number or the whole set goes"
      : scaled
        ? "kept when it shrinks, deleted with the set"
        : deleted
          ? "deleted when it shrinks, kept when the set is deleted"
          : "deleted with their number or with the set",

  "ds.ready": ({ ready, all: every }) =>
    ready >= every ? `On every one of its ${some(every, "node")}` : `Ready on ${ready} of ${some(every, "node")}`,
  "ds.stray": ({ count }) =>
    `${some(count, "pod runs", "pods run")} where none should`,
  "ds.left-out": ({ count }) => `${count}: its selector or its tolerations leave them out`,
  "ds.rollingupdate": ({ updated, all: every }) =>
    `one node after another: ${updated} of ${every} up to date`,
  "ds.ondelete": ({ updated, all: every }) =>
    `only when a pod is deleted: ${updated} of ${every} up to date`,

  "job.failed": ({ reason }) =>
    ({
      BackoffLimitExceeded: "Failed: too many tries went wrong",
      DeadlineExceeded: "Failed: its deadline has passed",
      PodFailurePolicy: "Failed: its failure policy stopped it",
      FailedIndexes: "Failed: some indexes were given up",
      MaxFailedIndexesExceeded: "Failed: too many indexes were given up",
      SuccessPolicyNotMet: "Failed: what it takes to succeed did not come about",
    })[reason] ?? `Failed: ${reason}`,
  "job.complete": () => "Done, and well",
  "job.suspended": () => "Suspended",
  "job.running": ({ count }) => `${some(count, "pod")} at work`,
  "job.idle": () => "No pod at work just now",
  "job.progress": ({ done, all: every, active, failed, together }) =>
    `${done} of ${every} done, ${active} at work (${together} at a time)` +
    (failed ? `, ${some(failed, "failure")}` : ""),
  "job.progress-free": ({ done, active, failed }) =>
    `${done} done, ${active} at work: over at the first success` +
    (failed ? `, ${some(failed, "failure")}` : ""),
  "job.backoff": ({ failures }) =>
    failures === 1 ? "after a failure: the wait doubles with each more" : `after ${failures} failures in a row: the wait doubles with each`,
  "job.retries": ({ failed, limit }) =>
    limit === 0 ? "none: the first failure is the last" : `${Math.min(failed, limit)} of ${limit} used`,
  "job.retries-per-index": ({ limit, most }) =>
    `${limit} for each index` + (most === null ? "" : `, and at most ${some(most, "index", "indexes")} given up`),
  "job.rule": ({ action, codes, without, container, conditions }) => {
    const what = {
      FailJob: "stop it all",
      FailIndex: "give the index up",
      Ignore: "do not count the failure",
      Count: "count the failure",
    }[action];
    const where = container ? ` of ${machine(container)}` : "";
    const when = conditions.length
      ? `if the pod has the condition ${all(conditions)}`
      : `if the exit code${where} is ${without ? "not " : ""}${codes.join(" or ")}`;
    return `${when}: ${what}`;
  },
  "job.ttl": ({ after }, f) => `deleted ${f.duration(after)} after its end`,

  "cron.schedule": ({ text, zone }, f) => {
    const words = f.schedule(text);
    const place = zone ? ` (${zone})` : "";
    return words ? `${words}${place}, ${machine(text)}` : `${machine(text)}${place}`;
  },
  "cron.deadline": ({ after }, f) => `${f.duration(after)} at most, later than that a run is skipped`,
  "cron.allow": () => "another one starts all the same",
  "cron.forbid": () => "the new one is skipped",
  "cron.replace": () => "the new one takes its place",
  "cron.keeps": ({ well, badly }) => `${well} that went well, ${badly} that failed`,
  "cron.suspended": () => "Suspended: it starts nothing",
  "cron.running": ({ count }) => `${some(count, "Job")} running`,
  "cron.waiting": () => "Waits for its hour",

  "claim.size": ({ asked, got }) =>
    !got ? `${asked} asked for` : asked === got ? got : `${got}, ${asked} asked for`,
  "claim.unused": () => "nobody just now",
  "claim.bound": () => "Bound to its volume",
  "claim.pending": () => "Waits for a volume",
  "claim.lost": () => "Its volume has gone",
  "claim.leaving": () => "Has to go",
  "claim.resizing": ({ kind }) =>
    ({
      Resizing: "under way",
      FileSystemResizePending: "the file system follows when a pod mounts it",
      ControllerResizeError: "has failed",
    })[kind],

  "volume.is-available": () => "Free",
  "volume.is-bound": () => "Bound to a claim",
  "volume.is-released": () => "Its claim has gone; the data are still there",
  "volume.is-failed": () => "Could not be reclaimed",
  "volume.is-pending": () => "Being made ready",
  "volume.retain": () => "kept with its data when the claim goes (Retain)",
  "volume.delete": () => "deleted with its data when the claim goes (Delete)",
  "volume.recycle": () => "emptied and offered again when the claim goes (Recycle)",

  "class.default": () => "yes, for claims that name no class",
  "class.delayed": () => "when a pod uses it, where that pod is placed (WaitForFirstConsumer)",
  "class.immediate": () => "as soon as they are claimed (Immediate)",
  "class.grows": () => "allowed",
  "class.stays": () => "refused",
  "class.by-hand": () => "somebody makes the volumes by hand",
  "attachment.done": () => "Attached",
  "attachment.waits": () => "Being attached",
  "attachment.leaving": () => "Being detached",

  "quota.full": ({ names }) => `Used up: ${all(names)}`,
  "quota.near": ({ names }) => `Nearly used up: ${all(names)}`,
  "quota.room": () => "There is room left",
  "budget.healthy": ({ healthy, needed }) => `${healthy} (${needed} needed)`,
  "budget.min": ({ least }) => `keep at least ${least} healthy`,
  "budget.max": ({ most }) => `lose at most ${most} at a time`,
  "budget.nobody": () => "Guards no pod",
  "budget.lets-go": ({ count }) => `${some(count, "pod")} may leave`,
  "budget.holds": () => "Lets nobody leave",
  "priority.default": () => "yes, for pods that name no class",
  "priority.may-preempt": () => "may drive less important pods away",
  "priority.never": () => "goes first in the queue, but drives nobody away (Never)",

  "config.immutable": () => "forbidden (immutable)",
  "config.empty": () => "none",
  "config.unread": () => "no pod",

  "condition.well": () => "fine",
  "condition.true": () => "yes",
  "condition.false": () => "no",
  "condition.unknown": () => "nobody knows",
  "deployment.recreate": () => "stop everything, then start anew (Recreate)",
  "deployment.rolling": ({ more, fewer }) =>
    `little by little: up to ${more} more and ${fewer} fewer`,

  "role.sum": () => "gathers those of other roles (aggregation)",
  "role.nothing": () => "nothing",
  "role.more": ({ count }) => `and ${some(count, "more rule", "more rules")}`,
  "role.anything": () => "all",
  "role.everything": () => "everything",
  "binding.here": ({ name }) => `in ${machine(name)} only`,
  "binding.everywhere": () => "in the whole cluster",
  "binding.group": ({ name }) => `group ${machine(name)}`,
  "binding.user": ({ name }) => `user ${machine(name)}`,
  "binding.no-role": () => "Its role does not exist, so it gives nothing",
  "account.no-role": () => "nobody: it has only what everybody has",
  "account.refused": ({ verb, resource, namespace }) =>
    `${machine(verb)} ${machine(resource)}${namespace ? ` in ${machine(namespace)}` : ""}`,

  "namespace.pods": ({ count }) => some(count, "pod"),
  "namespace.active": () => "In use",
  "namespace.leaving": () => "On its way out",
  "security.enforce": ({ level }) => `refuses what is not ${machine(level)}`,
  "security.warn": ({ level }) => `warns of what is not ${machine(level)}`,
  "security.audit": ({ level }) => `notes what is not ${machine(level)}`,
  "last.refused": ({ resource, why }) => `${machine(resource)}: ${machine(why)}`,
  "policy.unbound": () => "nothing: without a binding it does not apply",
  "custom.cluster": () => "the whole cluster",
  "custom.namespaced": () => "a namespace",
  "custom.stored": () => "served, and the one that is stored",
  "custom.offered": () => "served",
  "custom.withdrawn": () => "no longer served",
  "custom.served": () => "Served by the API",
  "custom.not-served": () => "Not served by the API yet",
  "custom.leaving": () => "On its way out, with all its objects",

  "endpoint.ready": () => "ready",
  "endpoint.unready": () => "not ready",
  "endpoint.leaving": () => "leaving",
  "endpoint.no-pod": () => "not a pod",
  "endpoint.no-service": () => "no such Service: 503",
  "endpoint.count": ({ count }) => (count ? `${count} ready` : "nobody: 503"),
  "service.headless": () => "none: DNS gives the addresses of all pods",
  "service.faithful": ({ after }, f) =>
    `always the same one for a client, for ${f.duration(after)} (ClientIP)`,
  "service.random": () => "at random among those that are ready",
  "service.local": () => "only to pods on the node it reaches (Local)",
  "ingress.served": () => "Served",
  "ingress.no-address": () => "No address yet",
  "path.prefix": () => "and below",
  "path.exact": () => "exactly",
  "path.implementationspecific": () => "as the controller sees it",
  "path.rest": () => "all the rest",
  "class.default-ingress": () => "yes, for Ingresses that name no class",
  "policy.all": () => "all pods of the namespace",
  "policy.selector": ({ selector }) => `pods with ${machine(selector)}`,
  "policy.nothing": () => "nothing",
  "policy.stops": ({ flow, share }, f) => `${f.percent(share)} of the requests of ${flow}`,
  "policy.stopped": ({ source, target, port }) => `${source} to ${target}, port ${port}`,
  "policy.allows": ({ peers, ports }) => {
    const whom = peers.length ? peers.map(peer).join(", or ") : "everybody";
    return ports.length ? `${whom}, ${ports.length === 1 ? "port" : "ports"} ${all(ports)}` : whom;
  },

  "hpa.bounds": ({ least, most }) => `from ${least} to ${most} replicas`,
  "hpa.wants": ({ count }) => some(count, "replica"),
  "hpa.still-high": () => "it sticks to what recent, higher measurements asked for",
  "hpa.still-low": () => "it sticks to what recent, lower measurements asked for",
  "hpa.blind": () => "Cannot measure anything",
  "hpa.moves": ({ now, wanted }) => `Goes from ${now} to ${wanted} replicas`,
  "hpa.settled": ({ now }) => `Stays at ${some(now, "replica")}`,
  "hpa.sum": ({ replicas, measured, target, exact, result }, f) =>
    `${replicas} × ${f.number(measured)} / ${f.number(target)} = ${f.number(exact)}` +
    (exact === result ? "" : `, hence ${result}`),
  "hpa.close": ({ measured, target }, f) =>
    `${f.number(measured)} for ${f.number(target)}: within 10%, nothing moves`,
};

/** A peer of a NetworkPolicy. */
function peer({ block, but = [], pods, spaces }) {
  if (block) return `${machine(block)}${but.length ? ` but not ${all(but)}` : ""}`;
  const who = pods ? `pods with ${machine(pods)}` : "all pods";
  if (spaces === undefined) return `${who} in this namespace`;
  return spaces ? `${who} in namespaces with ${machine(spaces)}` : `${who} in the cluster`;
}
