/**
 * `<cluster-canvas>`: the picture of the lab. It decides what is where and from how far one
 * looks; a painter (SVG, or a 2D canvas for very large labs) draws it. Assistive technology
 * meets the tables instead.
 */
import { cylindersOf } from "../state/claims.js";
import { isSystem, ownerKey } from "../state/colours.js";
import { claimLinks, heldLinks, nominationLinks, preemptionLinks } from "../state/links.js";
import { darkNodes } from "../state/pods.js";
import { preemptionsOf } from "../state/preemption.js";
import { metersOf } from "../state/quotas.js";
import { motionAt, requestsOf } from "../state/requests.js";
import { buildScene, grapeCentres } from "../state/scene.js";
import { noSlots, place, SHELF } from "../state/slots.js";
import { countOf, entriesOf } from "../state/snapshot.js";
import { nearest } from "../state/spatial.js";
import { thingsOf } from "../state/things.js";
import { fit, levelOf, lookAt, MARGIN, pan, zoomAt } from "../state/viewport.js";
import { pillsOf } from "../state/workloads.js";
import { gestures } from "./canvas/gestures.js";
import { HeatPainter } from "./canvas/heat-painter.js";
import { Legend } from "./canvas/legend.js";
import { SvgPainter } from "./canvas/svg-painter.js";
import { zoomButtons } from "./canvas/zoom-buttons.js";
import { h } from "./dom.js";
import { LabPart } from "./lab-part.js";

const SVG_PODS = 2000;
const SVG_NODES = 150;
const ZOOM_STEP = 1.3;
const PAN_STEP = 60;

export class ClusterCanvas extends LabPart {
  build() {
    const { canvas } = this.words;
    this.slots = noSlots();
    this.scene = null;
    this.follows = true;
    this.stage = h("div", {
      class: "canvas-stage",
      tabindex: 0,
      role: "img",
      "aria-label": `${canvas.label}. ${canvas.help}`,
    });
    this.namespace = "";
    this.ghosts = new Map();
    this.legend = new Legend(this.words, (namespace) => this.lookInto(namespace));
    this.append(this.stage, this.legend.element, zoomButtons(this.words, this));
    const wish = {
      pan: (dx, dy) => this.panBy(dx, dy),
      zoom: (factor, x, y) => this.zoomBy(factor, x, y),
      scrolls: this.lab.mode === "showcase",
      click: (event) => this.lab.select(this.painter?.keyAt(event) ?? null),
    };
    gestures(this.stage, wish, this.leaving.signal);
    this.hear("keydown", (event) => this.key(event), this.stage);
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(this.stage);
  }

  disconnectedCallback() {
    this.resizing.disconnect();
    this.painter?.destroy();
    this.painter = undefined;
    super.disconnectedCallback();
  }

  get size() {
    return { width: this.stage.clientWidth || 800, height: this.stage.clientHeight || 520 };
  }

  /** Units that the scene may fill: the stage less its margins. */
  get room() {
    const { width, height } = this.size;
    return { width: width - 2 * MARGIN, height: height - 2 * MARGIN };
  }

  resized() {
    if (this.hidden || !this.lab.snapshot) return;
    this.update(this.lab.snapshot, []);
    if (this.follows) this.showAll(false);
  }

  update(snapshot, changes) {
    if (this.hidden) return;
    this.choosePainter(snapshot);
    this.slots = place(this.slots, snapshot);
    const was = this.scene;
    const same = was && was.lab === snapshot.lab.id;
    const least = same ? { density: was.density, rows: was.band?.rows } : {};
    const built = buildScene(snapshot, this.slots, this.room, least, this.content(snapshot));
    this.scene = { ...built, lab: snapshot.lab.id };
    const before = same ? this.centres : undefined;
    this.centres = grapeCentres(this.scene, this.slots);
    this.noteGhosts(snapshot, before);
    this.things = thingsOf(this.scene, snapshot, this.centres);
    this.painter.paint(this.picture(snapshot));
    if (!this.view || (this.follows && !sameSize(was, this.scene)))
      this.showAll(Boolean(this.view));
    this.painter.mark(this.thingOf(this.lab.selection));
    this.sendRequests(snapshot, changes);
  }

  /** What stands beside machines and pods; very large labs have no room for it. */
  content(snapshot) {
    if (!(this.painter instanceof SvgPainter)) return {};
    const filter = { namespace: this.namespace, now: this.lab.now() };
    return {
      filter,
      pills: pillsOf(snapshot, filter),
      cylinders: cylindersOf(snapshot, filter),
      meters: metersOf(snapshot, filter),
    };
  }

  /** Keeps in mind where the pods stood that had to make room and are gone. */
  noteGhosts(snapshot, before) {
    const told = preemptionsOf(snapshot, this.lab.now()).map(({ victim }) => victim);
    const seen = (key) => this.centres.get(key) ?? before?.get(key) ?? this.ghosts.get(key);
    const places = told.map((key) => /** @type {[string, any]} */ ([key, seen(key)]));
    this.ghosts = new Map(places.filter(([, place]) => place));
  }

