/**
 * Draws the scene on a 2D canvas, for labs of thousands of pods: nodes are cells coloured by
 * their load, pods are bars of their owners' colours until they are large enough to be discs.
 * The picture is drawn once into a layer; panning moves the layer.
 */
import { ownerKey } from "../../state/colours.js";
import { shapeOf } from "../../state/pods.js";
import { keyOf } from "../../state/snapshot.js";
import { under } from "../../state/spatial.js";
import { toScene } from "../../state/viewport.js";
import { h } from "../dom.js";
import { drawCells } from "./heat-cells.js";

const SETTLE = 90;
const DISC_FROM = 3;

export class HeatPainter {
  constructor(words) {
    this.words = words;
    this.element = h("canvas", { class: "canvas-2d", "aria-hidden": "true" });
    this.layer = document.createElement("canvas");
    this.theme = new Map();
    this.themeWatch = new MutationObserver(() => this.redraw(true));
    this.themeWatch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.nightfall = matchMedia("(prefers-color-scheme: dark)");
    this.nightfall.onchange = () => this.redraw(true);
  }

  destroy() {
    clearTimeout(this.settling);
    this.themeWatch.disconnect();
    this.nightfall.onchange = null;
  }

  /** A custom property as a colour that a 2D canvas understands. */
  colour(name) {
    if (!this.theme.has(name)) {
      this.element.style.color = `var(--${name})`;
      this.theme.set(name, getComputedStyle(this.element).color);
    }
    return this.theme.get(name);
  }

  look(view) {
    this.view = view;
    this.blit();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.redraw(), SETTLE);
  }

  paint(picture) {
    this.picture = picture;
    if (this.view) this.redraw();
  }

  mark(thing) {
    this.marked = thing;
    this.blit();
  }

  keyAt(event) {
    if (!this.picture || !this.view) return null;
    const box = this.element.getBoundingClientRect();
    const point = toScene(this.view, event.clientX - box.left, event.clientY - box.top);
    return under(this.picture.things, point)?.key ?? null;
  }

  /** Draws everything in sight into the layer, at the view as it is now. */
  redraw(newTheme = false) {
    if (newTheme) this.theme.clear();
    if (!this.picture || !this.view) return;
    const { clientWidth: width, clientHeight: height } = this.element;
    const ratio = Math.min(2, devicePixelRatio);
    for (const canvas of [this.element, this.layer]) {
      canvas.width = width * ratio;
      canvas.height = height * ratio;
    }
    const pen = this.layer.getContext("2d");
    const { x, y, zoom } = this.view;
    pen.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
    const from = toScene(this.view, 0, 0);
    const to = toScene(this.view, width, height);
    const inSight = (b) =>
      b.x < to.x && b.x + b.width > from.x && b.y < to.y && b.y + b.height > from.y;
    const colour = (name) => this.colour(name);
    const discs = this.discRadius() * zoom >= DISC_FROM;
    drawCells(pen, this.picture, { colour, zoom, inSight, discs, words: this.words });
    if (discs) this.discs(pen, inSight, colour);
    this.drawn = { ...this.view, ratio };
    this.blit();
  }

  discRadius() {
    const first = this.picture.centres.values().next().value;
    return first ? first.radius : 0;
  }

  discs(pen, inSight, colour) {
    const { snapshot, centres, colours } = this.picture;
    for (const { namespace, name, card } of snapshot.objects.get("pods").values()) {
      const at = centres.get(keyOf(namespace, name));
      if (!at || !inSight({ x: at.x - 20, y: at.y - 20, width: 40, height: 40 })) continue;
      disc(pen, at, shapeOf(card), colour(colours.get(ownerKey(namespace, card)) ?? "owner-8"));
    }
  }

  /** Shows the layer, moved and scaled from where it was drawn to where one looks now. */
  blit() {
    if (!this.drawn) return;
    const { ratio } = this.drawn;
    const pen = this.element.getContext("2d");
    const by = this.view.zoom / this.drawn.zoom;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.element.width, this.element.height);
    const x = (this.view.x - this.drawn.x * by) * ratio;
    const y = (this.view.y - this.drawn.y * by) * ratio;
    pen.drawImage(this.layer, x, y, this.layer.width * by, this.layer.height * by);
    if (this.marked) this.ring(pen, ratio);
  }

  ring(pen, ratio) {
    const { x, y, width, height } = this.marked.whole ?? this.marked;
    const { zoom } = this.view;
    pen.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * this.view.x, ratio * this.view.y);
    pen.strokeStyle = this.colour("grape");
    pen.lineWidth = 2.5 / zoom;
    pen.strokeRect(x - width / 2 - 3, y - height / 2 - 3, width + 6, height + 6);
  }
}

function disc(pen, { x, y, radius }, shape, colour) {
  pen.beginPath();
  pen.arc(x, y, radius * 0.95, 0, 2 * Math.PI);
  pen.globalAlpha = shape === "terminating" ? 0.4 : 1;
  if (shape === "running") {
    pen.fillStyle = colour;
    pen.fill();
  } else {
    pen.setLineDash(
      shape === "pending" || shape === "creating" ? [radius * 0.4, radius * 0.3] : [],
    );
    pen.strokeStyle = colour;
    pen.lineWidth = radius * 0.16;
    pen.stroke();
    pen.setLineDash([]);
  }
  pen.globalAlpha = 1;
}
