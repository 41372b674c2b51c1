/** Draws the scene as SVG: for labs of up to some two thousand pods. */
import { ownerKey } from "../../state/colours.js";
import { find, keyOf } from "../../state/snapshot.js";
import { reconcile, s, set } from "../dom.js";
import { isReduced, LONG } from "../../motion/travel.js";
import { closeUp, drawGrape, makeGrape } from "./grape.js";
import { Machines } from "./machines.js";
import { Plane } from "./plane.js";
import { Services } from "./services.js";
import { Shelf } from "./shelf.js";

const GRAPE = 20;

export class SvgPainter {
  constructor(words) {
    this.words = words;
    this.plane = new Plane(words);
    this.shelf = new Shelf(words);
    this.services = new Services(words);
    this.machines = new Machines(words);
    this.grapes = s("g", { class: "grapes" });
    this.ring = s("rect", { class: "ring", hidden: true });
    this.world = s(
      "g",
      { class: "world" },
      this.machines.hosts,
      this.machines.vms,
      this.shelf.element,
      this.services.element,
      this.plane.element,
      this.grapes,
      this.services.dots,
      this.ring,
    );
    this.element = s(
      "svg",
      { class: "canvas-svg", "aria-hidden": "true", focusable: "false" },
      this.world,
    );
  }

  destroy() {
    clearTimeout(this.closing);
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
    const { scene, snapshot, centres, motion } = picture;
    const travels = motion === "travel" || motion === "discs" || motion === "worded";
    set(this.element, "data-travel", travels ? "" : null);
    this.plane.layout(scene);
    this.shelf.layout(scene, picture.waiting);
    this.machines.paint(picture);
    this.paintGrapes(picture, travels);
    this.services.update(scene, snapshot, centres, (entry) => this.serviceColour(entry));
    this.services.run(travels && snapshot.clock.live && !snapshot.clock.paused);
    if (this.element.dataset.level === "close") this.closeUps();
  }

  paintGrapes({ snapshot, centres, colours, dark }, travels) {
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
        drawGrape(grape, { card: pod.card, colour, lost: dark.has(pod.card.node) });
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
    const pod = end && find(this.picture.snapshot, ["pods", entry.namespace, end.pod]);
    return pod && this.picture.colours.get(ownerKey(pod.namespace, pod.card));
  }

  /** Puts the ring about a thing; none: no ring. */
  mark(thing) {
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
