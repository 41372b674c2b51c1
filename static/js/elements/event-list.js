/** `<event-list>`: the newest events of the cluster. */
import { rowsOf } from "../state/tables.js";
import { h, reconcile } from "./dom.js";
import { ageRow, eventRow } from "./event-row.js";
import { LabPart } from "./lab-part.js";

const MOST = 60;
const REFRESH = 1000;

export class EventList extends LabPart {
  build() {
    this.list = h("ul", { class: "events" });
    this.none = h("p", { class: "muted" }, this.words.events.empty);
    this.append(
      h("h2", { class: "pane-title" }, this.words.events.label),
      h(
        "div",
        {
          class: "events-scroll",
          tabindex: 0,
          role: "region",
          "aria-label": this.words.events.label,
        },
        this.none,
        this.list,
      ),
    );
    this.timer = setInterval(() => this.lab.snapshot && this.show(), REFRESH);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  update(snapshot) {
    if (snapshot.objects.get("events") === this.shown) return;
    this.shown = snapshot.objects.get("events");
    this.show();
  }

  show() {
    const rows = rowsOf(this.lab.snapshot, "events").slice(0, MOST);
    this.none.hidden = rows.length > 0;
    reconcile(this.list, rows, {
      key: ({ namespace, name, card }) => `${namespace}/${name}/${card.count ?? 1}`,
      create: (entry) => eventRow(this.lab, entry),
      update: (row, entry) => ageRow(this.lab, row, entry),
    });
  }
}
