/** The small face of time in a showcase: pause and the lab's clock. */
import { formatTime } from "../state/clock.js";
import { h, say, set } from "./dom.js";
import { icon } from "./icons.js";
import { LabPart } from "./lab-part.js";

export class LabClock extends LabPart {
  build() {
    const toggle = () =>
      this.lab.tell({ type: "clock", do: this.lab.snapshot?.clock.paused ? "resume" : "pause" });
    this.pause = h("button", { type: "button", class: "tool", onclick: toggle });
    this.time = h("span", { class: "tool-time", role: "timer", "aria-label": this.words.time.now });
    this.append(this.pause, this.time);
    this.tick();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.frame);
    super.disconnectedCallback();
  }

  tick() {
    say(this.time, formatTime(this.lab.now(), { millis: false }));
    this.frame = requestAnimationFrame(() => this.tick());
  }

  update({ clock }) {
    this.pause.hidden = !this.lab.mayAct;
    const label = clock.paused ? this.words.time.resume : this.words.time.pause;
    if (this.pause.getAttribute("aria-label") === label) return;
    set(this.pause, "aria-label", label);
    this.pause.replaceChildren(icon(clock.paused ? "play" : "pause"));
  }
}
