/**
 * `<task-list>` around the steps of a lesson, `<li data-task="id" data-hints='["…"]'>`: ticks
 * each when the lab says that it is done and shows the hint that fits the present state. It works
 * anywhere on a page that has one lab. A step with `data-kept` was done before and says so itself.
 */
import { wordsFor } from "../words/index.js";
import { h, rich, say, set } from "./dom.js";

export class TaskList extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.words = wordsFor(document.documentElement.lang).task;
    document.addEventListener("grappe:tasks", (event) => this.show(event["detail"].tasks), {
      signal,
    });
    const lab = document.querySelector("grappe-lab");
    this.show(lab?.["snapshot"]?.tasks ?? []);
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  /** @param {import("../state/types.js").Task[]} tasks */
  show(tasks) {
    const byId = new Map(tasks.map((task) => [task.id, task]));
    let current = true;
    for (const item of this.querySelectorAll("[data-task]")) {
      const task = byId.get(item.getAttribute("data-task"));
      const done = Boolean(task?.done) || item.hasAttribute("data-kept");
      const state = done ? "done" : current ? "current" : "todo";
      if (!done) current = false;
      this.mark(item, state);
      this.hint(item, state === "current" ? task?.hint : undefined);
    }
  }

  mark(item, state) {
    set(item, "data-state", state);
    if (state === "current") set(item, "aria-current", "step");
    else item.removeAttribute("aria-current");
    if (item.hasAttribute("data-kept")) return;
    let word = item.querySelector(":scope > .task-state");
    if (!word) {
      word = h("span", { class: "task-state visually-hidden" });
      item.append(word);
    }
    say(word, ` (${this.words[state]})`);
  }

  hint(item, index) {
    const hints = JSON.parse(item.getAttribute("data-hints") ?? "[]");
    const text = hints[index ?? -1];
    let box = item.querySelector(":scope > .task-hint");
    if (!text) {
      box?.remove();
      return;
    }
    if (!box) {
      box = h("details", { class: "task-hint" }, h("summary", null, this.words.hint), h("p"));
      item.append(box);
    }
    const said = box.querySelector("p");
    if (said["hint"] === text) return; // each frame asks again: keep what the reader selected
    said["hint"] = text;
    said.replaceChildren(...rich(text));
  }
}
