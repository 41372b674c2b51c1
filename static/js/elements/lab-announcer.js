/** The one polite live region: what changes, in a sentence, at most once in four seconds. */
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

  speak() {
    this.timer = 0;
    if (!this.waiting.length) return;
    say(this, sentence(this.waiting, this.words.states.spoken));
    this.waiting = [];
    this.timer = window.setTimeout(() => this.speak(), QUIET);
  }
}
