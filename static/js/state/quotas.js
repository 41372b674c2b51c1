/**
 * What bounds a namespace and has begun to be felt: a quota that is nearly used up or has refused
 * something lately, a limit that has.
 *
 * @typedef {{key: [string, string, string], name: string, share: number, used: string,
 *   hard: string, refused: boolean, width: number}} Meter  `name` of what is counted, "" for limits
 */
import { isSystem } from "./colours.js";
import { entriesOf } from "./snapshot.js";

const NEARLY = 0.8;
/** How long (lab time) a refusal is shown. */
const FELT = 60_000_000;
const METER = 184;
const MOST = 2;
const OF_QUOTA = /exceeded quota: ([^,\s]+)/;
const OF_LIMIT = /(?:maximum|minimum) \S+ usage per /;

/** @returns {Meter[]} the tightest first, two at most */
export function metersOf(snapshot, { namespace = "", now = snapshot.time } = {}) {
  const refusals = refusalsOf(snapshot, now);
  const meters = [];
  const wanted = (entry) =>
    !isSystem(entry.namespace) && (!namespace || entry.namespace === namespace);
  for (const entry of entriesOf(snapshot, "resourcequotas").filter(wanted)) {
    const refused = refusals.has(`${entry.namespace}/${entry.name}`);
    const tighter = (a, b) => (a && a.share >= b.share ? a : b);
    const worst = (entry.card.used ?? []).reduce(tighter, null);
    if (worst && (worst.share >= NEARLY || refused)) meters.push(meter(entry, worst, refused));
  }
  for (const entry of entriesOf(snapshot, "limitranges").filter(wanted))
    if (refusals.has(`${entry.namespace}/`)) meters.push(meter(entry, null, true));
  return meters
    .sort((a, b) => Number(b.refused) - Number(a.refused) || b.share - a.share)
    .slice(0, MOST);
}

const meter = ({ resource, namespace, name }, worst, refused) => ({
  key: /** @type {[string, string, string]} */ ([resource, namespace, name]),
  name: worst?.name ?? "",
  used: worst?.used ?? "",
  hard: worst?.hard ?? "",
  share: worst ? Math.min(1, worst.share) : 1,
  refused,
  width: METER,
});

/** "namespace/quota" of the quotas, and "namespace/" of the limits, that have just refused a pod. */
function refusalsOf(snapshot, now) {
  const refusals = new Set();
  if (!entriesOf(snapshot, "resourcequotas").length && !entriesOf(snapshot, "limitranges").length)
    return refusals;
  for (const { namespace, card } of entriesOf(snapshot, "events")) {
    if (card.type !== "Warning" || now - card.last > FELT) continue;
    const quota = OF_QUOTA.exec(card.message)?.[1];
    if (quota) refusals.add(`${namespace}/${quota}`);
    else if (OF_LIMIT.test(card.message)) refusals.add(`${namespace}/`);
  }
  return refusals;
}
