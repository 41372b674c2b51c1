/**
 * What the terminal shows: the lab's output, and after it the line that is being typed, which the
 * browser draws by itself and takes back before anything else is written.
 */
import { lastLine } from "../../state/prompt.js";
import { tint } from "./tint.js";

export class Screen {
  /** @param {import("@xterm/xterm").Terminal} term */
  constructor(term) {
    this.term = term;
    this.shown = "";
    /** Row of the cursor below the prompt; null when no line is drawn. */
    this.drawnRows = null;
  }

  /** Brings the screen to what the lab has shown in all. */
  show(all) {
    if (all === this.shown) return false;
    if (all.startsWith(this.shown)) this.write(all.slice(this.shown.length));
    else {
      this.term.reset();
      this.drawnRows = null;
      this.term.write(tint(all));
    }
    this.shown = all;
    return true;
  }

  write(text) {
    const prompt = this.drawnRows === null ? "" : this.prompt;
    this.term.write(`${this.back()}${prompt}${tint(text)}`);
    this.drawnRows = null;
  }

  /** The lab's own last line, with its escapes: usually the prompt. */
  get prompt() {
    return this.shown.slice(this.shown.lastIndexOf("\n") + 1);
  }

  /** Escapes that take the typed line, and the prompt before it, off the screen. */
  back() {
    if (this.drawnRows === null) return "";
    const up = this.drawnRows > 0 ? `\x1b[${this.drawnRows}A` : "";
    return `${up}\r\x1b[J`;
  }

  /**
   * Draws the line being typed after the prompt, or after `lead` in its place.
   * @param {{text: string, cursor: number}} line
   */
  draw({ text, cursor }, lead = null) {
    const prompt = lead ?? this.prompt;
    const width = this.term.cols;
    const start = lead === null ? lastLine(this.shown).length : lead.length;
    const end = start + text.length;
    const at = start + cursor;
    const lastRow = Math.floor(end / width);
    const row = Math.floor(at / width);
    const wrap = end % width === 0 && end > 0 ? "\r\n" : "";
    const up = lastRow - row > 0 ? `\x1b[${lastRow - row}A` : "";
    const right = at % width ? `\x1b[${at % width}C` : "";
    const back = this.drawnRows === null ? "\r\x1b[J" : this.back();
    this.term.write(`${back}${prompt}${text}${wrap}${up}\r${right}`);
    this.drawnRows = row;
  }

  /** Leaves the typed line where it is and writes lines of the browser's own below it. */
  list(line, lines) {
    this.draw({ text: line.text, cursor: line.text.length });
    this.term.write(`\r\n${lines.join("\r\n")}\r\n`);
    this.drawnRows = null;
    this.draw(line);
  }

  /** Empties the screen but for the line being typed. */
  clear(line) {
    this.term.write("\x1b[2J\x1b[3J\x1b[H");
    this.drawnRows = null;
    this.draw(line);
  }
}
