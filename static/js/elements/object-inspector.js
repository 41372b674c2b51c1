/** `<object-inspector>`: what the chosen object is, how it is doing, and why. */
import { keyOf, entriesOf, find } from "../state/snapshot.js";
import { stateOf, wordState } from "../state/summary.js";
import { h, rich, say, set } from "./dom.js";
import { icon } from "./icons.js";
import { eventRow } from "./event-row.js";
import { glance, nothingChosen } from "./inspector/glance.js";
import { machineText } from "./inspector/machine-text.js";
import { obstacleList } from "./inspector/obstacles.js";
import { saying } from "./inspector/portrait.js";
import { actions, causes, facts } from "./inspector/summary.js";
import { LabPart } from "./lab-part.js";
import { roving } from "./roving.js";

const TABS = ["summary", "events", "yaml", "describe"];
const AGAIN_AFTER = 600;
const OTHERS_AFTER = 1500;

export class ObjectInspector extends LabPart {
  build() {
    const { inspector } = this.words;
    this.tab = "summary";
    this.kind = h("p", { class: "inspector-kind" });
    this.name = h("h2", { class: "inspector-name", tabindex: -1 });
    this.state = h("p", { class: "inspector-state" });
    const close = () => this.lab.select(null);
    this.close = h(
      "button",
      { type: "button", class: "inspector-close", "aria-label": inspector.close, onclick: close },
      icon("close"),
    );
    this.tabs = h(
      "div",
      { class: "inspector-tabs", role: "tablist" },
      TABS.map((name) => this.tabButton(name)),
    );
    this.tabs.addEventListener("keydown", (event) => roving(this.tabs, "[role=tab]", event));
    this.body = h("div", {
      class: "inspector-body",
      role: "tabpanel",
      "aria-labelledby": "inspector-tab-summary",
    });
    this.full = [
      h("header", null, this.kind, this.close, this.name, this.state),
      this.tabs,
      this.body,
    ];
    this.setAttribute("aria-label", inspector.label);
    this.setAttribute("role", "region");
    this.selected(this.lab.selection);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    clearTimeout(this.later);
    super.disconnectedCallback();
  }

