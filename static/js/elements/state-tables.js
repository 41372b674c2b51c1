/**
 * `<state-tables>`: the same state as the picture, as plain tables with the same actions. A menu
 * chooses what they are about, so that a cluster of thirty kinds can still be read.
 */
import { formatAge } from "../state/clock.js";
import { darkNodes } from "../state/pods.js";
import { groupsOf, isGiven } from "../state/table-groups.js";
import { rowsOf } from "../state/tables.js";
import { h, reconcile, say } from "./dom.js";
import { LabPart } from "./lab-part.js";
import { GroupMenu } from "./tables/groups.js";
import { Section } from "./tables/section.js";

const REFRESH = 1000;

export class StateTables extends LabPart {
  build() {
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", this.words.tables.label);
    this.setAttribute("tabindex", "0");
    this.group = "overview";
    this.all = false;
    /** @type {Map<string, Section>} */
    this.sections = new Map();
    this.menu = new GroupMenu(this.words, {
      chosen: (group) => this.turn({ group }),
      all: (all) => this.turn({ all }),
    });
    this.blocks = h("div", { class: "table-blocks" });
    this.append(this.menu.element, this.blocks);
    this.timer = setInterval(() => this.ages(), REFRESH);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  /** Shows another group, or more or less of it. */
  turn(choice) {
    Object.assign(this, choice);
    this.update(this.lab.snapshot);
  }

  update(snapshot) {
    if (this.hidden) return;
    const groups = groupsOf(snapshot, this.all);
    const group = groups.find(({ id }) => id === this.group) ?? groups[0];
    this.menu.update(groups, group.id);
    const dark = darkNodes(snapshot);
    reconcile(this.blocks, group.resources, {
      key: (resource) => resource,
      create: (resource) => this.section(resource).element,
    });
    for (const resource of group.resources) this.fill(resource, group.id, snapshot, dark);
  }

  section(resource) {
    if (!this.sections.has(resource))
      this.sections.set(
        resource,
        new Section(resource, this.lab, () => this.update(this.lab.snapshot)),
      );
    return this.sections.get(resource);
  }

  fill(resource, group, snapshot, dark) {
    const whole = group === "overview" || this.all;
    const rows = rowsOf(snapshot, resource).filter((entry) => whole || !isGiven(entry));
    const parts = [resource, "nodes", "vms"].map((part) => snapshot.objects.get(part));
    this.section(resource).fill(rows, [...parts, whole], dark);
  }

  ages() {
    if (this.hidden || !this.lab.snapshot) return;
    const now = this.lab.now();
    for (const cell of this.querySelectorAll("td[data-column=age]"))
      say(cell, formatAge(now - cell.parentElement["age"]));
  }
}
