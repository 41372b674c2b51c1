/**
 * `<yaml-editor>`: the lab's files, edited with completion and with errors marked before anything
 * is applied. What is typed is kept in this browser until it is saved in the lab.
 */
import { EditorView } from "@codemirror/view";
import { Drafts } from "./editor/drafts.js";
import { fileState } from "./editor/state.js";
import { h, say } from "./dom.js";
import { LabPart } from "./lab-part.js";

export class YamlEditor extends LabPart {
  build() {
    const { editor } = this.words;
    this.drafts = new Drafts(this.lab.dataset.lab);
    this.states = new Map();
    this.faults = new Map();
    this.note = h("span", { class: "editor-note", role: "status" });
    this.problems = h("span", { class: "editor-problems" });
    const apply = h(
      "button",
      {
        type: "button",
        class: "button button-main",
        title: editor.applyHint,
        onclick: () => this.apply(),
      },
      editor.apply,
    );
    const save = h(
      "button",
      { type: "button", class: "button", onclick: () => this.save() },
      editor.save,
    );
    const host = h("div", { class: "editor-host" });
    this.append(host, h("div", { class: "editor-bar" }, apply, save, this.problems, this.note));
    const root = host.attachShadow({ mode: "open" });
    this.view = new EditorView({ parent: root, root });
    if (this.dataset.file) this.open(this.dataset.file);
  }

  disconnectedCallback() {
    this.view.destroy();
    super.disconnectedCallback();
  }

  /** Opens a file; its text is the draft in this browser, else what the lab has. */
  async open(name) {
    if (this.file) this.states.set(this.file, this.view.state);
    this.file = name;
    this.dataset.file = name;
    const text = this.states.has(name) ? "" : await this.text(name);
    if (this.file !== name) return;
    this.view.setState(this.states.get(name) ?? this.stateFor(name, text));
    say(this.note, this.drafts.read(name) === null ? "" : this.words.editor.unsaved);
    this.showProblems();
  }

  async text(name) {
    const draft = this.drafts.read(name);
    if (draft !== null) return draft;
    if (!this.lab.snapshot?.files.some(([path]) => path === name)) return "";
    say(this.note, this.words.editor.loading);
    const { text } = await this.lab.ask({ type: "read", path: name }).catch(() => ({ text: "" }));
    return text;
  }

  stateFor(name, text) {
    const { lab, words } = this;
    return fileState(text, {
      label: `${words.editor.label(name)}. ${words.editor.escape}`,
      apply: () => this.apply(),
      check: async (all) => (await lab.ask({ type: "check", name, text: all })).items,
      suggest: (all, line, column) => lab.ask({ type: "suggest", text: all, line, column }),
      problems: (count) => {
        this.faults.set(name, count);
        this.showProblems();
      },
      changed: (all) => {
        this.drafts.keep(name, all);
        say(this.note, words.editor.unsaved);
      },
    });
  }

  showProblems() {
    const count = this.faults.get(this.file) ?? 0;
    const { editor } = this.words;
    this.problems.dataset.count = String(count);
    say(this.problems, count ? `✕ ${editor.problems(count)}` : editor.fine);
  }

  async save() {
    const { file } = this;
    const text = this.view.state.doc.toString();
    if (!(await this.lab.command("write", { path: file, text }))) return false;
    this.drafts.drop(file);
    say(this.note, this.words.editor.saved);
    return true;
  }

  async apply() {
    if (!(await this.save())) return;
    const args = { terminal: "t1", text: `kubectl apply -f ${this.file}` };
    if (await this.lab.command("shell", args)) this.lab.emit("grappe:terminal", {});
  }
}
