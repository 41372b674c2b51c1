/** Asks for the name of a new file. */
import { answered, dialogFoot } from "../dialog.js";
import { h } from "../dom.js";

const NAME = "[A-Za-z0-9][A-Za-z0-9._\\-]{0,62}";

/** @returns {Promise<string | null>} */
export function newFile({ editor, confirm }) {
  const field = h("input", {
    type: "text",
    required: true,
    pattern: NAME,
    title: editor.badName,
    placeholder: "deploiement.yaml",
    autofocus: true,
  });
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-label": editor.add },
    h(
      "form",
      { method: "dialog" },
      h("h2", null, editor.add),
      h("label", { class: "dialog-field" }, editor.name, field),
      h("p", { class: "muted" }, editor.badName),
      dialogFoot({ no: confirm.no, yes: editor.create }),
    ),
  );
  return answered(dialog, () => field.value);
}
