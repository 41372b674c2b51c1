/** On a narrow screen the panes of a lab are tabs: this row chooses the one that is shown. */
import { h, set } from "./dom.js";
import { LabPart } from "./lab-part.js";
import { roving } from "./roving.js";

export class LabTabs extends LabPart {
  build() {
    const names = ["cluster", "inspector", "terminal", "events"];
    this.frame = /** @type {HTMLElement} */ (this.closest(".lab-page") ?? this.lab);
    if (this.lesson) names.unshift("lesson");
    this.setAttribute("role", "tablist");
    this.setAttribute("aria-label", this.words.tabs.label);
    this.append(...names.map((name) => this.tab(name)));
    this.hear("keydown", (event) => roving(this, "[role=tab]", event), this);
    this.show(names[0]);
  }

  get lesson() {
    return this.frame.querySelector(":scope > .lab-lesson");
  }

  tab(name) {
    const choose = () => this.show(name);
    return h(
      "button",
      { type: "button", role: "tab", "data-tab": name, onclick: choose, onfocus: choose },
      this.words.tabs[name],
    );
  }

  show(name) {
    this.frame.dataset.tab = name;
    for (const tab of this.children) {
      const on = /** @type {HTMLElement} */ (tab).dataset.tab === name;
      set(tab, "aria-selected", String(on));
      set(tab, "tabindex", on ? "0" : "-1");
    }
  }

  /** On a narrow screen, choosing an object leads to its details. */
  selected(key) {
    if (key && this.offsetParent) this.show("inspector");
  }
}
