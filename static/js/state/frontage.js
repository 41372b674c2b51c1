/** The foot of the drawing: the client, the Ingresses before it, the Services behind them. */
import {
  GATE_HEAD,
  gatesOf,
  ROUTE,
  SERVICE_HEIGHT,
  serviceWidth,
  shownServices,
} from "./routes.js";
import { intoRows } from "./rows.js";

export const CLIENT_WIDTH = 64;
const AFTER_CLIENT = 34;
const AFTER_GATES = 52;
const GAP = 14;
const MOST_ROWS = 3;

/**
 * @typedef {object} Frontage  places from the upper left corner of the foot
 * @property {{x: number, y: number, width: number, height: number} | null} client
 * @property {any[]} gates
 * @property {any[]} services
 * @property {number} height
 */

/** @param {number} width @returns {Frontage} */
export function frontageOf(snapshot, width, filter = {}) {
  const services = shownServices(snapshot, filter);
  if (!services.length) return { client: null, gates: [], services: [], height: 0 };
  const gates = stacked(gatesOf(snapshot, filter));
  const wide = Math.max(0, ...gates.map((gate) => gate.width));
  const from = CLIENT_WIDTH + AFTER_CLIENT + (gates.length ? wide + AFTER_GATES : 0);
  const routed = routedOf(gates);
  const pills = inOrder(services, routed).map((entry) => ({ entry, width: serviceWidth(entry) }));
  const room = Math.max(1, width - from);
  const laid = gates.length
    ? intoColumns(pills, room, routed.size)
    : intoRows(pills, room, { gap: GAP, height: SERVICE_HEIGHT, most: 1 });
  const tall = gates.length ? gates.at(-1).y + gates.at(-1).height : 0;
  const height = Math.max(SERVICE_HEIGHT + 8, tall, laid.height);
  const middle = (height - SERVICE_HEIGHT) / 2;
  return {
    client: { x: 0, y: middle, width: CLIENT_WIDTH, height: SERVICE_HEIGHT },
    gates: gates.map((gate) => ({ ...gate, y: gate.y + (height - tall) / 2 })),
    services: laid.placed.map((place) => moved(place, from, (height - laid.height) / 2)),
    height,
  };
}

const moved = (place, x, y) => ({ ...place, x: place.x + x, y: place.y + y });

function stacked(gates) {
  let y = 0;
  return gates.map((gate) => {
    const place = { ...gate, x: CLIENT_WIDTH + AFTER_CLIENT, y };
    y += gate.height + 10;
    return place;
  });
}

/** "namespace/name" of the Services that routes lead to, in the order of the routes. */
const routedOf = (gates) =>
  new Set(
    gates.flatMap(({ entry, routes }) =>
      routes.map(({ service }) => `${entry.namespace}/${service}`),
    ),
  );

/** Services that routes lead to come first, in the order of the routes: wires do not cross. */
function inOrder(services, routed) {
  const order = [...routed];
  const rank = ({ namespace, name }) => {
    const at = order.indexOf(`${namespace}/${name}`);
    return at < 0 ? order.length : at;
  };
  return [...services].sort((a, b) => rank(a) - rank(b));
}

/** One above the other, so that each stands before the wires of its routes. */
function intoColumns(pills, width, wanted) {
  const rows = Math.min(MOST_ROWS, Math.max(1, wanted));
  const placed = [];
  let x = 0;
  for (let at = 0; at < pills.length; at += rows) {
    const column = pills.slice(at, at + rows);
    const wide = Math.max(...column.map((pill) => pill.width));
    if (x && x + wide > width) break;
    column.forEach((pill, row) => {
      const y = row * (SERVICE_HEIGHT + 8);
      placed.push({ ...pill, width: wide, x, y, height: SERVICE_HEIGHT });
    });
    x += wide + GAP;
  }
  const tall = Math.min(rows, pills.length) * (SERVICE_HEIGHT + 8) - 8;
  return { placed, height: tall };
}

/** The height, in a gate, of its route's line. */
export const routeLine = (index) => GATE_HEAD + ROUTE * index + ROUTE / 2 - 2;
