/** One table: a caption that counts, rows that keep their elements, more on demand. */
import { actionsOf } from "../../state/actions.js";
import { keyOf } from "../../state/snapshot.js";
import { cellsOf, columnsOf } from "../../state/tables.js";
import { actionButtons } from "../confirm.js";
import { h, reconcile, say } from "../dom.js";

const PAGE = 100;
const KINDS = { power: "power", ready: "ready", cordoned: "cordoned", shape: "shapes" };

export class Section {
  /**
   * @param {string} resource
   * @param {import("../grappe-lab.js").GrappeLab} lab
   * @param {() => void} again called when more of it is wanted
   */
  constructor(resource, lab, again) {
    this.resource = resource;
    this.lab = lab;
    this.words = lab.words;
    this.limit = PAGE;
    this.caption = h("caption");
    this.head = h("thead");
    this.body = h("tbody");
    this.more = h("button", {
      type: "button",
      class: "button button-quiet",
      onclick: () => {
        this.limit += PAGE;
        again();
      },
    });
    const table = h("table", { class: "state-table", "data-resource": resource });
    table.append(this.caption, this.head, this.body);
    this.element = h("div", { class: "table-block", ...this.reach() }, table, this.more);
  }

  get title() {
    const { tables, states } = this.words;
    return tables.titles[this.resource] ?? states.kinds[this.resource] ?? this.resource;
  }

  /** Events have no buttons: the keyboard scrolls their block itself. */
  reach() {
    return this.resource === "events"
      ? { tabindex: 0, role: "group", "aria-label": this.title }
      : {};
  }

  heads(columns) {
    if (this.columns === columns.join()) return;
    this.columns = columns.join();
    const { tables } = this.words;
    const cells = columns.map((column) =>
      h("th", { scope: "col" }, tables.columns[column] ?? column.replace("kubectl:", "")),
    );
    if (this.resource !== "events") cells.push(h("th", { scope: "col" }, tables.columns.actions));
    this.head.replaceChildren(h("tr", null, cells));
  }

  /**
   * Fills the table again when its objects, the light on them or its length are new.
   * @param {import("../../state/types.js").Entry[]} all in order
   * @param {any[]} parts what else it depends on
   * @param {Set<string>} dark nodes without news
   */
  fill(all, parts, dark) {
    const shows = [...parts, this.limit];
    if (this.shows?.every((part, i) => part === shows[i])) return;
    this.shows = shows;
    this.dark = dark;
    const { tables } = this.words;
    const rows = all.slice(0, this.limit);
    this.heads(columnsOf(this.resource, all));
    say(this.caption, `${this.title} (${all.length || tables.empty})`);
    this.more.hidden = rows.length === all.length;
    say(this.more, tables.more(Math.min(PAGE, all.length - rows.length)));
    reconcile(this.body, rows, {
      key: ({ namespace, name }) => keyOf(namespace, name),
      create: (entry) =>
        h("tr", { "data-key": [entry.resource, entry.namespace, entry.name].join("|") }),
      update: (row, entry) => this.refresh(row, entry),
    });
  }

  /** Fills a row's cells again when its card is a new one, or the light under it has changed. */
  refresh(row, entry) {
    const lost = this.dark.has(entry.card.node);
    if (row["card"] === entry.card && row["lost"] === lost) return;
    const focused = [...row.querySelectorAll("button")].indexOf(document.activeElement);
    row["card"] = entry.card;
    row["lost"] = lost;
    row["age"] = entry.resource === "events" ? entry.card.last : entry.card.created;
    const context = { now: this.lab.now(), lang: this.lab.lang, dark: this.dark };
    const cells = cellsOf(entry, context).map((cell) => this.cell(entry, cell));
    if (entry.resource !== "events") cells.push(this.actions(entry));
    row.replaceChildren(...cells);
    if (focused >= 0) focusNear([...row.querySelectorAll("button")], focused);
  }

  cell(entry, { column, value, kind }) {
    const text = kind ? this.words.states[KINDS[kind]][value] : String(value);
    if (column === "name") {
      const choose = () => this.lab.select([entry.resource, entry.namespace, entry.name]);
      return h(
        "th",
        { scope: "row" },
        h("button", { type: "button", class: "object-link", onclick: choose }, text),
      );
    }
    return h("td", { "data-column": column, "data-value": kind ? String(value) : null }, text);
  }

  actions(entry) {
    const group = {
      class: "row-actions",
      role: "group",
      "aria-label": this.words.tables.actionsOf(entry.name),
    };
    return h("td", null, h("div", group, actionButtons(this.lab, entry, actionsOf(entry))));
  }
}

/** The keyboard stays where it was in a row, or on the last button when there are fewer now. */
const focusNear = (buttons, place) => buttons[Math.min(place, buttons.length - 1)]?.focus();
