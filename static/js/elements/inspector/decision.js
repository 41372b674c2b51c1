/** What the scheduler weighed: every node, why it was ruled out or what it scored, in words. */
import { h, rich } from "../dom.js";

/** A large cluster has a long table: the best are enough. */
const MOST = 60;

/** @param {import("../grappe-lab.js").GrappeLab} lab @param {any} decision */
export function decisionTable(lab, decision) {
  const { inspector, scheduler } = lab.words;
  const columns = [...new Set(decision.nodes.flatMap((node) => Object.keys(node.scores ?? {})))];
  const head = [
    inspector.decisionNode,
    ...columns.map((c) => scheduler.plugins[c] ?? c),
    inspector.decisionTotal,
  ];
  const nodes = [...decision.nodes].sort((a, b) => (b.total ?? -1) - (a.total ?? -1));
  const table = h(
    "table",
    { class: "decision-table" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        head.map((text, i) => h("th", { scope: "col", title: columns[i - 1] ?? "" }, text)),
      ),
    ),
    h(
      "tbody",
      null,
      nodes.slice(0, MOST).map((node) => nodeRow(lab.words, node, decision, columns)),
    ),
  );
  const { message, flip, displaced } = decision;
  return h(
    "details",
    { class: "inspector-decision", open: !decision.node },
    h("summary", null, inspector.decision, h("span", { class: "muted" }, inspector.decisionShow)),
    message ? h("p", { class: "machine" }, message) : null,
    displaced?.victims.length ? h("p", null, rich(scheduler.displaced(displaced))) : null,
    h(
      "div",
      { class: "scroll-x", tabindex: 0, role: "region", "aria-label": inspector.decision },
      table,
    ),
    nodes.length > MOST
      ? h("p", { class: "muted" }, inspector.decisionMore(nodes.length - MOST))
      : null,
    flip ? flipNote(lab.words, flip) : null,
  );
}

function nodeRow(words, node, decision, columns) {
  const { inspector, scheduler } = words;
  const chosen = node.name === decision.node;
  const name = h("th", { scope: "row" }, node.name, chip(inspector, node, chosen));
  if (node.rejectedBy) {
    const why = (node.reasons ?? []).map(scheduler.reason).join(", ") || node.rejectedBy;
    const span = columns.length + 1;
    return h(
      "tr",
      { class: "decision-out" },
      name,
      h("td", { colspan: span, title: node.rejectedBy }, scheduler.rejected(why), room(words, node)),
    );
  }
  const scores = columns.map((column) => h("td", null, String(node.scores[column] ?? "–")));
  return h(
    "tr",
    chosen ? { class: "decision-chosen" } : null,
    name,
    scores,
    h("td", null, h("strong", null, String(node.total))),
  );
}

/** Who would have to leave the node for the pod. */
function room({ scheduler }, node) {
  if (!node.room) return null;
  return h("p", { class: "decision-room" }, rich(scheduler.room(node.room)));
}

function chip(inspector, node, chosen) {
  if (chosen) return h("span", { class: "chip chip-good" }, inspector.decisionChosen);
  return node.seen === false ? h("span", { class: "chip" }, inspector.decisionUnseen) : null;
}

function flipNote(words, flip) {
  const sentence = words.scheduler.flips[flip.fact];
  if (!sentence) return null;
  return h(
    "p",
    { class: "decision-flip" },
    h("span", { class: "muted" }, words.inspector.decisionFlip),
    h("br"),
    rich(sentence(flip.args)),
  );
}
