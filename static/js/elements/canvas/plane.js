/** The control plane row: the API server in the middle of everything, and the requests to it. */
import { s, say, set } from "../dom.js";
import { travel } from "../../motion/travel.js";

const HEIGHT = 40;
const TOP = 34;
const DISC = 4.5;
const MOST_DISCS = 10;
const MOST_WORDED = 3;
const STAGGER = 90;
const STAGGER_WORDED = 700;

/** Centre (as a share of the width) and width of each component. */
const PARTS = {
  api: { at: 0.25, width: 116, label: "apiServer" },
  etcd: { at: 0.445, width: 90, label: "etcd" },
  scheduler: { at: 0.64, width: 104, label: "scheduler" },
  controllers: { at: 0.87, width: 112, label: "controllers" },
};

export class Plane {
  constructor(words) {
    this.words = words;
    this.wires = s("g", { class: "plane-wires" });
    this.parts = s("g");
    this.discs = s("g", { class: "plane-discs" });
    this.frame = s("rect", { class: "plane-frame", rx: 12 });
    this.title = s("text", { class: "plane-title", x: 16, y: 25 }, words.canvas.controlPlane);
    this.element = s(
      "g",
      { class: "plane" },
      this.frame,
      this.title,
      this.wires,
      this.parts,
      this.discs,
    );
    this.centres = {};
  }

  /** @param {import("../../state/scene.js").Scene} scene */
  layout({ plane }) {
    this.element.toggleAttribute("hidden", !plane);
    if (!plane || plane.width === this.width) return;
    this.width = plane.width;
    set(this.frame, "width", plane.width);
    set(this.frame, "height", plane.height);
    const parts = Object.entries(PARTS).map(([name, part]) => this.part(name, part, plane));
    this.parts.replaceChildren(...parts);
    this.wires.replaceChildren(...this.wire(plane));
  }

  part(name, { at, width, label }, plane) {
    const x = plane.width * at;
    this.centres[name] = { x, y: plane.y + TOP + HEIGHT / 2, half: width / 2 };
    return s(
      "g",
      {
        class: `component component-${name}`,
        transform: `translate(${x - width / 2} ${plane.y + TOP})`,
      },
      s("rect", { width, height: HEIGHT, rx: 8 }),
      s("text", { x: width / 2, y: 25 }, this.words.canvas[label]),
    );
  }

  /** Wires join each component to the API server; those from afar pass above their neighbours. */
  wire(plane) {
    const { api, etcd, scheduler, controllers } = this.centres;
    const top = plane.y + TOP;
    const over = (to, lift, from) => `M${from} ${top}V${top - lift}H${to.x}V${top}`;
    return [
      s("path", { d: `M${api.x + api.half} ${api.y}H${etcd.x - etcd.half}` }),
      s("path", { d: over(scheduler, 9, api.x + 18) }),
      s("path", { d: over(controllers, 17, api.x + 30) }),
    ];
  }

  /** The way of a request from a component (or from outside) to the API server. */
  wayFrom(from, place) {
    const { api } = this.centres;
    const top = api.y - HEIGHT / 2;
    const lifts = { scheduler: [9, 18], controllers: [17, 30] };
    if (lifts[from]) {
      const [lift, dx] = lifts[from];
      const { x } = this.centres[from];
      return [
        { x, y: top },
        { x, y: top - lift },
        { x: api.x + dx, y: top - lift },
        { x: api.x + dx, y: top },
      ];
    }
    const outside = place ?? { x: 0, y: api.y };
    return [outside, { x: api.x - (place ? 0 : api.half), y: place ? api.y + HEIGHT / 2 : api.y }];
  }

  /**
   * Lets requests travel, a few at a time.
   * @param {import("../../state/requests.js").Request[]} requests
   * @param {boolean} worded each carries its verb
   * @param {(node: string) => {x: number, y: number} | undefined} nodePlace where kubelets stand
   */
  send(requests, worded, nodePlace) {
    const room = (worded ? MOST_WORDED : MOST_DISCS) - this.discs.childElementCount;
    const told = requests.filter(({ resource }) => !worded || resource !== "events");
    told.slice(0, Math.max(0, room)).forEach((request, i) => {
      const place = request.node ? nodePlace(request.node) : undefined;
      this.one(request, worded, place, i * (worded ? STAGGER_WORDED : STAGGER));
    });
  }

  async one(request, worded, place, delay) {
    const { api, etcd } = this.centres;
    const label = worded ? [this.label(request)] : [];
    const disc = s("g", { class: `disc disc-${request.from}` }, s("circle", { r: DISC }), label);
    disc.style.opacity = "0";
    this.discs.append(disc);
    setTimeout(() => disc.style.removeProperty("opacity"), delay);
    const way = this.wayFrom(request.from, place);
    const leg = way.length > 2 ? 150 : 300;
    await travel(disc, way, { leg: worded ? leg * 2 : leg, delay });
    const wire = [
      { x: api.x + api.half, y: api.y },
      { x: etcd.x - etcd.half, y: etcd.y },
    ];
    await travel(disc, wire, { leg: worded ? 500 : 250 });
    disc.remove();
  }

  label(request) {
    const { verb, resource, name } = request;
    const short = name.length > 16 ? `…${name.slice(-11)}` : name;
    const text = `${verb} ${resource.split(".")[0]}/${short}`;
    const width = text.length * 5.6 + 12;
    const left = request.from === "controllers" ? -width + 24 : -12;
    const group = s("g", { class: "disc-label", transform: `translate(${left} 9)` });
    group.append(s("rect", { width, height: 16, rx: 8 }), s("text", { x: 6, y: 11.5 }));
    say(group.lastElementChild, text);
    return group;
  }
}
