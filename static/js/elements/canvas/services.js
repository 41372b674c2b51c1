/** Services and the client before them; requests go as dots through a service to a pod. */
import { number, percent } from "../../state/format.js";
import { entriesOf, keyOf } from "../../state/snapshot.js";
import { servicePlaces } from "../../state/things.js";
import { isReduced, LONG, travel } from "../../motion/travel.js";
import { reconcile, s, say, set } from "../dom.js";

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
    this.element = s("g", { class: "services" }, this.wires, this.client, this.chips);
    this.debt = new Map();
  }

  /** @param {(entry: any) => string | undefined} colourOf */
  update(scene, snapshot, centres, colourOf) {
    this.places = servicePlaces(scene, snapshot);
    this.centres = centres;
    this.flows = entriesOf(snapshot, "flows").map(({ card }) => card);
    const { client, services } = this.places;
    this.element.toggleAttribute("hidden", !client || !services.length);
    if (!client) return;
    set(this.client, "transform", `translate(${client.x} ${client.y})`);
    const [first] = services;
    const wire = `M${client.x + client.width} ${client.y + 20}H${services.at(-1).x}`;
    this.wires.replaceChildren(...(first ? [s("path", { d: wire })] : []));
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

  draw(element, { entry, x, y }, colour) {
    set(element, "transform", `translate(${x} ${y})`);
    if (colour) element.style.setProperty("--owner", `var(--${colour})`);
    const ends = entry.card.endpoints ?? [];
    const ready = ends.filter((end) => end.ready).length;
    const flow = this.flows.find(
      (f) => f.service[0] === entry.namespace && f.service[1] === entry.name,
    );
    const { canvas, lang } = this.words;
    const rate = flow?.rate ? ` · ${canvas.perSecond(number(flow.rate, lang))}` : "";
    const failed = flow?.failed ? ` · ✕ ${percent(flow.failed, lang)}` : "";
    set(element, "data-failing", flow?.failed > 0.01 || (!ready && ends.length) ? "" : null);
    say(element.lastElementChild, `${ready}/${ends.length}${rate}${failed}`);
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
    if (document.hidden || !this.places?.client) return;
    for (const flow of this.flows) {
      const id = keyOf(...flow.service);
      const due = (this.debt.get(id) ?? 0) + (Math.min(MOST_A_SECOND, flow.rate) * EVERY) / 1000;
      this.debt.set(id, due % 1);
      for (let i = 0; i < Math.floor(due); i += 1) this.dot(flow, Math.random());
    }
  }

  /** One request: client → service → a pod, chosen by the flow's shares. */
  async dot(flow, luck) {
    const place = this.places.services.find(
      ({ entry }) => entry.namespace === flow.service[0] && entry.name === flow.service[1],
    );
    if (!place || this.dots.childElementCount >= MOST_DOTS) return;
    const { client } = this.places;
    const hub = { x: place.x + 20, y: place.y + 20 };
    const dot = s("g", { class: "dot" }, s("circle", { r: 3 }));
    this.dots.append(dot);
    await travel(dot, [{ x: client.x + client.width, y: hub.y }, hub], { leg: LONG });
    const fails = Math.random() < (flow.failed ?? 0);
    const pod = podOf(flow, luck);
    const target = pod && this.centres.get(keyOf(flow.service[0], pod));
    if (fails) dot.replaceChildren(s("path", { class: "dot-failed", d: "M-4 -4L4 4M4 -4L-4 4" }));
    await travel(dot, target ? [hub, target] : [hub, { x: hub.x, y: hub.y - 26 }], { leg: LONG });
    dot.remove();
  }
}

/** The pod under a share of luck (0 to 1). */
function podOf({ pods }, luck) {
  let sum = 0;
  for (const [name, share] of Object.entries(pods ?? {})) {
    sum += share;
    if (luck <= sum) return name;
  }
  return Object.keys(pods ?? {}).at(-1);
}
