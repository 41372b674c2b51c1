/** A dialog of the page that asks something: its two buttons, and what was answered. */
import { h } from "./dom.js";

/**
 * The buttons at the foot of a dialog's form. Enter in a field means yes: the first button that
 * submits a form is the one that Enter presses, so "no" is none of these.
 * @param {{no: string, yes: string, danger?: boolean}} words
 */
export function dialogFoot({ no, yes, danger = false }) {
  const leave = ({ currentTarget }) => currentTarget.closest("dialog").close("no");
  const main = danger ? "button button-danger" : "button button-main";
  return h(
    "div",
    { class: "dialog-foot" },
    h("button", { type: "button", class: "button", value: "no", onclick: leave }, no),
    h("button", { class: main, value: "yes" }, yes),
  );
}

/**
 * Opens the dialog and waits until it is closed.
 * @template T
 * @param {HTMLDialogElement} dialog
 * @param {() => T} values read when the answer is yes
 * @returns {Promise<T | null>} null: no
 */
export function answered(dialog, values) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? values() : null);
      dialog.remove();
    });
  });
}
