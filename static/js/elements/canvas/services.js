/** Services and the client before them; requests go as dots through gates and Services to pods. */
import { number, percent } from "../../state/format.js";
import { addressOf } from "../../state/routes.js";
import { entriesOf, keyOf } from "../../state/snapshot.js";
import { destination, journeyOf } from "../../state/traffic.js";
import { isReduced, LONG, travel } from "../../motion/travel.js";
import { reconcile, s, say, set } from "../dom.js";
import { Gates } from "./gates.js";

const EVERY = 140;
const MOST_A_SECOND = 7;
const MOST_DOTS = 40;

export class Services {
  constructor(words) {
    this.words = words;
    this.client = s(
      "g",
      { class: "client" },
      s("circle", { r: 5, cx: 10, cy: 14 }),
      s("path", { d: "M1 31c0-6 4-9 9-9s9 3 9 9" }),
      s("text", { x: 26, y: 26 }, words.canvas.client),
    );
    this.wires = s("g", { class: "service-wires" });
    this.chips = s("g");
    this.dots = s("g", { class: "dots" });
    this.gates = new Gates(words);
    this.element = s(
      "g",
      { class: "services" },
      this.wires,
      this.client,
      this.gates.element,
      this.chips,
    );
    this.debt = new Map();
  }

  /** @param {any} picture @param {(entry: any) => string | undefined} colourOf */
  update(picture, colourOf) {
    const { scene, snapshot } = picture;
    this.picture = picture;
    this.flows = entriesOf(snapshot, "flows").map(({ name, card }) => ({ name, ...card }));
    const front = scene.services;
    this.element.toggleAttribute("hidden", !front);
    if (!front) return;
    const { client, gates, services } = front;
    set(this.client, "transform", `translate(${client.x} ${client.y})`);
    this.wires.replaceChildren(s("path", { d: wireOf(front) }));
    this.gates.update(gates, services);
    reconcile(this.chips, services, {
      key: ({ entry }) => keyOf(entry.namespace, entry.name),
      create: (place) => this.chip(place),
      update: (element, place) => this.draw(element, place, colourOf(place.entry)),
    });
  }

  chip({ entry, width, height }) {
    return s(
      "g",
      { class: "service", "data-key": `services|${entry.namespace}|${entry.name}` },
      s("rect", { width, height, rx: 20 }),
      s("circle", { class: "service-dot", cx: 20, cy: 20, r: 5 }),
      s("text", { class: "service-name", x: 34, y: 17.5 }, entry.name),
      s("text", { class: "service-more", x: 34, y: 31 }),
    );
  }

  draw(element, { entry, x, y, width }, colour) {
    set(element, "transform", `translate(${x} ${y})`);
    set(element.firstElementChild, "width", width);
    if (colour) element.style.setProperty("--owner", `var(--${colour})`);
    const ends = entry.card.endpoints ?? [];
    const ready = ends.filter((end) => end.ready).length;
    const { rate, failed, stopped } = this.load(entry);
    const { canvas, lang } = this.words;
    const address = addressOf(entry.card);
    const told = [`${ready}/${ends.length}`];
    if (rate) told.push(canvas.perSecond(number(rate, lang)));
    if (failed) told.push(`${stopped ? "⊘" : "✕"} ${percent(failed, lang)}`);
    if (address) told.push(address);
    set(element, "data-failing", failed > 0.01 || (!ready && ends.length) ? "" : null);
    say(element.lastElementChild, told.join(" · "));
  }

  /** All that is asked of a Service: rate, shares that fail and that policies stop. */
  load({ namespace, name }) {
    const flows = this.flows.filter((flow) => {
      const [ns, service] = destination(flow);
      return ns === namespace && service === name;
    });
    const rate = flows.reduce((sum, flow) => sum + flow.rate, 0);
    const share = (part) =>
      rate ? flows.reduce((sum, flow) => sum + flow.rate * part(flow), 0) / rate : 0;
    const stops = (flow) => Object.values(flow.stopped ?? {}).reduce((sum, one) => sum + one, 0);
    return { rate, failed: share((flow) => flow.failed ?? 0), stopped: share(stops) };
  }

  /** Starts or stops the dots. */
  run(on) {
    const moves = on && !isReduced();
    if (moves && !this.timer) this.timer = setInterval(() => this.spawn(), EVERY);
    if (!moves) this.stop();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  spawn() {
    if (document.hidden || !this.picture?.scene.services) return;
    for (const flow of this.flows) {
      const due =
        (this.debt.get(flow.name) ?? 0) + (Math.min(MOST_A_SECOND, flow.rate) * EVERY) / 1000;
      this.debt.set(flow.name, due % 1);
      for (let i = 0; i < Math.floor(due); i += 1) this.dot(flow);
    }
  }

  /** One request, from its client to the pod that answers, or to where it ends. */
  async dot(flow) {
    if (this.dots.childElementCount >= MOST_DOTS) return;
    const journey = journeyOf(flow, this.picture, Math.random);
    if (!journey) return;
    const dot = s("g", { class: "dot" }, s("circle", { r: 3 }));
    this.dots.append(dot);
    const { way, end } = journey;
    await travel(dot, way.slice(0, -1), { leg: LONG });
    if (end === "failed") dot.replaceChildren(failure());
    await travel(dot, way.slice(-2), { leg: LONG });
    if (end === "stopped") await this.halt(dot, way);
    dot.remove();
  }

  /** A barrier stands in the way of a request that a policy stops. */
  async halt(dot, way) {
    const [from, to] = way.slice(-2);
    const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    const barrier = s("g", { class: "barrier", transform: `rotate(${turn})` });
    barrier.append(
      s("path", { d: "M7 -9V9" }),
      s("path", { class: "barrier-arms", d: "M4 -9h6M4 9h6" }),
    );
    dot.append(barrier);
    const still = [to, { x: to.x + 0.01, y: to.y }];
    await travel(dot, still, { leg: 2 * LONG });
  }
}

const failure = () => s("path", { class: "dot-failed", d: "M-4 -4L4 4M4 -4L-4 4" });

/** From the client to the gates, or along the Services when there is none. */
function wireOf({ client, gates, services }) {
  const from = { x: client.x + client.width, y: client.y + client.height / 2 };
  if (!gates.length) return `M${from.x} ${from.y}H${services.at(-1)?.x ?? from.x}`;
  return gates
    .map((gate) => {
      const y = gate.y + 17;
      const middle = (from.x + gate.x) / 2;
      return `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${y} ${gate.x} ${y}`;
    })
    .join("");
}
