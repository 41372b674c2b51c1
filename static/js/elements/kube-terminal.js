/**
 * `<kube-terminal terminal="t1">`: the lab's shell. The line is edited here; Enter sends it as a
 * command, and what the shell prints, the line itself included, comes back as output.
 */
import { FitAddon } from "@xterm/addon-fit";
import { Terminal } from "@xterm/xterm";
import { inColumns, lastLine, sharedStart, waitsForLine } from "../state/prompt.js";
import { widest } from "../state/widest.js";
import { LabPart } from "./lab-part.js";
import { Screen } from "./terminal/screen.js";
import { withStyleSheets } from "./terminal/style-sheets.js";
import { Typist } from "./terminal/typist.js";

const THEME = {
  background: "#16131d",
  foreground: "#e8e4ee",
  cursor: "#e8e4ee",
  cursorAccent: "#16131d",
  selectionBackground: "#4a3d66",
  black: "#2a2533",
  red: "#ff8a8a",
  green: "#7fd6a4",
  yellow: "#f0c674",
  blue: "#8ab4f8",
  magenta: "#d3b4ff",
  cyan: "#7fd3d3",
  white: "#e8e4ee",
  brightBlack: "#8d849c",
  brightRed: "#ffa3a3",
  brightGreen: "#a0e6be",
  brightYellow: "#f7d899",
  brightBlue: "#aecbfa",
  brightMagenta: "#e2ccff",
  brightCyan: "#a5e3e3",
  brightWhite: "#ffffff",
};
const FONT = 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace';

export class KubeTerminal extends LabPart {
  build() {
    this.name = this.getAttribute("terminal") ?? "t1";
    this.sending = false;
    this.term = new Terminal({
      theme: THEME,
      fontFamily: FONT,
      fontSize: 12.5,
      lineHeight: 1.25,
      cursorBlink: false,
      scrollback: 5000,
      screenReaderMode: true,
      convertEol: true,
    });
    this.fit = new FitAddon();
    this.term.loadAddon(this.fit);
    this.widest = 0;
    withStyleSheets(() => this.term.open(this));
    this.term.textarea?.setAttribute("aria-label", this.words.terminal.hint);
    this.screen = new Screen(this.term);
    this.typist = this.newTypist();
    this.term.onData((data) => this.typed(data));
    this.term.attachCustomKeyEventHandler((event) => this.passes(event));
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(this);
    this.hear("scroll", () => this.holdScrollbar(), this);
    this.hear("grappe:status", ({ detail }) => {
      if (detail.status === "lost") this.sending = false;
    });
  }

  disconnectedCallback() {
    this.resizing.disconnect();
    this.term.dispose();
    super.disconnectedCallback();
  }

  newTypist() {
    const kept = `grappe.history.${this.lab.dataset.lab}`;
    return new Typist({
      lines: JSON.parse(localStorage.getItem(kept) ?? "[]"),
      keep: (lines) => localStorage.setItem(kept, JSON.stringify(lines)),
      idle: () => this.idle,
      unfinished: () => lastLine(this.screen.shown) === "> ",
      send: (text) => this.send(text),
      interrupt: () => this.lab.command("interrupt", { terminal: this.name }),
      complete: () => this.complete(),
      clear: () => this.screen.clear(this.typist.line),
      changed: () => this.draw(),
    });
  }

  get idle() {
    return !this.sending && waitsForLine(this.screen.shown);
  }

  focus() {
    this.term.focus();
  }

  /** Escape, then Tab, leaves the terminal; all other keys are the shell's. */
  passes(event) {
    if (event.type !== "keydown") return true;
    const leaves = event.key === "Tab" && this.escaped;
    this.escaped = event.key === "Escape" || (this.escaped && event.key === "Shift");
    return !leaves;
  }

  typed(data) {
    if (this.lab.refusal && data.includes("\r")) {
      this.lab.notify(this.lab.refusal);
      return;
    }
    this.typist.type(data);
  }

  async send(text) {
    this.sending = true;
    const args = { terminal: this.name, text };
    if (await this.lab.command("shell", args)) return;
    this.sending = false;
    this.typist.line = { ...this.typist.line, text, cursor: text.length };
    this.draw();
  }

  update(snapshot) {
    const all = snapshot.terminals[this.name] ?? "";
    const before = this.screen.shown;
    if (!this.screen.show(all)) return;
    this.sending = false;
    this.typist.next();
    const fresh = all.startsWith(before) ? all.slice(before.lastIndexOf("\n") + 1) : all;
    this.widen(widest(fresh));
    this.draw();
  }

  /** Gives a long line that was printed the columns that it needs. */
  widen(columns) {
    if (columns <= this.widest) return;
    this.widest = columns;
    if (columns > this.term.cols) this.resized();
  }

  draw() {
    const { searching, line } = this.typist;
    if (!waitsForLine(this.screen.shown)) return;
    if (this.sending) return;
    this.screen.draw(line, searching ? this.words.terminal.search(searching.needle) : null);
    this.term.write("", () => this.followCursor());
  }

  /** Scrolls sideways to where the line is being typed. */
  followCursor() {
    const cell = (this.querySelector(".xterm-screen")?.clientWidth ?? 0) / this.term.cols;
    const at = this.term.buffer.active.cursorX * cell;
    const margin = 4 * cell;
    if (at < this.scrollLeft + margin) this.scrollLeft = at - this.clientWidth / 2;
    else if (at > this.scrollLeft + this.clientWidth - 2 * margin)
      this.scrollLeft = at - this.clientWidth / 2;
  }

  /** The scroll bar for the lines stays in sight when the columns scroll. */
  holdScrollbar() {
    const hidden = this.scrollWidth - this.clientWidth - this.scrollLeft;
    this.style.setProperty("--scrollbar-shift", `${-hidden}px`);
  }

  async complete() {
    const { line } = this.typist;
    if (!this.idle) return;
    const { text, cursor } = line;
    const again = this.asked === `${text}\0${cursor}`;
    this.asked = `${text}\0${cursor}`;
    const message = { type: "complete", terminal: this.name, text, cursor };
    const answer = await this.lab.ask(message).catch(() => null);
    if (!answer || this.typist.line !== line) return;
    this.completed(answer, again);
  }

  completed({ from, items }, again) {
    const { text, cursor } = this.typist.line;
    const start = sharedStart(items);
    if (items.length === 1) this.typist.fill(from, items[0] + (/[/=]$/.test(items[0]) ? "" : " "));
    else if (start.length > cursor - from) this.typist.fill(from, start);
    else if (items.length && again)
      this.screen.list({ text, cursor }, inColumns(items, this.seenColumns));
    this.draw();
  }

  /** Columns that can be seen at once. */
  get seenColumns() {
    return this.fit.proposeDimensions()?.cols ?? this.term.cols;
  }

  resized() {
    if (!this.offsetParent) return;
    this.term.write(this.screen.back(), () => {
      this.screen.drawnRows = null;
      this.fit.fit();
      if (this.widest > this.term.cols) this.term.resize(this.widest, this.term.rows);
      this.holdScrollbar();
      this.draw();
    });
  }
}
