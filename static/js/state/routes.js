/**
 * Ingresses and Services as they stand between the client and the pods.
 *
 * @typedef {{label: string, service: string}} Route
 * @typedef {object} Gate     an Ingress
 * @property {[string, string, string]} key
 * @property {import("./types.js").Entry} entry
 * @property {string} host    the only host of its routes, or ""
 * @property {Route[]} routes those that are drawn
 * @property {number} more    how many others there are
 * @property {number} width
 * @property {number} height
 */
import { isSystem } from "./colours.js";
import { entriesOf } from "./snapshot.js";

const MOST_ROUTES = 5;
const MOST_GATES = 3;
export const GATE_HEAD = 36;
export const ROUTE = 16;
const GATE_WIDTH = 168;
const GATE_MOST = 250;
const SERVICE_WIDTH = 150;
const SERVICE_MOST = 216;
export const SERVICE_HEIGHT = 40;
const letters = (text, size) => text.length * size * 0.56;

const isShown = (entry, namespace) =>
  !isSystem(entry.namespace) && (!namespace || entry.namespace === namespace);

/** @returns {Gate[]} */
export function gatesOf(snapshot, { namespace = "" } = {}) {
  return entriesOf(snapshot, "ingresses.networking.k8s.io")
    .filter((entry) => isShown(entry, namespace))
    .slice(0, MOST_GATES)
    .map(gateOf);
}

function gateOf(entry) {
  const { routes: told = [], default: other } = entry.card;
  const hosts = new Set(told.map(({ host }) => host));
  const host = hosts.size === 1 ? [...hosts][0] : "";
  const labelOf = (route) => `${hosts.size > 1 ? route.host : ""}${route.path || "/"}`;
  const all = told.map((route) => ({ label: labelOf(route), service: route.service }));
  if (other) all.push({ label: "*", service: other.service });
  const routes = all.slice(0, MOST_ROUTES);
  const more = all.length - routes.length;
  const texts = [
    letters(entry.name, 12.5) + 60,
    letters(host, 11) + 44,
    ...routes.map(({ label, service }) => letters(label, 11) + letters(service, 11) + 56),
  ];
  return {
    key: /** @type {[string, string, string]} */ ([entry.resource, entry.namespace, entry.name]),
    entry,
    host,
    routes,
    more,
    width: Math.round(Math.min(GATE_MOST, Math.max(GATE_WIDTH, ...texts))),
    height: GATE_HEAD + ROUTE * (routes.length + (more ? 1 : 0)) + 4,
  };
}

/** Services worth drawing: those that choose pods. */
export const shownServices = (snapshot, { namespace = "" } = {}) =>
  entriesOf(snapshot, "services").filter(
    (entry) => isShown(entry, namespace) && Object.keys(entry.card.selector ?? {}).length > 0,
  );

/** Where a Service is reached from outside: an address, a port of every node, or nothing. */
export function addressOf({ type, addresses = [], ports = [] }) {
  if (addresses.length) return addresses[0];
  const outside = ports.map((port) => /^\d+:(\d+)\//.exec(port)?.[1]).find(Boolean);
  if (outside && type === "NodePort") return `:${outside}`;
  return type === "LoadBalancer" ? "…" : "";
}

export const serviceWidth = ({ name, card }) => {
  const more = letters(addressOf(card), 10.5) + 92;
  const wide = Math.max(SERVICE_WIDTH, letters(name, 12.5) + 52, more);
  return Math.round(Math.min(SERVICE_MOST, wide));
};
