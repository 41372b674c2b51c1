/** The first tab: facts, containers, actions, why, and the scheduler's choice. */
import { actionsOf } from "../../state/actions.js";
import { factsOf, hasFacts } from "../../state/summary.js";
import { actionButtons } from "../confirm.js";
import { h } from "../dom.js";
import { decisionTable } from "./decision.js";
import { objectLink, portraitRows } from "./portrait.js";
import { whyThread } from "./why.js";

/** What the card tells at once, and what the portrait adds or, for most kinds, tells instead. */
export function facts(lab, entry, portrait) {
  const { words, lang } = lab;
  const known = hasFacts(entry) || !portrait ? factsOf(entry, { lang, words }) : [];
  const rows = known.flatMap(([name, value]) => [
    h("dt", null, words.states.facts[name] ?? name),
    h("dd", null, value.key ? objectLink(lab, value) : value),
  ]);
  if (portrait) rows.push(...portraitRows(lab, portrait));
  const containers =
    (entry.card.containers ?? []).length > 1 ? [containerList(words, entry.card)] : [];
  return [h("dl", { class: "facts" }, rows), ...containers];
}

function containerList(words, card) {
  const row = ({ name, image, state, reason, restarts }) =>
    h(
      "li",
      null,
      h("strong", null, name),
      ` ${image} · ${words.states.containers[state] ?? state}${reason ? ` (${reason})` : ""}`,
      restarts ? ` · ×${restarts}` : "",
    );
  return h(
    "ul",
    { class: "containers", "aria-label": words.states.facts.containers },
    card.containers.map(row),
  );
}

/** @param {import("../grappe-lab.js").GrappeLab} lab */
export function actions(lab, entry) {
  const buttons = actionButtons(lab, entry, actionsOf(entry));
  return buttons.length
    ? [
        h(
          "div",
          { class: "inspector-actions", role: "group", "aria-label": lab.words.inspector.actions },
          buttons,
        ),
      ]
    : [];
}

/** @param {import("../grappe-lab.js").GrappeLab} lab @param {any} answer reply to `inspect` */
export function causes(lab, entry, answer) {
  const { inspector } = lab.words;
  const born = ["pods", "deployments.apps", "replicasets.apps", "services"].includes(
    entry.resource,
  );
  return [
    whyThread(lab, answer.why ?? [], born ? inspector.why : inspector.whyState),
    ...(answer.decision ? [decisionTable(lab, answer.decision)] : []),
  ];
}
