/**
 * One pod as a grape, drawn with a radius of 20 about its centre; a state is told by outline and
 * sign first, by colour only after.
 */
import { seedsOf, shapeOf } from "../../state/pods.js";
import { s, set } from "../dom.js";

const R = 20;
const SEED = 2.9;

/** The outline and the signs of each shape. */
const BODIES = {
  pending: () => [circle("grape-dash")],
  creating: ({ init }) => [
    circle("grape-dash"),
    level(init ? 0.1 + 0.6 * (init[0] / init[1]) : 0.42),
  ],
  running: () => [circle("grape-skin"), shine()],
  half: () => [circle("grape-ring"), level(0.5, "grape-skin")],
  terminating: () => [circle("grape-skin"), shine()],
  crash: () => [circle("grape-skin"), cracks(), sign("!", "grape-alarm")],
  failed: () => [circle("grape-ring"), sign("✕", "grape-alarm")],
  done: ({ number }) => [circle("grape-ring"), tick(number === undefined ? 0 : -4)],
};

const circle = (name, r = R - 1) => s("circle", { class: name, r });
const shine = () => s("circle", { class: "grape-shine", cx: -7, cy: -8, r: 5 });
const sign = (text, name) =>
  s(
    "g",
    { class: name, transform: "translate(13 -13)" },
    s("circle", { r: 8 }),
    s("text", { y: 4 }, text),
  );
const tick = (lift) => s("path", { class: "grape-tick", d: `M-7 ${lift}l5 6 9-11` });
const cracks = () =>
  s("path", { class: "grape-crack", d: "M-19 -4l9 3-4 6 8 3-3 10M19 3l-8-2 2 7" });

/** The part of the disc below a water line; `share` of its height is full. */
function level(share, name = "grape-level") {
  const y = R - 1 - share * 2 * (R - 1);
  const x = Math.sqrt((R - 1) ** 2 - y * y);
  const large = share > 0.5 ? 1 : 0;
  return s("path", { class: name, d: `M${-x} ${y}A${R - 1} ${R - 1} 0 ${large} 0 ${x} ${y}Z` });
}

function seeds(card) {
  const all = seedsOf(card).slice(0, 6);
  const step = 8.4;
  const from = (-(all.length - 1) * step) / 2;
  return all.map(({ on }, i) =>
    s("circle", { class: on ? "seed" : "seed seed-off", cx: from + i * step, cy: 2, r: SEED }),
  );
}

/** The ordinal of a StatefulSet's pod, the index of a Job's. */
const numeral = ({ number }) =>
  number === undefined ? [] : [s("text", { class: "grape-number", y: 15 }, String(number))];

/** What a NetworkPolicy selects has a thin ring and a lock. */
const fence = () =>
  s(
    "g",
    { class: "grape-fence" },
    s("circle", { class: "fence-ring", r: R + 2.4 }),
    s(
      "g",
      { transform: "translate(-15 13)" },
      s("circle", { class: "fence-ground", r: 7 }),
      s("path", { class: "fence-lock", d: "M-2.1 -0.6v-1.6a2.1 2.1 0 0 1 4.2 0v1.6" }),
      s("rect", { class: "fence-body", x: -3.3, y: -0.8, width: 6.6, height: 4.8, rx: 1.2 }),
    ),
  );

function restarts(count) {
  if (!count) return [];
  return [
    s(
      "g",
      { class: "grape-restarts", transform: "translate(13 14)" },
      s("rect", { x: -9, y: -7, width: 18, height: 14, rx: 7 }),
      s("text", { y: 3.6 }, count > 99 ? "99+" : String(count)),
    ),
  ];
}

/** @returns {SVGGElement} an empty grape */
export const makeGrape = (key) =>
  /** @type {SVGGElement} */ (s("g", { class: "grape", "data-key": key.join("|") }));

/**
 * Draws a pod's card into its grape, when something that is seen has changed.
 * @param {SVGGElement} grape
 * @param {{card: any, colour: string, lost: boolean, aside?: boolean, fenced?: boolean}} pod
 *   colour: name of a custom property; `aside`: of a namespace that is not looked at; `fenced`: a
 *   NetworkPolicy selects it
 */
export function drawGrape(grape, { card, colour, lost, aside = false, fenced = false }) {
  set(grape, "data-lost", lost ? "" : null);
  set(grape, "data-aside", aside);
  const same = grape["card"] === card && grape["fenced"] === fenced;
  if (same && grape.dataset.colour === colour) return;
  grape["card"] = card;
  grape["fenced"] = fenced;
  const shape = shapeOf(card);
  const face = faceOf(shape, card, fenced);
  if (grape.dataset.face !== face) {
    grape.dataset.face = face;
    grape.dataset.shape = shape;
    const inner = s(
      "g",
      { class: "grape-body" },
      BODIES[shape](card),
      seeds(card),
      numeral(card),
      fenced ? fence() : null,
      restarts(card.restarts),
    );
    grape.replaceChildren(inner);
  }
  if (grape.dataset.colour !== colour) {
    grape.dataset.colour = colour;
    grape.style.setProperty("--owner", `var(--${colour})`);
  }
}

/** What of a card is seen: a grape is drawn again when this is another text. */
const faceOf = (shape, card, fenced) => {
  const seeded = seedsOf(card).map(({ on }) => Number(on));
  return [shape, seeded, card.restarts ?? 0, card.number, card.init, fenced].join(" ");
};

/** What one sees of a pod from close: its name and its containers by name. */
export function closeUp(name, card) {
  const short = name.split("-").at(-1);
  const lines = (card.containers ?? [])
    .slice(0, 3)
    .map((container, i) =>
      s(
        "text",
        { class: "grape-container", y: 9.5 + i * 3.6 },
        `${container.name} · ${container.state}`,
      ),
    );
  return s("g", { class: "grape-close" }, s("text", { class: "grape-name", y: -5 }, short), lines);
}