  tabButton(name) {
    const choose = () => this.show(name);
    return h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `inspector-tab-${name}`,
        "data-tab": name,
        onclick: choose,
      },
      this.words.inspector.tabs[name],
    );
  }

  selected(key) {
    this.key = key;
    this.entry = undefined;
    this.answer = undefined;
    this.signature = undefined;
    if (!key) {
      this.replaceChildren(...nothingChosen(this.lab));
      return;
    }
    this.replaceChildren(...this.full);
    this.show(this.tab);
  }

  /** Moves the keyboard here: the object's name is read. */
  reach() {
    if (this.key) this.name.focus();
  }

  show(tab) {
    this.tab = tab;
    this.drawn = undefined;
    for (const button of this.tabs.children) {
      const on = /** @type {HTMLElement} */ (button).dataset.tab === tab;
      set(button, "aria-selected", String(on));
      set(button, "tabindex", on ? "0" : "-1");
    }
    set(this.body, "aria-labelledby", `inspector-tab-${tab}`);
    if (this.lab.snapshot) this.update(this.lab.snapshot);
  }

  update(snapshot) {
    if (!this.key) {
      glance(this, snapshot);
      return;
    }
    const entry = find(snapshot, this.key);
    const { words } = this;
    say(this.kind, words.states.kinds[this.key[0]] ?? this.key[0]);
    say(this.name, this.key[2]);
    this.standing(snapshot, entry);
    this.ask(entry);
    this.draw(snapshot, entry);
  }

  /** How the object fares: as its card tells, or else its portrait. */
  standing(snapshot, entry) {
    const { lab, words } = this;
    const state = entry && stateOf(entry, snapshot);
    const portrait = entry && !state ? this.answer?.portrait : null;
    set(this.state, "data-tone", state?.tone ?? portrait?.tone ?? "muted");
    if (!entry) say(this.state, words.inspector.gone);
    else if (state) say(this.state, wordState(state, words));
    else if (this.state["portrait"] !== portrait)
      this.state.replaceChildren(
        ...(portrait?.state ? [h("span", null, rich(saying(lab, portrait.state)))] : []),
      );
    this.state["portrait"] = portrait;
  }

  /**
   * Asks for the whole object when its card has changed, not more often than need be, and now and
   * then when anything else has: what holds it back may be another object.
   */
  ask(entry) {
    const { clock, time, revision } = this.lab.snapshot;
    const signature = `${JSON.stringify(entry?.card)} ${clock.live ? "" : time}`;
    if (!entry || this.timer) return;
    if (signature === this.signature) {
      if (revision !== this.asked) this.later ??= setTimeout(() => this.askAgain(), OTHERS_AFTER);
      return;
    }
    this.signature = signature;
    this.asked = revision;
    clearTimeout(this.later);
    this.later = undefined;
    const { key } = this;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.lab.snapshot) this.update(this.lab.snapshot);
    }, AGAIN_AFTER);
    this.lab.ask({ type: "inspect", key, time: clock.live ? null : time }).then(
      (answer) => this.answered(key, answer),
      () => undefined,
    );
  }

  askAgain() {
    this.later = undefined;
    this.signature = undefined;
    if (this.lab.snapshot && this.key) this.update(this.lab.snapshot);
  }

  answered(key, answer) {
    if (key !== this.key) return;
    const { id: _id, ...told } = answer;
    const text = JSON.stringify(told);
    if (this.answer && text === this.told) return;
    this.told = text;
    this.answer = answer;
    this.drawn = undefined;
    this.standing(this.lab.snapshot, find(this.lab.snapshot, key));
    this.draw(this.lab.snapshot, find(this.lab.snapshot, key));
  }

  /** Draws the open tab again when something that it shows is new. */
  draw(snapshot, entry) {
    const events = this.tab === "events" ? snapshot.objects.get("events") : null;
    const fresh = [entry?.card, this.answer, events, this.tab];
    if (this.drawn?.every((value, i) => value === fresh[i])) return;
    this.drawn = fresh;
    const open = Boolean(this.body.querySelector("details[open]"));
    const focused = this.body.contains(document.activeElement) && document.activeElement;
    const spot =
      focused && [...this.body.querySelectorAll("button, [tabindex], summary")].indexOf(focused);
    this.body.replaceChildren(...this.content(snapshot, entry));
    if (open) this.body.querySelector("details")?.setAttribute("open", "");
    if (focused)
      /** @type {any} */ (
        [...this.body.querySelectorAll("button, [tabindex], summary")][spot]
      )?.focus();
  }

  content(snapshot, entry) {
    const { lab, words, answer } = this;
    const waits = [h("p", { class: "muted" }, words.inspector.loading)];
    if (this.tab === "events") return this.events(snapshot);
    if (this.tab !== "summary")
      return answer ? [machineText(words, answer[this.tab] ?? "")] : waits;
    if (!entry)
      return [
        h("p", { class: "muted" }, words.inspector.goneBack),
        ...(answer ? causes(lab, { resource: this.key[0] }, answer) : []),
      ];
    return [
      ...obstacleList(lab, this.key[0], answer?.obstacles),
      ...facts(lab, entry, answer?.portrait),
      ...actions(lab, entry),
      ...(answer ? causes(lab, entry, answer) : waits),
    ];
  }

  events(snapshot) {
    const [resource, namespace, name] = this.key;
    const about = entriesOf(snapshot, "events")
      .filter(
        ({ card }) =>
          card.about?.[0] === resource &&
          keyOf(card.about[1], card.about[2]) === keyOf(namespace, name),
      )
      .sort((a, b) => b.card.last - a.card.last);
    if (!about.length) return [h("p", { class: "muted" }, this.words.inspector.noEvents)];
    return [
      h(
        "ul",
        { class: "events" },
        about.map((entry) => eventRow(this.lab, entry)),
      ),
    ];
  }
}
