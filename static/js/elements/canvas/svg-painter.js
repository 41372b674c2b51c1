/** Draws the scene as SVG: for labs of up to some two thousand pods. */
import { ownerKey } from "../../state/colours.js";
import { find, keyOf } from "../../state/snapshot.js";
import { reconcile, s, set } from "../dom.js";
import { isReduced, LONG } from "../../motion/travel.js";
import { guardedPods } from "../../state/policies.js";
import { Band } from "./band.js";
import { closeUp, drawGrape, makeGrape } from "./grape.js";
import { Links } from "./links.js";
import { Machines } from "./machines.js";
import { Meters } from "./meters.js";
import { Plane } from "./plane.js";
import { Services } from "./services.js";
import { Shelf } from "./shelf.js";
import { Volumes } from "./volumes.js";

const GRAPE = 20;
/** Milliseconds between two looks at what a moment alone changes: countdowns, lit budgets. */
const TICK = 500;

export class SvgPainter {
  constructor(words) {
    this.words = words;
    this.plane = new Plane(words);
    this.shelf = new Shelf(words);
    this.services = new Services(words);
    this.machines = new Machines(words);
    this.band = new Band(words);
    this.meters = new Meters(words);
    this.volumes = new Volumes(words);
    this.links = new Links(words);
    this.grapes = s("g", { class: "grapes" });
    this.ring = s("rect", { class: "ring", hidden: true });
    this.world = s(
      "g",
      { class: "world" },
      this.machines.hosts,
      this.machines.vms,
      this.shelf.element,
      this.meters.element,
      this.volumes.shelf,
      this.services.element,
      this.plane.element,
      this.band.element,
      this.links.element,
      this.volumes.disks,
      this.grapes,
      this.services.dots,
      this.ring,
    );
    this.element = s(
      "svg",
      { class: "canvas-svg", "aria-hidden": "true", focusable: "false" },
      this.world,
    );
    this.element.addEventListener("pointerover", (event) => this.hover(event));
    this.ticking = setInterval(() => this.tick(), TICK);
  }

  destroy() {
    clearTimeout(this.closing);
    clearInterval(this.ticking);
    this.services.stop();
    this.machines.stop();
  }

