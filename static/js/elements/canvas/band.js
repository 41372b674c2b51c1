/** The band of workloads: a pill for each owner that has something to tell. */
import { isLit, isOver, nextRun } from "../../state/workloads.js";
import { reconcile, s, say, set } from "../dom.js";
import { drawBudget } from "./faces/budget.js";
import { drawCron } from "./faces/cron.js";
import { drawDaemons } from "./faces/daemons.js";
import { drawJob } from "./faces/job.js";
import { drawScaler } from "./faces/scaler.js";
import { drawSet } from "./faces/set.js";

const FACES = {
  set: drawSet,
  daemons: drawDaemons,
  job: drawJob,
  cron: drawCron,
  scaler: drawScaler,
  budget: drawBudget,
};

/** What of a face changes as time passes, though its card does not. */
const STAMPS = {
  cron: ({ entry }, now) => Math.ceil(((nextRun(entry.card, now) ?? now) - now) / 1e6),
  budget: ({ entry }, now) => isLit(entry.card, now),
};

export class Band {
  constructor(words) {
    this.words = words;
    this.pills = s("g");
    this.more = s("text", { class: "pill-kind band-more" });
    this.element = s("g", { class: "band" }, this.pills, this.more);
  }

  /** @param {Map<string, string>} colours owner → colour */
  update({ band }, colours, now) {
    this.shown = band?.pills ?? [];
    this.colours = colours;
    reconcile(this.pills, this.shown, {
      key: ({ key }) => key.join("|"),
      create: ({ key, face }) =>
        s(
          "g",
          { class: "pill", "data-key": key.join("|"), "data-face": face },
          s("rect", { class: "pill-card", rx: 12 }),
          s("g", { class: "pill-face" }),
        ),
      update: (element, pill) => this.draw(element, pill, now),
    });
    say(this.more, band?.left ? this.words.picture.moreBand(band.left) : "");
    set(this.more, "x", (band?.width ?? 0) - 4);
    set(this.more, "y", (band?.y ?? 0) + (band?.height ?? 0) + 10);
  }

  /** Draws again what a moment alone changes. */
  tick(now) {
    [...this.pills.children].forEach((element, i) => {
      if (this.shown[i] && STAMPS[this.shown[i].face]) this.draw(element, this.shown[i], now);
    });
  }

  draw(element, pill, now) {
    set(element, "transform", `translate(${pill.x} ${pill.y})`);
    const colour = this.colours.get(pill.owner);
    if (colour) element.style.setProperty("--owner", `var(--${colour})`);
    const stamp = `${JSON.stringify(pill.facts)} ${pill.width} ${STAMPS[pill.face]?.(pill, now)}`;
    if (element["card"] === pill.entry.card && element["stamp"] === stamp) return;
    element["card"] = pill.entry.card;
    element["stamp"] = stamp;
    const [card, face] = element.children;
    set(card, "width", pill.width);
    set(card, "height", pill.height);
    set(element, "data-lit", pill.face === "budget" && isLit(pill.entry.card, now));
    set(element, "data-over", pill.face === "job" && isOver(pill.entry.card));
    set(element, "data-state", pill.entry.card.state ?? null);
    face.replaceChildren(...FACES[pill.face](pill, this.words, now).flat(3).filter(Boolean));
  }
}
