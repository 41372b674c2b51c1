/** A HorizontalPodAutoscaler: a gauge that points up when the measure is what is wanted. */
import { number, percent } from "../../../state/format.js";
import { pressure } from "../../../state/workloads.js";
import { s } from "../../dom.js";
import { arc, head, line } from "./parts.js";

const X = 32;
const Y = 36;
const R = 19;
const FROM = 62;
/** Share of the turn that the gauge takes to each side of its top. */
const HALF = 0.27;

export function drawScaler(pill, { picture, lang }) {
  const { card } = pill.entry;
  const words = picture.scaler;
  const now = pressure(card);
  const told = card.metrics.find(({ current }) => current !== null);
  const count = words.replicas(card.current, card.desired || card.current);
  return [
    s("path", { class: "gauge-track", d: arc(X, Y, R, -HALF, HALF) }),
    now === null ? [] : needle(now),
    s("path", { class: "gauge-target", d: `M${X} ${Y - R - 5}v8` }),
    head(pill, FROM, words.kind),
    line(now === null ? words.unknown : wordsOf(told, words, lang), FROM, 34, "pill-strong"),
    line(`${count} · ${card.min}–${card.max}`, FROM, 47),
  ];
}

function needle(now) {
  const share = (now - 1) * HALF;
  const angle = (share - 0.25) * 2 * Math.PI;
  const [x, y] = [X + (R - 5) * Math.cos(angle), Y + (R - 5) * Math.sin(angle)];
  const level = arc(X, Y, R, -HALF, Math.max(share, -HALF + 0.001));
  return [
    s("path", { class: now > 1.1 ? "gauge-over" : "gauge-level", d: level }),
    s("path", { class: "gauge-needle", d: `M${X} ${Y}L${x.toFixed(1)} ${y.toFixed(1)}` }),
    s("circle", { class: "gauge-hub", cx: X, cy: Y, r: 2.6 }),
  ];
}

/** Measured and wanted: `85 % pour 50 % visés`. */
function wordsOf({ unit, current, target }, words, lang) {
  const worded = (value) => (unit === "%" ? percent(value / 100, lang) : number(value, lang, 2));
  return words.of(worded(current), worded(target));
}
