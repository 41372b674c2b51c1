/** The cluster at a glance, while no object is chosen. */
import { isReady } from "../../state/pods.js";
import { entriesOf } from "../../state/snapshot.js";
import { h, reconcile, say } from "../dom.js";

/** @param {import("../grappe-lab.js").GrappeLab} lab */
export function nothingChosen(lab) {
  const { inspector, readOnly } = lab.words;
  const nothing = h(
    "div",
    { class: "inspector-empty" },
    lab.mode === "replay" ? h("p", { class: "recording" }, readOnly) : null,
    h("h2", null, inspector.glance),
    h("ul", { class: "glance" }),
    h("p", null, inspector.emptyHint),
  );
  if (lab.snapshot) glance(nothing, lab.snapshot, lab.words);
  return [nothing];
}

/** Brings the counts up to date. */
export function glance(inside, snapshot, words = inside.words) {
  const list = inside.querySelector(".glance");
  if (!list) return;
  const rows = counts(snapshot).map(([kind, good, all]) => [
    kind,
    words.inspector.counts[kind](good, all),
    good === all,
  ]);
  reconcile(list, rows, {
    key: ([kind]) => kind,
    create: () => h("li"),
    update: (row, [, text, fine]) => {
      row.dataset.fine = String(fine);
      say(row, text);
    },
  });
}

/** [what, how many are well, how many there are]; what there is none of is left out. */
function counts(snapshot) {
  const count = (resource, good) => {
    const all = entriesOf(snapshot, resource);
    return [resource, all.filter(({ card }) => good(card)).length, all.length];
  };
  return [
    count("hosts", (card) => card.power === "On"),
    count("nodes", (card) => card.ready === "True"),
    count("pods", (card) => isReady(card) || card.phase === "Succeeded"),
    count("services", (card) => (card.endpoints ?? []).some((end) => end.ready)),
  ].filter(([, , all]) => all);
}
