/** Draws the lines between things that belong together, and the places of pods that had to go. */
import { reconcile, s, say, set } from "../dom.js";

export class Links {
  constructor(words) {
    this.words = words;
    this.element = s("g", { class: "links" });
  }

  /** @param {import("../../state/links.js").Link[]} links */
  update(links) {
    reconcile(this.element, links, {
      key: ({ id }) => id,
      create: ({ kind }) =>
        s(
          "g",
          { class: `link link-${kind}` },
          s("circle", { class: "link-ghost" }),
          s("path", { class: "link-line" }),
          s("text", { class: "link-word" }),
        ),
      update: (element, link) => this.draw(element, link),
    });
    this.show();
  }

  draw(element, link) {
    const [ghost, path, word] = element.children;
    element["ends"] = link.ends;
    set(element, "data-always", link.always);
    set(path, "d", wayOf(link));
    set(ghost, "r", link.gone?.radius ?? 0);
    set(ghost, "cx", link.gone?.x ?? 0);
    set(ghost, "cy", link.gone?.y ?? 0);
    const { preempted, nominated } = this.words.picture;
    say(word, { preempted, nominated }[link.kind] ?? "");
    const at = labelAt(link);
    set(word, "x", at.x);
    set(word, "y", at.y);
  }

  /** Shows the lines of what is chosen and of what the pointer is on. */
  show(...keys) {
    if (keys.length) this.keys = keys;
    for (const element of this.element.children)
      set(element, "data-shown", element["ends"].some((end) => this.keys?.includes(end)));
  }
}

function wayOf({ kind, from, to }) {
  if (kind === "claim") {
    const middle = (from.y + to.y) / 2;
    return `M${from.x} ${from.y}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y}`;
  }
  const lift = kind === "preempted" ? 26 : 0;
  const middle = `${(from.x + to.x) / 2} ${(from.y + to.y) / 2 - lift}`;
  return `M${from.x} ${from.y}Q${middle} ${to.x} ${to.y}`;
}

const labelAt = ({ kind, from, to }) =>
  kind === "preempted"
    ? { x: from.below.x, y: from.below.y + from.below.radius + 12 }
    : { x: (from.x + to.x) / 2 + 6, y: (from.y + to.y) / 2 + 4 };
