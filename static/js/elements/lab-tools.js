/** The dark pane: the terminal and the lab's files, each in a tab, loaded when first shown. */
import { h, reconcile, say, set } from "./dom.js";
import { Drafts } from "./editor/drafts.js";
import { newFile } from "./tools/new-file.js";
import { icon } from "./icons.js";
import { LabPart } from "./lab-part.js";
import { roving } from "./roving.js";

const TERMINAL = "";

export class LabTools extends LabPart {
  build() {
    const { words, lab } = this;
    this.drafts = new Drafts(lab.dataset.lab);
    this.extra = new Set(this.drafts.names());
    this.open = TERMINAL;
    this.tabs = h("div", {
      class: "tools-tabs",
      role: "tablist",
      "aria-label": words.editor.files,
    });
    this.tabs.addEventListener("keydown", (event) => roving(this.tabs, "[role=tab]", event));
    const add = h(
      "button",
      {
        type: "button",
        class: "tools-add",
        "aria-label": words.editor.add,
        title: words.editor.add,
        onclick: () => this.add(),
      },
      icon("plus"),
    );
    const limits = h(
      "a",
      { class: "tools-limits", href: lab.dataset.limits, target: "_blank" },
      words.terminal.limits,
    );
    this.wait = h("p", { class: "tools-wait" }, words.terminal.loading);
    this.terminal = h("kube-terminal", {
      terminal: "t1",
      role: "tabpanel",
      "aria-label": words.terminal.label,
    });
    this.editor = h("yaml-editor", {
      role: "tabpanel",
      "aria-label": words.editor.files,
      hidden: true,
    });
    this.append(
      h("div", { class: "tools-head" }, this.tabs, add, limits),
      this.wait,
      this.terminal,
      this.editor,
    );
    this.hear("grappe:terminal", () => this.show(TERMINAL));
    this.draw([]);
    this.load(import("../terminal.js"));
  }

  async load(module) {
    await module;
    this.wait.remove();
  }

  update({ files }) {
    this.draw(files);
  }

  draw(files) {
    const names = [...new Set([...files.map(([path]) => path), ...this.extra])].sort();
    reconcile(this.tabs, [TERMINAL, ...names], {
      key: (name) => name,
      create: (name) => this.tab(name),
      update: (tab, name) => this.mark(tab, name),
    });
  }

  tab(name) {
    const choose = () => this.show(name);
    const tab = h("button", { type: "button", role: "tab", onclick: choose });
    say(tab, name || this.words.terminal.label);
    return tab;
  }

  mark(tab, name) {
    set(tab, "aria-selected", String(name === this.open));
    set(tab, "tabindex", name === this.open ? "0" : "-1");
  }

  async show(name) {
    this.open = name;
    this.draw(this.lab.snapshot?.files ?? []);
    this.terminal.hidden = name !== TERMINAL;
    this.editor.hidden = name === TERMINAL;
    if (name === TERMINAL) {
      this.terminal.focus();
      return;
    }
    await import("../editor.js");
    this.editor["open"](name);
  }

  async add() {
    const name = await newFile(this.words);
    if (!name) return;
    this.extra.add(name);
    this.show(name);
  }
}
