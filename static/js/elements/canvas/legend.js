/** Whose colour is whose, and what the shapes mean. */
import { ownerName } from "../../state/colours.js";
import { h, reconcile, s } from "../dom.js";
import { drawGrape, makeGrape } from "./grape.js";

const one = (state, ready) => [{ name: "c", state, ready, restarts: 0 }];
const SAMPLES = {
  pending: {
    phase: "Pending",
    status: "Pending",
    ready: [0, 1],
    containers: one("waiting", false),
  },
  creating: {
    node: "n",
    phase: "Pending",
    status: "",
    ready: [0, 1],
    containers: one("waiting", false),
  },
  running: {
    node: "n",
    phase: "Running",
    status: "",
    ready: [1, 1],
    containers: one("running", true),
  },
  half: {
    node: "n",
    phase: "Running",
    status: "",
    ready: [0, 1],
    containers: one("running", false),
  },
  terminating: { node: "n", terminating: true, ready: [1, 1], containers: one("running", true) },
  crash: {
    node: "n",
    phase: "Running",
    status: "CrashLoopBackOff",
    ready: [0, 1],
    containers: one("waiting", false),
  },
  failed: {
    node: "n",
    phase: "Failed",
    status: "Error",
    ready: [0, 1],
    containers: one("terminated", false),
  },
  done: {
    node: "n",
    phase: "Succeeded",
    status: "Completed",
    ready: [0, 1],
    containers: one("terminated", false),
  },
};

/** A grape and what it means. */
function sample(pod, text) {
  const grape = makeGrape(["", "", ""]);
  drawGrape(grape, { colour: "owner-1", lost: false, ...pod });
  const box = { viewBox: "-24 -24 48 48", class: "legend-grape", "aria-hidden": "true" };
  return h("li", null, s("svg", box, grape), text);
}

export class Legend {
  /** @param {(namespace: string) => void} look called with the namespace chosen, "" for all */
  constructor(words, look) {
    this.words = words;
    this.owners = h("ul", { class: "legend-owners", "aria-label": words.canvas.legend });
    this.choice = h("select", {
      class: "legend-namespaces",
      "aria-label": words.picture.namespaces,
      hidden: true,
      onchange: () => look(this.choice.value),
    });
    this.element = h("div", { class: "canvas-legend" }, this.choice, this.owners, this.shapes());
  }

  /** Lets one choose a namespace once there are several. @param {Set<string>} namespaces */
  offer(namespaces, chosen) {
    const all = [...new Set([...namespaces, ...(chosen ? [chosen] : [])])].sort();
    this.choice.hidden = all.length < 2 && !chosen;
    reconcile(this.choice, ["", ...all], {
      key: (name) => name,
      create: (name) => h("option", { value: name }, name || this.words.picture.allNamespaces),
    });
    this.choice.value = chosen;
  }

  shapes() {
    const { canvas, states, picture } = this.words;
    const { running } = SAMPLES;
    const rows = [
      ...Object.entries(SAMPLES).map(([shape, card]) => sample({ card }, states.shapes[shape])),
      sample({ card: { ...running, number: 2 } }, picture.signs.number),
      sample({ card: running, fenced: true }, picture.signs.fenced),
    ];
    const list = h("ul", { class: "floating legend-shapes" }, rows);
    return h("details", { class: "legend-more" }, h("summary", null, canvas.shapes), list);
  }

  /** @param {Map<string, string>} colours owner → colour @param {Set<string>} present */
  update(colours, present) {
    const shown = [...colours].filter(([owner]) => present.has(owner));
    const last = ([owner]) => Number(owner === "system");
    shown.sort((a, b) => last(a) - last(b));
    reconcile(this.owners, shown.slice(0, 12), {
      key: ([owner]) => owner,
      create: ([owner, colour]) => {
        const dot = h("span", { class: "owner-dot" });
        dot.style.setProperty("--owner", `var(--${colour})`);
        return h("li", { title: owner }, dot, ownerName(owner) ?? this.words.canvas[owner]);
      },
    });
  }
}
