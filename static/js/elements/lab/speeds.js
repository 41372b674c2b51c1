/** The choice of speed: five at hand, any other from 0.1 to 1000 by typing it. */
import { speed as speedText } from "../../state/format.js";
import { h, say, set } from "../dom.js";
import { icon } from "../icons.js";

export const SPEEDS = [0.1, 1, 10, 60, 1000];
const LEAST = 0.1;
const MOST = 1000;

export class SpeedChoice {
  /** @param {any} words @param {(speed: number) => void} choose */
  constructor(words, choose) {
    this.words = words;
    this.choose = choose;
    this.buttons = SPEEDS.map((speed) => this.button(speed));
    this.other = this.menu();
    this.element = h(
      "div",
      { class: "tool-group tool-speeds", role: "group", "aria-label": words.time.speed },
      this.buttons,
      this.other,
    );
  }

  button(speed) {
    const text = speedText(speed, this.words.lang);
    return h(
      "button",
      {
        type: "button",
        class: "tool tool-speed",
        "data-speed": speed,
        "aria-label": this.words.time.speedTo(text),
        onclick: () => this.choose(speed),
      },
      text,
    );
  }

  /** A disclosure with a number field, for speeds that have no button. */
  menu() {
    const { time } = this.words;
    this.summary = h("summary", { class: "tool tool-other", "aria-label": time.otherSpeed });
    this.field = h("input", {
      type: "number",
      min: LEAST,
      max: MOST,
      step: "any",
      "aria-label": time.otherSpeed,
    });
    const form = h(
      "form",
      { class: "floating", onsubmit: (event) => this.submit(event) },
      h("label", null, time.speedHint, this.field),
      h("button", { class: "button" }, time.apply),
    );
    const leave = (event) => {
      if (event.key !== "Escape" || !this.other.open) return;
      this.other.open = false;
      this.summary.focus();
    };
    return h("details", { class: "tool-menu", onkeydown: leave }, this.summary, form);
  }

  submit(event) {
    event.preventDefault();
    const speed = Math.min(MOST, Math.max(LEAST, Number(this.field.value) || 1));
    this.other.open = false;
    this.choose(speed);
  }

  show(speed, disabled) {
    for (const button of this.buttons) {
      set(button, "aria-pressed", String(Number(button.dataset.speed) === speed));
      button.toggleAttribute("disabled", disabled);
    }
    const listed = SPEEDS.includes(speed);
    this.other.toggleAttribute("inert", disabled);
    const { otherSpeed } = this.words.time;
    const text = speedText(speed, this.words.lang);
    set(this.summary, "data-on", listed ? null : "true");
    set(this.summary, "aria-label", listed ? otherSpeed : `${text} (${otherSpeed})`);
    if (listed && !this.summary.querySelector("svg")) this.summary.replaceChildren(icon("chevron"));
    else if (!listed) say(this.summary, text);
  }
}
