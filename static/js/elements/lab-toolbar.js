/** Pause, step, the time, the timeline, speeds, fork and share. */
import { formatTime } from "../state/clock.js";
import { h, say, set } from "./dom.js";
import { icon } from "./icons.js";
import { LabPart } from "./lab-part.js";
import { share } from "./lab/share.js";
import { SpeedChoice } from "./lab/speeds.js";

export class LabToolbar extends LabPart {
  build() {
    const { time } = this.words;
    this.setAttribute("role", "toolbar");
    this.setAttribute("aria-label", time.label);
    this.pause = this.button("tool-pause", time.pause, icon("pause"), () => this.toggle());
    this.step = this.button("tool-step", time.step, icon("step"), () => this.clock("step"));
    this.time = h("span", { class: "tool-time", role: "timer", "aria-label": time.now });
    this.back = this.button("tool-back", time.back, icon("now"), () => this.lab.seek(null));
    this.back.append(h("span", null, time.back));
    this.fork = this.textButton(time.fork, time.forkHint, "fork", () => this.forkHere());
    this.share = this.textButton(time.share, time.shareHint, "share", () => share(this.lab));
    this.speeds = new SpeedChoice(this.words, (speed) => this.clock("speed", { speed }));
    this.append(
      h("div", { class: "tool-group" }, this.pause, this.step, this.time),
      h("lab-timeline"),
      this.back,
      this.speeds.element,
      h("div", { class: "tool-group tool-links" }, this.fork, this.share),
    );
    this.tick();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.frame);
    super.disconnectedCallback();
  }

  button(name, label, picture, onclick) {
    const attributes = { type: "button", class: `tool ${name}`, "aria-label": label, title: label };
    return h("button", { ...attributes, onclick }, picture);
  }

  textButton(text, title, picture, onclick) {
    return h(
      "button",
      { type: "button", class: "tool-link", title, onclick },
      icon(picture),
      h("span", null, text),
    );
  }

  tick() {
    say(this.time, formatTime(this.lab.now()));
    this.frame = requestAnimationFrame(() => this.tick());
  }

  clock(action, more = {}) {
    this.lab.tell({ type: "clock", do: action, ...more });
  }

  toggle() {
    this.clock(this.lab.snapshot?.clock.paused ? "resume" : "pause");
  }

  update({ clock, lab }) {
    const { time } = this.words;
    const label = clock.paused ? time.resume : time.pause;
    if (this.pause.getAttribute("aria-label") !== label) {
      this.pause.replaceChildren(icon(clock.paused ? "play" : "pause"));
      set(this.pause, "aria-label", label);
      set(this.pause, "title", label);
    }
    const still = !clock.live || lab.mode === "replay";
    for (const control of [this.pause, this.step]) control.toggleAttribute("disabled", still);
    this.speeds.show(clock.speed, still);
    set(this.lab, "data-live", String(clock.live));
    this.back.hidden = clock.live || lab.mode === "replay";
    this.share.hidden = lab.mode === "replay";
  }

  async forkHere() {
    const { lab, words } = this;
    const { clock, time } = lab.snapshot;
    lab.notify(words.time.forking, "status");
    try {
      const forked = await lab.ask({ type: "fork", ...(clock.live ? {} : { time }) });
      location.assign(forked.url);
    } catch (error) {
      lab.fail(error);
    }
  }
}

