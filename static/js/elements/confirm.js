/** Asks before something is destroyed, or for a number, in a dialog of the page. */
import { answered, dialogFoot } from "./dialog.js";
import { h } from "./dom.js";

/**
 * @param {any} words
 * @param {import("../state/actions.js").Action} action
 * @param {import("../state/types.js").Entry} entry
 * @returns {Promise<Record<string, any> | null>} more arguments of the command; null: do nothing
 */
export function confirmed(words, action, entry) {
  if (!action.danger && !action.ask) return Promise.resolve({});
  const { confirm } = words;
  const number = action.ask ? numberField(confirm[action.ask], entry.card[action.ask]) : null;
  const title = confirm.title(words.actions[action.id], entry.name);
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-label": title },
    h(
      "form",
      { method: "dialog" },
      h("h2", null, title),
      confirm[action.id] ? h("p", null, confirm[action.id]) : null,
      number?.label,
      dialogFoot({ no: confirm.no, yes: confirm.yes, danger: action.danger }),
    ),
  );
  return answered(dialog, () => (number ? { [action.ask]: Number(number.field.value) } : {}));
}

function numberField(text, value) {
  const field = h("input", {
    type: "number",
    min: 0,
    max: 1000,
    required: true,
    value,
    autofocus: true,
  });
  return { field, label: h("label", { class: "dialog-field" }, text, field) };
}

/** The buttons of an object's actions. @param {import("./grappe-lab.js").GrappeLab} lab */
export function actionButtons(lab, entry, actions) {
  return actions.map((action) => {
    const act = async () => {
      if (lab.refusal) return lab.notify(lab.refusal);
      const more = await confirmed(lab.words, action, entry);
      if (more) lab.command(action.kind, { ...action.args, ...more });
    };
    const style = action.danger ? "button button-quiet button-danger" : "button button-quiet";
    return h(
      "button",
      { type: "button", class: style, "data-action": action.id, onclick: act },
      lab.words.actions[action.id],
    );
  });
}
