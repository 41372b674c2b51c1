/** A CronJob: a clock, its schedule, and how long until it runs again. */
import { duration } from "../../../state/format.js";
import { nextRun } from "../../../state/workloads.js";
import { s } from "../../dom.js";
import { fitted, head, line } from "./parts.js";

const X = 28;
const Y = 27;
const FROM = 52;

export function drawCron(pill, { picture, lang }, now) {
  const { card } = pill.entry;
  const room = pill.width - FROM - 12;
  return [
    s("circle", { class: "clock", cx: X, cy: Y, r: 15 }),
    s("path", { class: "clock-hands", d: `M${X} ${Y - 9}V${Y}l6 4` }),
    card.suspended ? s("path", { class: "clock-off", d: `M${X - 13} ${Y + 13}l26 -26` }) : [],
    head(pill, FROM, card.schedule.length < 14 ? card.schedule : picture.cron.kind),
    line(fitted(wordsOf(card, picture.cron, lang, now), room, 5.9), FROM, 39),
  ];
}

/** When it runs next, and what of it runs now. */
export function wordsOf(card, words, lang, now) {
  if (card.suspended) return words.suspended;
  const next = nextRun(card, now);
  const parts = card.active ? [words.running(card.active)] : [];
  const seconds = Math.ceil(((next ?? now) - now) / 1e6);
  if (next !== null) parts.push(words.next(duration(seconds * 1e6, lang, 120)));
  return parts.join(" · ") || words.none;
}
