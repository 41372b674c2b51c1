/** The one polite live region: what changes, in a sentence, at most once in four seconds. */
import { find } from "../state/snapshot.js";
import { stateOf, wordState } from "../state/summary.js";
import { gather, QUIET, sentence } from "../state/announce.js";
import { say } from "./dom.js";
import { LabPart } from "./lab-part.js";

export class LabAnnouncer extends LabPart {
  build() {
    this.setAttribute("aria-live", "polite");
    this.setAttribute("role", "log");
    this.setAttribute("aria-label", this.words.events.label);
    this.waiting = [];
    this.timer = 0;
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  update(_snapshot, changes) {
    this.waiting = gather(this.waiting, changes);
    if (this.waiting.length && !this.timer) this.speak();
  }

  /** Walking through the picture by keys, one hears what one stands on. */
  selected(key) {
    const entry = key && find(this.lab.snapshot, key);
    if (!entry || !this.lab.querySelector(".canvas-stage:focus")) return;
    const state = stateOf(entry, this.lab.snapshot);
    const kind = this.words.states.kinds[entry.resource];
    say(this, `${kind} ${entry.name}. ${state ? wordState(state, this.words) : ""}`);
  }

  speak() {
    this.timer = 0;
    if (!this.waiting.length) return;
    say(this, sentence(this.waiting, this.words.states.spoken));
    this.waiting = [];
    this.timer = window.setTimeout(() => this.speak(), QUIET);
  }
}
