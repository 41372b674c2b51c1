/** A PodDisruptionBudget: a shield with the number that may leave; lit while it keeps a pod. */
import { isLit } from "../../../state/workloads.js";
import { s } from "../../dom.js";
import { fitted, head, line, short } from "./parts.js";

const SHIELD = "M28 9l15 5v13c0 9-6.5 15-15 18c-8.5-3-15-9-15-18v-13z";
const FROM = 54;

export function drawBudget(pill, { picture }, now) {
  const { card } = pill.entry;
  const room = pill.width - FROM - 10;
  const text = wordsOf(card, pill.facts.guards, picture.budget, now);
  return [
    s("path", { class: "shield", d: SHIELD }),
    s("text", { class: "shield-count", x: 28, y: 31 }, String(card.allowed)),
    head(pill, FROM, picture.budget.kind),
    line(fitted(text, room, 5.7), FROM, 39, isLit(card, now) ? "pill-strong" : "pill-line"),
  ];
}

export function wordsOf(card, guards, words, now) {
  if (isLit(card, now)) return words.holds(short(card.held.pod));
  return guards ? words.allowed(card.allowed) : words.nobody;
}
