/** The menu of the tables: what they are for, and whether to show what came with the cluster. */
import { h, reconcile, say, set } from "../dom.js";

export class GroupMenu {
  /** @param {{chosen: (group: string) => void, all: (all: boolean) => void}} wish */
  constructor(words, wish) {
    this.words = words;
    this.wish = wish;
    this.buttons = h("div", {
      class: "table-groups",
      role: "group",
      "aria-label": words.tables.groupsLabel,
    });
    this.all = h("input", { type: "checkbox", onchange: () => wish.all(this.all.checked) });
    const label = h("label", { class: "table-all" }, this.all, words.tables.withGiven);
    this.element = h("div", { class: "table-menu" }, this.buttons, label);
  }

  /** @param {{id: string, count: number}[]} groups @param {string} chosen */
  update(groups, chosen) {
    const { groups: names } = this.words.tables;
    reconcile(this.buttons, groups, {
      key: ({ id }) => id,
      create: ({ id }) =>
        h("button", {
          type: "button",
          class: "table-group",
          "data-group": id,
          onclick: () => this.wish.chosen(id),
        }),
      update: (button, { id, count }) => {
        set(button, "aria-pressed", String(id === chosen));
        say(button, count ? `${names[id]} (${count})` : names[id]);
      },
    });
  }
}
