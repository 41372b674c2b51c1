/**
 * `<lab-splitter data-pane="side" aria-orientation="vertical">`: the bar between two panes, moved
 * by mouse or keyboard. The size is a custom property on the page, kept in this browser.
 */
import { LabPart } from "./lab-part.js";

const SIZES = {
  lesson: { least: 260, most: 720, grows: 1, sizes: ".lab-lesson" },
  side: { least: 220, most: 620, grows: -1, sizes: ".pane-inspector" },
  bottom: { least: 96, most: 640, grows: -1, sizes: ".pane-terminal" },
};
const STEP = 24;

export class LabSplitter extends LabPart {
  build() {
    this.pane = this.dataset.pane;
    this.range = SIZES[this.pane];
    this.store = `grappe.pane.${this.pane}`;
    this.tabIndex = 0;
    this.setAttribute("role", "separator");
    this.setAttribute("aria-valuemin", String(this.range.least));
    this.setAttribute("aria-valuemax", String(this.range.most));
    this.setAttribute("aria-valuenow", String(this.range.least));
    const kept = Number(localStorage.getItem(this.store));
    if (kept) this.resize(kept);
    else requestAnimationFrame(() => this.tell());
    this.hear("pointerdown", (event) => this.drag(event), this);
    this.hear("keydown", (event) => this.key(event), this);
    this.hear("dblclick", () => this.reset(), this);
  }

  get frame() {
    return /** @type {HTMLElement} */ (this.closest(".lab-page") ?? this.lab);
  }

  get vertical() {
    return this.getAttribute("aria-orientation") === "vertical";
  }

  /** The present size of the pane that this bar sizes, pixels. */
  size() {
    const pane = /** @type {HTMLElement} */ (this.frame.querySelector(this.range.sizes));
    return (this.vertical ? pane?.offsetWidth : pane?.offsetHeight) || this.range.least;
  }

  resize(pixels) {
    const { least, most } = this.range;
    const size = Math.round(Math.min(most, Math.max(least, pixels)));
    this.frame.style.setProperty(`--${this.pane}`, `${size}px`);
    this.setAttribute("aria-valuenow", String(size));
    localStorage.setItem(this.store, String(size));
  }

  reset() {
    this.frame.style.removeProperty(`--${this.pane}`);
    localStorage.removeItem(this.store);
    this.tell();
  }

  tell() {
    this.setAttribute("aria-valuenow", String(this.size()));
  }

  drag(event) {
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    const start = this.vertical ? event.clientX : event.clientY;
    const size = this.size();
    const until = new AbortController();
    const move = (e) =>
      this.resize(size + this.range.grows * ((this.vertical ? e.clientX : e.clientY) - start));
    this.addEventListener("pointermove", move, { signal: until.signal });
    this.addEventListener("pointerup", () => until.abort(), { signal: until.signal });
    this.addEventListener("pointercancel", () => until.abort(), { signal: until.signal });
  }

  key(event) {
    const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
    const by = steps[event.key];
    if (event.key === "Enter") this.reset();
    else if (by) this.resize(this.size() + by * STEP * this.range.grows);
    else return;
    event.preventDefault();
  }
}
