/** A Job: a ring that fills, what is under way and what failed; its indexes when it has some. */
import { INDEX, isOver, MOST_INDEXES, shares } from "../../../state/workloads.js";
import { s } from "../../dom.js";
import { arc, head, line } from "./parts.js";

const X = 28;
const Y = 27;
const R = 17;
const FROM = 54;

export function drawJob(pill, { picture }) {
  const { card } = pill.entry;
  return [
    ring(card),
    middle(card),
    head(pill, FROM, picture.job.kind),
    pill.facts.indexes.length
      ? indexes(pill.facts.indexes)
      : line(wordsOf(card, picture.job), FROM, 39),
  ];
}

function ring(card) {
  const { done, active, failed } = shares(card);
  const part = (name, from, share) =>
    share
      ? s("path", { class: `ring-part ring-${name}`, d: arc(X, Y, R, from, from + share) })
      : null;
  return [
    s("circle", { class: "ring-track", cx: X, cy: Y, r: R }),
    part("done", 0, done),
    part("failed", done, Math.min(failed, 1 - done)),
    part("active", done + failed, Math.min(active, 1 - done - failed)),
  ].filter(Boolean);
}

function middle(card) {
  if (card.state === "Complete")
    return s("path", { class: "ring-tick", d: `M${X - 6} ${Y}l4.5 5 8-9.5` });
  if (card.state === "Failed")
    return s("path", { class: "ring-cross", d: `M${X - 5} ${Y - 5}l10 10m0 -10l-10 10` });
  const { succeeded, completions } = card;
  const text = completions === null ? String(succeeded) : `${succeeded}/${completions}`;
  return s("text", { class: "ring-count", x: X, y: Y + 4 }, text);
}

/** The counts in words. */
export function wordsOf(card, words) {
  if (isOver(card)) return card.state === "Complete" ? words.done : words.lost;
  if (card.state === "Suspended") return words.suspended;
  const parts = [];
  if (card.active) parts.push(words.active(card.active));
  if (card.failed) parts.push(words.failed(card.failed));
  return parts.join(" · ") || words.waiting;
}

function indexes(all) {
  const shown = all.slice(0, MOST_INDEXES).map((progress, i) => {
    const x = FROM + i * (INDEX + 2);
    return s(
      "g",
      { class: "index", "data-progress": progress, transform: `translate(${x} 29)` },
      s("rect", { width: INDEX, height: INDEX + 2, rx: 3 }),
      progress === "failed" ? s("path", { d: "M2.5 3.5l5 5m0 -5l-5 5" }) : null,
      progress === "done" ? s("path", { d: "M2.3 6.3l2 2.2 3.6 -4.4" }) : null,
    );
  });
  const more = all.length - shown.length;
  return more > 0 ? [shown, line(`+${more}`, FROM + shown.length * (INDEX + 2) + 2, 40)] : shown;
}
