/** What the lab has to say to the reader: connection, refusals, errors. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { LabPart } from "./lab-part.js";

const STAYS = 7000;
const SLOW = 400;

export class LabNotice extends LabPart {
  build() {
    this.hear("grappe:status", ({ detail }) => this.status(detail));
    this.hear("grappe:notice", ({ detail }) => this.show(detail.text, detail.kind));
    this.status({ status: "connecting" });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  update() {
    if (this.dataset.kind === "status" || !this.dataset.kind) this.clear();
  }

  status({ status, code }) {
    const { words, lab } = this;
    clearTimeout(this.timer);
    if (status === "closed") this.show(words.closed[code], "final");
    else if (status === "open" && !lab.snapshot) this.soon(words.starting);
    else if (status === "connecting" && !lab.snapshot) this.soon(words.connecting);
    else if (status === "lost") this.soon(words.reconnecting);
  }

  /** Says what one waits for, unless it comes at once. */
  soon(text) {
    this.timer = setTimeout(() => this.show(text, "status"), SLOW);
  }

  /** @param {"info" | "error" | "status" | "final"} kind */
  show(text, kind) {
    clearTimeout(this.timer);
    this.dataset.kind = kind;
    const waits =
      kind === "status" ? h("span", { class: "progress", "aria-hidden": "true" }) : null;
    this.replaceChildren(
      h("p", { role: kind === "error" || kind === "final" ? "alert" : "status" }, waits, text),
      ...(kind === "info" || kind === "error" ? [this.closer()] : []),
    );
    if (kind === "info") this.timer = setTimeout(() => this.clear(), STAYS);
  }

  closer() {
    const label = this.words.dismiss;
    const close = () => this.clear();
    return h("button", { type: "button", "aria-label": label, onclick: close }, icon("close"));
  }

  clear() {
    clearTimeout(this.timer);
    delete this.dataset.kind;
    this.replaceChildren();
  }
}
