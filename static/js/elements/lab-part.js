/**
 * What every element inside a lab shares: it finds its lab, draws itself once, and hears of each
 * new state until it is taken off the page.
 */
export class LabPart extends HTMLElement {
  connectedCallback() {
    /** @type {import("./grappe-lab.js").GrappeLab} */
    this.lab = this.closest("grappe-lab");
    this.words = this.lab.words;
    this.leaving = new AbortController();
    this.build();
    this.hear("grappe:state", (event) => this.update(event.detail.snapshot, event.detail.changes));
    this.hear("grappe:select", (event) => this.selected(event.detail.key));
    if (this.lab.snapshot) this.update(this.lab.snapshot, []);
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.replaceChildren();
  }

  /** Listens on the lab (or another target) for as long as this element is on the page. */
  hear(type, listener, target = this.lab) {
    target.addEventListener(type, listener, { signal: this.leaving.signal });
  }

  /** Draws what does not depend on the state. */
  build() {}

  /**
   * Shows a new state.
   * @param {import("../state/types.js").Snapshot} _snapshot
   * @param {import("../state/types.js").Change[]} _changes what a delta changed; none for a list
   */
  update(_snapshot, _changes) {}

  /** Another object was chosen. @param {[string, string, string] | null} _key */
  selected(_key) {}
}
