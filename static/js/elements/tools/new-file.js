/** Asks for the name of a new file. */
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
      h(
        "div",
        { class: "dialog-foot" },
        h("button", { class: "button", value: "no", formnovalidate: true }, confirm.no),
        h("button", { class: "button button-main", value: "yes" }, editor.create),
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? field.value : null);
      dialog.remove();
    });
  });
}