  /** @param {import("../../state/viewport.js").View} view @param {boolean} gliding */
  look(view, level, gliding) {
    this.world.classList.toggle("gliding", gliding);
    this.world.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.zoom})`;
    set(this.element, "data-level", level);
    if (level === "close") this.closeUps();
  }

  /** @param {any} picture what the canvas knows: scene, snapshot, centres, colours, motion, now */
  paint(picture) {
    this.picture = picture;
    const { scene, snapshot, motion } = picture;
    const travels = motion === "travel" || motion === "discs" || motion === "worded";
    set(this.element, "data-travel", travels ? "" : null);
    this.plane.layout(scene);
    this.shelf.layout(scene, picture.waiting);
    this.machines.paint(picture);
    this.paintGrapes(picture, travels);
    this.band.update(scene, picture.colours, picture.now());
    this.meters.update(scene.meters);
    this.volumes.update(scene, (key) => this.podColour(key));
    this.links.update(picture.links());
    this.services.update(picture, (entry) => this.serviceColour(entry));
    this.services.run(travels && snapshot.clock.live && !snapshot.clock.paused);
    if (this.element.dataset.level === "close") this.closeUps();
  }

  paintGrapes({ snapshot, centres, colours, dark, namespace }, travels) {
    const guarded = guardedPods(snapshot);
    const pods = snapshot.objects.get("pods") ?? new Map();
    const shown = [...pods.values()].filter(({ namespace, name }) =>
      centres.has(keyOf(namespace, name)),
    );
    const placeOf = ({ namespace, name }) => centres.get(keyOf(namespace, name));
    reconcile(this.grapes, shown, {
      key: ({ namespace, name }) => keyOf(namespace, name),
      create: (pod) => this.newGrape(pod, travels && placeOf(pod).node),
      update: (grape, pod) => {
        const colour = colours.get(ownerKey(pod.namespace, pod.card)) ?? "owner-8";
        const aside = Boolean(namespace) && pod.namespace !== namespace;
        const fenced = guarded.has(keyOf(pod.namespace, pod.name));
        drawGrape(grape, { card: pod.card, colour, lost: dark.has(pod.card.node), aside, fenced });
        this.move(grape, placeOf(pod));
      },
    });
  }

  /** A pod that is created and placed at once still comes from the shelf. */
  newGrape({ namespace, name }, fromShelf) {
    const grape = makeGrape(["pods", namespace, name]);
    const { shelf } = this.picture.scene;
    if (fromShelf && shelf && this.painted && !isReduced()) {
      grape.style.transform = `translate(${shelf.x + 170}px, ${shelf.y + 26}px) scale(.3)`;
      setTimeout(() => this.move(grape, grape["place"]), 20);
      grape["held"] = true;
    }
    this.painted = true;
    return grape;
  }

  move(grape, at) {
    grape["place"] = at;
    if (grape["held"]) {
      grape["held"] = false;
      return;
    }
    const place = `${at.x} ${at.y} ${at.radius}`;
    if (grape.dataset.place === place) return;
    grape.dataset.place = place;
    grape.style.transform = `translate(${at.x}px, ${at.y}px) scale(${at.radius / GRAPE})`;
  }

  /** From close, the grapes in sight show their names and containers. */
  closeUps() {
    clearTimeout(this.closing);
    this.closing = setTimeout(() => {
      const frame = this.element.getBoundingClientRect();
      for (const grape of this.grapes.children) {
        const box = grape.getBoundingClientRect();
        const seen =
          box.right > frame.left &&
          box.left < frame.right &&
          box.bottom > frame.top &&
          box.top < frame.bottom;
        this.closeUp(grape, seen);
      }
    }, LONG / 2);
  }

  closeUp(grape, seen) {
    grape.querySelector(".grape-close")?.remove();
    const pod = seen && find(this.picture.snapshot, grape.dataset.key.split("|"));
    if (pod) grape.append(closeUp(pod.name, pod.card));
  }

  serviceColour(entry) {
    const end = (entry.card.endpoints ?? []).find(({ pod }) => pod);
    return end && this.podColour(keyOf(entry.namespace, end.pod));
  }

  podColour(key) {
    const pod = this.picture.snapshot.objects.get("pods")?.get(key);
    return pod && this.picture.colours.get(ownerKey(pod.namespace, pod.card));
  }

  /** What only time changes: countdowns, budgets that were lit, victims that are remembered. */
  tick() {
    if (!this.picture || document.hidden) return;
    this.band.tick(this.picture.now());
    this.links.update(this.picture.links());
  }

  hover({ target }) {
    const key = target instanceof Element && target.closest("[data-key]")?.["dataset"].key;
    this.links.show(key || "", this.marked ?? "");
  }

  /** Puts the ring about a thing; none: no ring. */
  mark(thing) {
    this.marked = thing?.key.join("|");
    this.links.show(this.marked ?? "");
    this.ring.toggleAttribute("hidden", !thing);
    if (!thing) return;
    const box = thing.whole ?? thing;
    const round = thing.key[0] === "pods";
    const pad = 3;
    set(this.ring, "x", box.x - box.width / 2 - pad);
    set(this.ring, "y", box.y - box.height / 2 - pad);
    set(this.ring, "width", box.width + 2 * pad);
    set(this.ring, "height", box.height + 2 * pad);
    set(this.ring, "rx", round ? box.width / 2 + pad : 13);
  }

  keyAt(event) {
    const group = event.target instanceof Element && event.target.closest("[data-key]");
    return group && this.element.contains(group) ? group.dataset.key.split("|") : null;
  }
}
