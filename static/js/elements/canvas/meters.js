/** Small meters at the end of the shelf: what bounds a namespace and has begun to be felt. */
import { reconcile, s, say, set } from "../dom.js";
import { fitted } from "./faces/parts.js";

const BAR = 6;

export class Meters {
  constructor(words) {
    this.words = words;
    this.element = s("g", { class: "meters" });
  }

  update(meters = []) {
    reconcile(this.element, meters, {
      key: ({ key }) => key.join("|"),
      create: ({ key }) =>
        s(
          "g",
          { class: "meter", "data-key": key.join("|") },
          s("rect", { class: "meter-card", rx: 9 }),
          s("text", { class: "meter-name", x: 10, y: 14 }),
          s("text", { class: "meter-told", y: 14 }),
          s("rect", { class: "pill-track", x: 10, y: 20, height: BAR, rx: 3 }),
          s("rect", { class: "meter-share", x: 10, y: 20, height: BAR, rx: 3 }),
        ),
      update: (element, meter) => this.draw(element, meter),
    });
  }

  draw(element, { key, name, used, hard, share, refused, x, y, width, height }) {
    const [card, label, told, track, level] = element.children;
    set(element, "transform", `translate(${x} ${y})`);
    set(element, "data-refused", refused);
    set(element, "data-full", share >= 1);
    set(card, "width", width);
    set(card, "height", height);
    const parts = [hard ? `${used}/${hard}` : "", refused ? this.words.picture.refused : ""];
    const text = parts.filter(Boolean).join(" · ");
    say(label, fitted(labelOf(key, name, this.words.picture), width - 26 - text.length * 6, 5.7));
    say(told, text);
    set(told, "x", width - 10);
    set(track, "width", width - 20);
    set(level, "width", Math.max(4, (width - 20) * share));
  }
}

const labelOf = ([, namespace], name, words) =>
  `${namespace === "default" ? "" : `${namespace} · `}${name || words.limits}`;
