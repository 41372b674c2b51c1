/** `<state-tables>`: the same state as the picture, as plain tables with the same actions. */
import { actionsOf } from "../state/actions.js";
import { formatAge } from "../state/clock.js";
import { darkNodes } from "../state/pods.js";
import { keyOf } from "../state/snapshot.js";
import { cellsOf, rowsOf, TABLES } from "../state/tables.js";
import { actionButtons } from "./confirm.js";
import { h, reconcile, say } from "./dom.js";
import { LabPart } from "./lab-part.js";

const PAGE = 100;
const REFRESH = 1000;
const COLUMNS = {
  hosts: ["name", "power", "hypervisor", "cpu", "memory"],
  nodes: ["name", "ready", "scheduling", "vm", "pods", "cpu", "memory"],
  pods: ["name", "namespace", "node", "state", "status", "ready", "restarts", "ip", "age"],
  "deployments.apps": ["name", "namespace", "ready", "updated", "available", "images"],
  services: ["name", "namespace", "type", "clusterIP", "ports", "endpoints"],
  events: ["age", "type", "reason", "object", "message", "count"],
};
const KINDS = { power: "power", ready: "ready", cordoned: "cordoned", shape: "shapes" };

export class StateTables extends LabPart {
  build() {
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", this.words.tables.label);
    this.setAttribute("tabindex", "0");
    this.limits = Object.fromEntries(TABLES.map((resource) => [resource, PAGE]));
    this.sections = TABLES.map((resource) => this.section(resource));
    this.append(...this.sections.map(({ element }) => element));
    this.timer = setInterval(() => this.ages(), REFRESH);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  section(resource) {
    const { tables } = this.words;
    const columns = COLUMNS[resource].map((c) => h("th", { scope: "col" }, tables.columns[c]));
    if (resource !== "events") columns.push(h("th", { scope: "col" }, tables.columns.actions));
    const caption = h("caption", null, tables.titles[resource]);
    const body = h("tbody");
    const table = h(
      "table",
      { class: "state-table", "data-resource": resource },
      caption,
      h("thead", null, h("tr", null, columns)),
      body,
    );
    const more = h("button", {
      type: "button",
      class: "button button-quiet",
      onclick: () => this.more(resource),
    });
    return {
      resource,
      caption,
      body,
      more,
      element: h("div", { class: "table-block", ...this.reach(resource) }, table, more),
    };
  }

  /** Events have no buttons: the keyboard scrolls their block itself. */
  reach(resource) {
    const label = this.words.tables.titles[resource];
    return resource === "events" ? { tabindex: 0, role: "group", "aria-label": label } : {};
  }

  more(resource) {
    this.limits[resource] += PAGE;
    this.update(this.lab.snapshot);
  }

  update(snapshot) {
    if (this.hidden) return;
    this.dark = darkNodes(snapshot);
    for (const section of this.sections) this.fill(section, snapshot);
  }

  /** Fills a section again when its objects, the light on them or its length are new. */
  fill(section, snapshot) {
    const { resource, caption, body, more } = section;
    const parts = [resource, "nodes", "vms"].map((part) => snapshot.objects.get(part));
    const shows = [...parts, this.limits[resource]];
    if (section.shows?.every((part, i) => part === shows[i])) return;
    section.shows = shows;
    const { tables } = this.words;
    const all = rowsOf(snapshot, resource);
    const rows = all.slice(0, this.limits[resource]);
    say(caption, `${tables.titles[resource]} (${all.length || tables.empty})`);
    more.hidden = rows.length === all.length;
    say(more, tables.more(Math.min(PAGE, all.length - rows.length)));
    reconcile(body, rows, {
      key: ({ namespace, name }) => keyOf(namespace, name),
      create: (entry) => this.row(entry),
      update: (row, entry) => this.refresh(row, entry),
    });
  }

  row(entry) {
    const key = [entry.resource, entry.namespace, entry.name];
    const row = h("tr", { "data-key": key.join("|") });
    row["age"] = entry.card.last ?? entry.card.created;
    return row;
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

  ages() {
    if (this.hidden || !this.lab.snapshot) return;
    const now = this.lab.now();
    for (const cell of this.querySelectorAll("td[data-column=age]"))
      say(cell, formatAge(now - cell.parentElement["age"]));
  }
}

/** The keyboard stays where it was in a row, or on the last button when there are fewer now. */
const focusNear = (buttons, place) => buttons[Math.min(place, buttons.length - 1)]?.focus();
