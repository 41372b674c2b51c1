/** Pause, step, the time, the timeline, speeds, fork and share. */
import { formatTime } from "../state/clock.js";
import { h, say, set } from "./dom.js";
import { icon } from "./icons.js";
import { LabPart } from "./lab-part.js";
import { Playback } from "./lab/playback.js";
import { share } from "./lab/share.js";
import { SpeedChoice } from "./lab/speeds.js";

export class LabToolbar extends LabPart {
  build() {
    const { time } = this.words;
    this.playback = new Playback(this.lab);
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", time.label);
    this.pause = this.button("tool-pause", time.pause, icon("pause"), () => this.toggle());
    this.step = this.button("tool-step", time.step, icon("step"), () => this.clock("step"));
    this.time = h("span", { class: "tool-time", role: "timer", "aria-label": time.now });
    this.back = this.button("tool-back", time.back, icon("now"), () => this.lab.seek(null));
    this.back.append(h("span", null, time.back));
    this.fork = this.textButton(time.fork, time.forkHint, "fork", () => this.forkHere());
    this.share = this.textButton(time.share, time.shareHint, "share", () => share(this.lab));
    this.speeds = new SpeedChoice(this.words, (speed) => this.setSpeed(speed));
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
    this.playback.stop();
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

  /** A lab of one's own is paused; a recording is played in the page alone. */
  toggle() {
    if (this.lab.mayAct) this.clock(this.lab.snapshot.clock.paused ? "resume" : "pause");
    else {
      this.playback.toggle();
      this.update(this.lab.snapshot);
    }
  }

  setSpeed(speed) {
    if (this.lab.mayAct) {
      this.clock("speed", { speed });
      return;
    }
    this.playback.speed = speed;
    this.update(this.lab.snapshot);
  }

  update({ clock }) {
    const { mayAct } = this.lab;
    const past = mayAct && !clock.live;
    this.showPause(mayAct ? clock.paused : !this.playback.playing);
    this.pause.toggleAttribute("disabled", past);
    this.step.toggleAttribute("disabled", past || !mayAct);
    this.speeds.show(mayAct ? clock.speed : this.playback.speed, past);
    set(this.lab, "data-live", String(clock.live));
    this.back.hidden = !past;
    this.share.hidden = !mayAct;
  }

  showPause(paused) {
    const label = paused ? this.words.time.resume : this.words.time.pause;
    if (this.pause.getAttribute("aria-label") === label && this.pause.firstChild) return;
    this.pause.replaceChildren(icon(paused ? "play" : "pause"));
    set(this.pause, "aria-label", label);
    set(this.pause, "title", label);
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
