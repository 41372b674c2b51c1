/**
 * The way of one request of a flow: the points it passes, and how it ends.
 *
 * @typedef {{x: number, y: number}} Point
 * @typedef {{way: Point[], end: "answered"|"failed"|"stopped"|"none"}} Journey
 */
import { routeLine } from "./frontage.js";
import { selects } from "./selectors.js";
import { entriesOf, find, keyOf } from "./snapshot.js";

/** How far from a pod a request halts that may not enter it: the barrier stands between. */
const BARRIER = 13;

/** Where the requests of a flow end up: the Service behind the Ingress, when there is one. */
export const destination = (flow) => flow.routed ?? flow.service;

/**
 * @param {Record<string, any>} flow a flow's card
 * @param {{scene: any, snapshot: any, centres: Map<string, any>}} picture
 * @param {() => number} luck from 0 to 1, asked as often as needed
 * @returns {Journey | null} null when the picture does not show where it goes
 */
export function journeyOf(flow, { scene, snapshot, centres }, luck) {
  const front = scene.services;
  if (!front?.client) return null;
  const [namespace, name] = destination(flow);
  const start = startOf(flow, front, snapshot, centres, luck);
  if (!start) return null;
  const gate = flow.host ? gateOf(flow, front) : null;
  const place = front.services.find(
    ({ entry }) => entry.namespace === namespace && entry.name === name,
  );
  if (flow.host && !gate) return null;
  const way = [start, ...(gate ? throughGate(gate, flow, place) : [])];
  if (!place || (flow.host && !flow.routed)) return gate ? { way, end: "failed" } : null;
  const hub = { x: place.x + 20, y: place.y + place.height / 2 };
  way.push(hub);
  return finish(flow, { way, hub, place }, { snapshot, centres, namespace }, luck);
}

/** The client, or one of the pods that send the requests. */
function startOf({ source, service }, { client }, snapshot, centres, luck) {
  if (!Object.keys(source ?? {}).length)
    return { x: client.x + client.width, y: client.y + client.height / 2 };
  const sends = ({ namespace, card }) =>
    namespace === service[0] &&
    card.phase === "Running" &&
    selects({ matchLabels: source }, card.labels);
  const senders = entriesOf(snapshot, "pods").filter(sends);
  const one = senders[Math.floor(luck() * senders.length)];
  return one && centres.get(keyOf(one.namespace, one.name));
}

const matches = ({ host }, route) =>
  !route.host || route.host === host || isWildcard(route.host, host);
const isWildcard = (rule, host) => rule.startsWith("*.") && host.endsWith(rule.slice(1));

/** The Ingress that a flow passes: the one that has its host, and leads to where it goes. */
function gateOf(flow, { gates }) {
  const [namespace, name] = destination(flow);
  const fits = (gate) => (gate.entry.card.routes ?? []).some((route) => matches(flow, route));
  const leads = (gate) =>
    gate.entry.namespace === namespace &&
    (gate.entry.card.routes ?? []).some((route) => matches(flow, route) && route.service === name);
  return gates.find(leads) ?? gates.find(fits) ?? gates[0] ?? null;
}

function throughGate(gate, flow, place) {
  const name = destination(flow)[1];
  const index = gate.routes.findIndex(({ service }) => service === name);
  const y = gate.y + (place && index >= 0 ? routeLine(index) : 17);
  const enter = { x: gate.x + 6, y };
  return place ? [enter, { x: gate.x + gate.width, y }] : [enter];
}

function finish(flow, { way, hub, place }, { snapshot, centres, namespace }, luck) {
  const stopped = Object.values(flow.stopped ?? {}).reduce((sum, share) => sum + share, 0);
  const fate = luck();
  if (fate < stopped) return stoppedAt(flow, way, { snapshot, centres, place }, luck);
  const name = podOf(flow, luck());
  const target = name && centres.get(keyOf(namespace, name));
  const fails = fate < (flow.failed ?? 0);
  if (fails || !target) way.push({ x: hub.x, y: hub.y - 26 });
  else way.push(target);
  return { way, end: fails ? "failed" : "answered" };
}

/** A request that a policy stops halts before a pod that it may not enter, or where it set out. */
function stoppedAt(flow, way, { snapshot, centres, place }, luck) {
  const [id] = Object.keys(flow.stopped);
  const at = id.indexOf("/");
  const policy = find(snapshot, [
    "networkpolicies.networking.k8s.io",
    id.slice(0, at),
    id.slice(at + 1),
  ]);
  const ends = (place.entry.card.endpoints ?? []).filter(({ pod }) => {
    const found = pod && find(snapshot, ["pods", place.entry.namespace, pod]);
    const chosen = found && (!policy || selects(policy.card.selector, found.card.labels));
    return chosen && !(pod in flow.pods);
  });
  const end = ends[Math.floor(luck() * ends.length)];
  const target = end && centres.get(keyOf(place.entry.namespace, end.pod));
  if (!target) return { way: way.slice(0, 1).concat(near(way[1], way[0], 30)), end: "stopped" };
  return { way: [...way, near(way.at(-1), target, target.radius + BARRIER)], end: "stopped" };
}

/** The point on the way from one to another that lies so far before the other. */
function near(from, to, before) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = Math.max(0, 1 - before / Math.max(1, Math.hypot(dx, dy)));
  return { x: from.x + dx * share, y: from.y + dy * share };
}

/** The pod under a share of luck (0 to 1). */
export function podOf({ pods }, luck) {
  let sum = 0;
  const all = Object.entries(pods ?? {});
  const whole = all.reduce((total, [, share]) => total + share, 0);
  for (const [name, share] of all) {
    sum += share;
    if (luck * whole <= sum) return name;
  }
  return all.at(-1)?.[0];
}
