/**
 * Turns what is typed into an edited line and lines to send: history, search, completion, paste
 * of several lines, typing ahead while something runs.
 */
import { historyOf, remember, search, walk } from "../../state/history.js";
import { edit, emptyLine, insert, KEYS, replace } from "../../state/line.js";

const UP = ["\x1b[A", "\x1bOA", "\x10"];
const DOWN = ["\x1b[B", "\x1bOB", "\x0e"];
const CANCEL = ["\x03", "\x07", "\x1b"];
const isText = (data) => !/[\x00-\x1f\x7f]/.test(data);

export class Typist {
  /**
   * @param {{lines: string[], idle: () => boolean, send: (text: string) => void,
   *   interrupt: () => void, complete: () => void, clear: () => void, changed: () => void,
   *   keep: (lines: string[]) => void, unfinished: () => boolean}} shell
   */
  constructor(shell) {
    this.shell = shell;
    this.line = emptyLine();
    this.history = historyOf(shell.lines);
    this.queue = [];
    /** @type {null | {needle: string, at: number}} */
    this.searching = null;
  }

  /** Everything that xterm.js hands over: a key, or what was pasted. */
  type(data) {
    const pasted = data.replace(/^\x1b\[200~|\x1b\[201~$/g, "").replace(/\r?\n/g, "\r");
    const lines = pasted.split("\r");
    if (lines.length === 1) this.key(pasted);
    else
      lines.forEach((text, i) => {
        if (text) this.key(text);
        if (i < lines.length - 1) this.enter();
      });
    this.shell.changed();
  }

  key(data) {
    if (this.searching && this.searchKey(data)) return;
    if (data === "\t") this.shell.complete();
    else if (data === "\x03") this.cancel();
    else if (data === "\x0c") this.shell.clear();
    else if (data === "\x12") this.searching = { needle: "", at: this.history.lines.length };
    else if (UP.includes(data)) this.recall(-1);
    else if (DOWN.includes(data)) this.recall(1);
    else if (KEYS[data]) this.line = edit(this.line, KEYS[data]);
    else if (isText(data)) this.line = insert(this.line, data);
    else if (data.length > 1 && !data.startsWith("\x1b"))
      this.line = insert(this.line, data.replace(/[\x00-\x1f\x7f]/g, " "));
  }

  enter() {
    this.searching = null;
    const { text, killed } = this.line;
    this.line = emptyLine(killed);
    this.history = remember(this.history, text);
    this.shell.keep(this.history.lines);
    this.queue.push(text);
    this.next();
  }

  /** Sends the next line that waits, if the shell waits for one. */
  next() {
    if (this.queue.length && this.shell.idle()) this.shell.send(this.queue.shift());
  }

  cancel() {
    this.queue = [];
    if (!this.shell.idle() || this.shell.unfinished()) this.shell.interrupt();
    this.line = emptyLine(this.line.killed);
    this.history = historyOf(this.history.lines);
  }

  recall(direction) {
    const step = walk(this.history, direction, this.line.text);
    if (!step) return;
    this.history = step.history;
    this.line = { ...this.line, text: step.text, cursor: step.text.length };
  }

  /** A key while searching backwards. @returns {boolean} true when the search used it */
  searchKey(data) {
    const { needle, at } = this.searching;
    if (data === "\x12") this.find(needle, at);
    else if (data === "\x7f") this.find(needle.slice(0, -1), this.history.lines.length);
    else if (isText(data)) this.find(needle + data, this.history.lines.length);
    else {
      this.searching = null;
      return CANCEL.includes(data);
    }
    return true;
  }

  find(needle, before) {
    const at = search(this.history, needle, before);
    const found = at < 0 ? this.searching.at : at;
    this.searching = { needle, at: found };
    const text = this.history.lines[found];
    if (at >= 0) this.line = { ...this.line, text, cursor: text.indexOf(needle) };
  }

  /** Puts a completion from `from` to the cursor. */
  fill(from, text) {
    this.line = replace(this.line, from, text);
  }
}