  /** The lines that are true at this moment. */
  links() {
    const { scene, centres, ghosts } = this;
    const { snapshot } = this.lab;
    const preemptions = preemptionsOf(snapshot, this.lab.now());
    const told = new Set(preemptions.map(({ preemptor }) => preemptor));
    return [
      ...claimLinks(scene, centres),
      ...heldLinks(scene, centres, this.lab.now()),
      ...nominationLinks(snapshot, scene, centres, told),
      ...preemptionLinks(snapshot, preemptions, centres, ghosts),
    ];
  }

  /** Shows one namespace, the others aside; "" for all. */
  lookInto(namespace) {
    this.namespace = namespace;
    this.update(this.lab.snapshot, []);
    if (this.follows) this.showAll();
  }

  picture(snapshot) {
    const { scene, centres, things, namespace } = this;
    const podCounts = new Map();
    const owners = new Set();
    const namespaces = new Set();
    for (const { namespace: home, card } of entriesOf(snapshot, "pods")) {
      podCounts.set(card.node, (podCounts.get(card.node) ?? 0) + 1);
      owners.add(ownerKey(home, card));
      if (!isSystem(home)) namespaces.add(home);
    }
    this.legend.update(this.lab.colours, owners);
    this.legend.offer(namespaces, namespace);
    const waiting = this.slots.taken.get(SHELF)?.size ?? 0;
    const motion = motionAt(snapshot.clock);
    const now = () => this.lab.now();
    const { colours } = this.lab;
    const dark = darkNodes(snapshot);
    return {
      ...{ scene, snapshot, centres, things, namespace, links: () => this.links() },
      ...{ colours, dark, podCounts, waiting, motion, now },
    };
  }

  choosePainter(snapshot) {
    const large = countOf(snapshot, "pods") > SVG_PODS || countOf(snapshot, "nodes") > SVG_NODES;
    const Wanted = large ? HeatPainter : SvgPainter;
    if (this.painter instanceof Wanted) return;
    this.painter?.destroy();
    this.painter = new Wanted(this.words);
    this.stage.replaceChildren(this.painter.element);
    this.view = undefined;
  }

  sendRequests(snapshot, changes) {
    const motion = motionAt(snapshot.clock);
    if (!changes.length || !(this.painter instanceof SvgPainter) || !this.scene.plane) return;
    if (motion !== "worded" && motion !== "discs") return;
    const nodePlace = (node) => this.thingOf(["nodes", "", node]);
    this.painter.plane.send(requestsOf(changes), motion === "worded", nodePlace);
  }

  thingOf(key) {
    const id = key?.join("|");
    return id && this.things?.find((thing) => thing.key.join("|") === id);
  }

  selected(key) {
    this.painter?.mark(this.thingOf(key));
  }

  look(view, gliding = false) {
    this.view = view;
    this.painter.look(view, levelOf(view.zoom), gliding);
  }

  showAll(gliding = true) {
    if (!this.scene) return;
    this.follows = true;
    this.look(fit(this.scene, this.size.width, this.size.height), gliding);
  }

  panBy(dx, dy) {
    if (!this.view) return;
    this.follows = false;
    this.look(pan(this.view, dx, dy));
  }

  zoomBy(factor, x = this.size.width / 2, y = this.size.height / 2, gliding = false) {
    if (!this.view) return;
    this.follows = false;
    this.look(zoomAt(this.view, factor, x, y), gliding);
  }

  key(event) {
    const { key, shiftKey } = event;
    const pans = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "+" || key === "=") this.zoomBy(ZOOM_STEP, undefined, undefined, true);
    else if (key === "-" || key === "−") this.zoomBy(1 / ZOOM_STEP, undefined, undefined, true);
    else if (key === "0") this.showAll();
    else if (shiftKey && pans[key]) this.panBy(pans[key][0] * PAN_STEP, pans[key][1] * PAN_STEP);
    else if (pans[key]) this.walk(key);
    else if (key === "Enter" && this.lab.selection) this.approach();
    else if (key === "Escape") this.lab.select(null);
    else return;
    event.preventDefault();
  }

  walk(key) {
    const from = this.thingOf(this.lab.selection) ?? null;
    const next = this.things && nearest(this.things, from, key);
    if (next) this.lab.select(next.key);
  }

  /** Enter: look at the chosen object from near; again: its details. */
  approach() {
    const thing = this.thingOf(this.lab.selection);
    if (!thing) return;
    this.follows = false;
    this.look(lookAt(thing, this.size.width, this.size.height, 0.4), true);
    this.lab.querySelector("object-inspector")?.["reach"]?.();
  }
}

const sameSize = (a, b) => a && a.width === b.width && a.height === b.height;
