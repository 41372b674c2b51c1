/** Picture or tables: two ways to see the same state. The choice is kept in this browser. */
import { h, set } from "./dom.js";
import { LabPart } from "./lab-part.js";

const KEPT = "grappe.view";

export class ViewSwitch extends LabPart {
  build() {
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", this.words.canvas.view);
    this.append(this.button("picture"), this.button("tables"));
    this.show(localStorage.getItem(KEPT) === "tables" ? "tables" : "picture");
  }

  button(view) {
    const choose = () => {
      localStorage.setItem(KEPT, view);
      this.show(view);
    };
    return h(
      "button",
      { type: "button", "data-view": view, onclick: choose },
      this.words.canvas[view],
    );
  }

  show(view) {
    const pane = this.parentElement;
    pane.querySelector("cluster-canvas").toggleAttribute("hidden", view !== "picture");
    const tables = pane.querySelector("state-tables");
    tables.toggleAttribute("hidden", view !== "tables");
    for (const button of this.children)
      set(
        button,
        "aria-pressed",
        String(/** @type {HTMLElement} */ (button).dataset.view === view),
      );
    if (view === "tables" && this.lab.snapshot) tables["update"](this.lab.snapshot, []);
  }
}
